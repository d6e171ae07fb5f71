/**
 * Puts the Allure reports of several targets into one site: `node ci/site.mjs FOLDER SITE`, where FOLDER holds a folder of
 * results for each target. SITE gets a folder for each report, and a first page that lists the verdicts.
 */
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resultsIn } from './result.mjs';

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const [folder, site, ...more] = process.argv.slice(2);
if (folder === undefined || site === undefined || more.length > 0) {
  console.error('ERROR  give the folder that holds the results, and the folder of the site');
  process.exit(3);
}
mkdirSync(site, { recursive: true });
const rows = resultsIn(folder).map(({ target, folder: results, result }) => {
  const report = join(results, 'allure-report');
  const hasReport = existsSync(report);
  if (hasReport) cpSync(report, join(site, target), { recursive: true });
  const name = hasReport ? `<a href="${escaped(target)}/">${escaped(target)}</a>` : escaped(target);
  const cells = [result.verdict, result.message, result.startedAt].map((text) => `<td>${escaped(text)}</td>`);
  return `<tr><th scope="row">${name}</th>${cells.join('')}</tr>`;
});
const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Conformance</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
  table { border-collapse: collapse; }
  th, td { border-bottom: 1px solid; padding: 0.5rem 1rem 0.5rem 0; text-align: start; vertical-align: top; }
</style>
<h1>Conformance</h1>
<table>
<thead><tr><th scope="col">target</th><th scope="col">verdict</th><th scope="col">why</th><th scope="col">run</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</html>
`;
writeFileSync(join(site, 'index.html'), page);
console.log(`${rows.length} ${rows.length === 1 ? 'target' : 'targets'} in ${join(site, 'index.html')}`);
