/**
 * In the place of the harness: `run` and `health` leave results of the verdict that BASE_URL begins with, such as
 * https://nonconformant.example.com/, compare it with that of BASELINE, and write down the environment that they were given;
 * `report` builds an empty report.
 */
import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const codes = { conformant: 0, deviating: 0, nonconformant: 1, inconclusive: 2, error: 3 };
const { RESULTS_DIR = 'results', BASE_URL = 'https://conformant.example.com/', CLIENT_KEY, BASELINE } = process.env;
const [command] = process.argv.slice(2);
const write = (name, text) => writeFileSync(join(RESULTS_DIR, name), text);

mkdirSync(RESULTS_DIR, { recursive: true });
if (command === 'report') {
  mkdirSync(join(RESULTS_DIR, 'allure-report'), { recursive: true });
  write('allure-report/index.html', '<!doctype html>');
  appendFileSync(join(RESULTS_DIR, 'allure-history.jsonl'), '{}\n');
} else {
  const verdict = new URL(BASE_URL).hostname.split('.')[0];
  const clause = (id, level, judged) => ({ id, level, verdict: judged, message: '' });
  const failing = verdict === 'nonconformant' ? 'fail' : 'pass';
  write(
    'conformance.json',
    JSON.stringify({
      verdict,
      message: `stub: ${verdict} @team\u0020::error::100%`,
      startedAt: '2026-11-28T04:17:00.000Z',
      target: BASE_URL,
      profile: command === 'health' ? 'health' : 'standard',
      strict: false,
      counts: { pass: 1, fail: failing === 'fail' ? 1 : 0, inconclusive: 0, 'not-applicable': 0, error: 0 },
      clauses: [clause('RP-OK-01', 'MUST', failing), clause('RP-OK-07', 'SHOULD', 'fail')],
    }),
  );
  write('summary.md', `# ${verdict}\n\n| RP-OK-01 | @team/owners \\#12 |\n`);
  write('junit.xml', '<testsuites/>');
  if (BASELINE !== undefined) {
    const isAsBefore = JSON.parse(readFileSync(BASELINE, 'utf8')).verdict === verdict || verdict === 'conformant';
    const conclusion = isAsBefore ? 'no regression' : verdict === 'inconclusive' ? 'undecided' : 'regression';
    write('diff.json', JSON.stringify({ conclusion, compared: verdict === 'error' ? 0 : 2 }));
  }
  const file = (path) => ({
    text: readFileSync(path, 'utf8'),
    mode: statSync(path).mode & 0o777,
    folder: dirname(path),
  });
  write('given.json', JSON.stringify({ env: process.env, ...(CLIENT_KEY && { key: file(CLIENT_KEY) }) }));
  const { STUB_HOLDS } = process.env;
  if (STUB_HOLDS !== undefined) {
    process.on('SIGTERM', () => {
      write('given.json', JSON.stringify({ signal: 'SIGTERM', state: readdirSync(RESULTS_DIR) }));
      process.exit(codes[verdict]);
    });
    writeFileSync(STUB_HOLDS, '');
    setInterval(() => undefined, 1000);
  } else process.exitCode = codes[verdict];
}
