import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../../harness/project/root.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { type Came, runIn } from '../run/packed-program.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** One report and one summary of several targets, by the commands that users type. */

const program = join(projectRoot, 'bin/timp-conformance.mjs');
const clauses = ['--grep', 'RP-405-0[12]'];

/** A folder in which a user judges targets, by name. */
class Desk {
  readonly folder = temporaryFolder();

  run(...args: readonly string[]): Promise<Came> {
    return runIn(this.folder, [process.execPath, program, ...args]);
  }

  async judge(name: string, { baseUrl, accountEmail }: Sandbox): Promise<void> {
    const settings = `BASE_URL=${baseUrl}\nACCOUNT_EMAIL=${accountEmail}\nSEED=5\n`;
    writeFileSync(join(this.folder, `.env.${name}`), settings, { mode: 0o600 });
    const { code, output } = await this.run('run', '--env', name, ...clauses);
    expect([0, 1], output).toContain(code);
  }

  path(...names: readonly string[]): string {
    return join(this.folder, 'results', ...names);
  }

  read(...names: readonly string[]): string {
    return readFileSync(this.path(...names), 'utf8');
  }
}

interface ReportedTest {
  readonly name: string;
  readonly environment: string;
  readonly status: string;
  readonly historyId: string;
  readonly testCase: { readonly id: string };
}

/** What a built report says of each test. */
function testsIn(desk: Desk): ReportedTest[] {
  const folder = ['allure-report', 'data', 'test-results'];
  return readdirSync(desk.path(...folder)).map((name) => JSON.parse(desk.read(...folder, name)) as ReportedTest);
}

test('targets stand side by side: an environment each, a table of what did not pass, a history each', async () => {
  const [good, bad] = await Promise.all([startSandbox({}), startSandbox({ fault: 'get-taken' })]);
  const desk = new Desk();
  try {
    await desk.judge('production', good);
    await desk.judge('staging.eu', bad);
    // One whose run was stopped by its configuration.
    await desk.judge('broken', good);
    writeFileSync(join(desk.folder, '.env.broken'), 'SEED=x\n', { mode: 0o600 });
    expect((await desk.run('run', '--env', 'broken', ...clauses)).code).toBe(3);

    const { code, output } = await desk.run('report', '--all', '--no-open');
    expect(code, output).toBe(0);
    expect(output).toMatch(/^LEFT OUT broken: the run of \S+ in \S+broken did not come to its end/m);
    expect(output).toMatch(/^Run {6}production {2}\S+ {2}http:\S+ {2}conformant$/m);
    expect(output).toMatch(/^Run {6}staging\.eu {2}\S+ {2}http:\S+ {2}nonconformant$/m);

    const summary = desk.read('summary.md');
    expect(summary).toContain('# 2 targets: 1 conformant, 1 nonconformant\n');
    expect(summary).toMatch(/^\| \[staging\.eu\]\(staging\.eu\/summary\.md\) \| nonconformant \|/m);
    expect(summary).toMatch(/^- \*\*broken\*\* the run of /m);
    expect(summary).toMatch(/^\| clause \| level \| promise \| production \| staging\.eu \|$/m);
    expect(summary).toMatch(/^\| \[RP-405-01\]\(https:\S+\) \| MUST \| GET is not .* \| passes \| \*\*fails\*\* \|$/m);
    expect(summary).not.toContain('RP-405-02');

    const environments = JSON.parse(desk.read('allure-report', 'widgets', 'environments.json')) as { name: string }[];
    expect(environments.map(({ name }) => name)).toEqual(expect.arrayContaining(['production', 'staging.eu']));
    const tests = testsIn(desk);
    const shown = tests.map(({ name, environment, status }) => `${environment} ${name.slice(0, 9)} ${status}`).sort();
    expect(shown).toEqual([
      'production RP-405-01 passed',
      'production RP-405-02 passed',
      'staging.eu RP-405-01 failed',
      'staging.eu RP-405-02 passed',
    ]);
    // The same clause, which Allure shows side by side, with a history of its own.
    expect(new Set(tests.map(({ testCase }) => testCase.id)).size).toBe(2);
    expect(new Set(tests.map(({ historyId }) => historyId)).size).toBe(4);
    // Each test has its files, also where two targets have one of the same name.
    const attachments = readdirSync(desk.path('allure-report', 'data', 'attachments'));
    expect(attachments.length).toBeGreaterThanOrEqual(4);
    const page = testsIn(desk).find(({ environment, status }) => environment === 'staging.eu' && status === 'failed');
    expect(JSON.stringify(page)).toContain('SEED=5 npm run conformance -- --env staging.eu --grep RP-405-01');

    // Built again it is the same point of the history; after another run of one of them there is one more.
    const points = (): number => desk.read('allure-history.jsonl').trimEnd().split('\n').length;
    expect((await desk.run('report', '--all', '--no-open', '--single-file')).code).toBe(0);
    expect(readdirSync(desk.path('allure-report')).filter((name) => name.endsWith('.js'))).toEqual([]);
    expect(points()).toBe(1);
    await desk.judge('staging.eu', good);
    expect((await desk.run('report', '--all', '--no-open')).code).toBe(0);
    expect(points()).toBe(2);
    expect(desk.read('summary.md')).toContain('# 2 targets: 2 conformant\n');
    expect(desk.read('summary.md')).toContain('Every clause that was judged passed, or does not apply.');
  } finally {
    await Promise.all([good.close(), bad.close()]);
  }
});

