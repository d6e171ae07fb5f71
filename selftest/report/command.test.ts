import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { run } from '../command.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** The report and the names of the outputs, by the commands that users type. */

const oneClause = ['--grep', 'RP-405-01'];

test('each run stands in the history once, however often its report is built', async () => {
  const RESULTS_DIR = temporaryFolder();
  const entries = (): number =>
    readFileSync(join(RESULTS_DIR, 'allure-history.jsonl'), 'utf8').trimEnd().split('\n').length;
  for (const runs of [1, 2]) {
    const judged = await run('run', { RESULTS_DIR, SANDBOX: '1' }, oneClause);
    expect(judged.code, judged.output).toBe(0);
    for (const args of [['--no-open'], ['--no-open', '--single-file']]) {
      const report = await run('report', { RESULTS_DIR }, args);
      expect(report.code, report.output).toBe(0);
      expect(entries()).toBe(runs);
    }
  }
  // One file that needs no others.
  const files = readdirSync(join(RESULTS_DIR, 'allure-report'));
  expect(files.filter((name) => /\.(html|js|css)$/.test(name))).toEqual(['index.html']);
});

test('the embedded sandbox is called so, whatever is read', async () => {
  const { code, lastLine, output, resultsDir } = await run('health', { SANDBOX: '1' });
  expect(code, output).toBe(0);
  const words = 'the embedded sandbox, no BASE_URL is set';
  expect(lastLine).toMatch(new RegExp(`^CONFORMANT  ${words}  \\d+ of \\d+ clauses: `));
  const read = (name: string): string => readFileSync(join(resultsDir, name), 'utf8');
  expect(read('summary.md').replaceAll('\\', '')).toContain(`Target ${words},`);
  expect(read('junit.xml')).toContain(`<property name="target" value="${words}"/>`);
  expect(read('allure-results/environment.properties')).toContain(`Target=${words}\n`);
  expect(read('health.json')).toContain('"serviceId": "the embedded sandbox"');
  expect(read('health.json')).toContain(`at ${words}: conformant`);
  expect(JSON.parse(read('badge.json'))).toMatchObject({ message: expect.stringContaining('the embedded sandbox') });
  expect(read('ctrf.json')).toContain(`"target": "${words}"`);
  expect(read('exchanges.har')).toContain(`"comment":"${words}: conformant, `);
  const samples = read('metrics.prom')
    .split('\n')
    .filter((line) => /^[a-z]/.test(line));
  expect(samples.filter((line) => !line.includes('{target="the embedded sandbox",'))).toEqual([]);
  expect(JSON.parse(read('conformance.json'))).toMatchObject({
    embedded: true,
    message: expect.stringContaining(words),
  });
});

for (const args of [['--reporter=line'], ['--reporter', 'html']]) {
  test(`${args.join(' ')} is refused, since it would take the place of the verdict`, async () => {
    const { code, output } = await run('run', { SANDBOX: '1' }, [...oneClause, ...args]);
    expect(code).toBe(3);
    expect(output.trimEnd().split('\n')).toEqual([expect.stringMatching(/^ERROR {2}--reporter.* is not taken/)]);
  });
}