test('what can not be reported on is said in one line each, and nothing is replaced', async () => {
  const desk = new Desk();
  const refused = async (line: RegExp, ...args: readonly string[]): Promise<void> => {
    const { code, output } = await desk.run('report', '--no-open', ...args);
    expect({ code, output }).toEqual({ code: 3, output: expect.stringMatching(line) });
    expect(output.trimEnd().split('\n')).toHaveLength(1);
  };
  await refused(/^ERROR {2}--all is about all targets: leave --env out\n$/, '--all', '--env', 'staging');
  await refused(
    /^ERROR {2}no folder in \S+results holds a run that ended: run npm run conformance -- --env NAME/,
    '--all',
  );
  await refused(/^ERROR {2}npm run report takes --all, --no-open, --single-file and nothing else/, '--every');

  const sandbox = await startSandbox({});
  try {
    await desk.judge('staging', sandbox);
  } finally {
    await sandbox.close();
  }
  writeFileSync(desk.path('summary.md'), 'my own\n');
  await refused(/^ERROR {2}RESULTS_DIR=\S+ holds summary\.md, which no run of this harness wrote/, '--all');
  expect(desk.read('summary.md')).toBe('my own\n');
  rmSync(desk.path('summary.md'));

  // A run in the results folder itself has a summary there.
  cpSync(desk.path('staging'), desk.path(), { recursive: true });
  const own = desk.read('summary.md');
  await refused(
    /^ERROR {2}\S+results holds a run of its own, .*: move it away, or give that target a name by --env\n$/,
    '--all',
  );
  expect(desk.read('summary.md')).toBe(own);
  expect(existsSync(desk.path('allure-report'))).toBe(false);
});

test('a run in the results folder removes the report of all targets, and no results of theirs', async () => {
  const desk = new Desk();
  const sandbox = await startSandbox({});
  try {
    await desk.judge('staging', sandbox);
    expect((await desk.run('report', '--all', '--no-open')).code).toBe(0);
    const { code, output } = await desk.run('run', ...clauses);
    expect(code, output).toBe(0);
  } finally {
    await sandbox.close();
  }
  expect(existsSync(desk.path('allure-report'))).toBe(false);
  expect(desk.read('summary.md')).toContain('# conformant, 2 of ');
  expect(existsSync(desk.path('staging', 'conformance.json'))).toBe(true);
});
