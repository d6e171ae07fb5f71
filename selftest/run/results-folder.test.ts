import type { ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { markOf } from '../../harness/run/alive.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { type Ended, run, start } from '../command.ts';
import { withSandbox } from '../in-process.ts';
import { killTree } from '../live/process-tree.ts';
import { needs } from '../needs.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const sandboxIsMeant = { SANDBOX: '1' };
const shortRun = (resultsDir: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  run('run', { ...sandboxIsMeant, RESULTS_DIR: resultsDir, ...env }, ['--grep', 'RP-405-01']);
const goodHealth = (resultsDir: string): Promise<Ended> =>
  run('health', { ...sandboxIsMeant, RESULTS_DIR: resultsDir });

/** Files of a run that a monitor, a pipeline or a reader looks at. */
const told = [
  'conformance.json',
  'health.json',
  'metrics.prom',
  'badge.json',
  'ctrf.json',
  'exchanges.har',
  'junit.xml',
  'summary.md',
  'allure-results',
];
const present = (dir: string): string[] => told.filter((name) => existsSync(join(dir, name)));
const verdict = (dir: string): string =>
  (JSON.parse(readFileSync(join(dir, 'conformance.json'), 'utf8')) as { verdict: string }).verdict;

/** Nothing is left that could be taken for a verdict on the target. */
function expectError(dir: string): void {
  expect(verdict(dir)).toBe('error');
  for (const name of ['allure-results', 'exchanges.har']) expect(present(dir)).not.toContain(name);
  const text = (name: string): string => (existsSync(join(dir, name)) ? readFileSync(join(dir, name), 'utf8') : '');
  expect(text('health.json')).not.toContain('"pass"');
  expect(text('metrics.prom')).not.toMatch(/="conformant"\S* 1/);
  expect(text('badge.json')).not.toContain('"conformant');
  expect(text('ctrf.json')).not.toContain('"status": "passed"');
  expect(text('summary.md')).not.toMatch(/^# conformant/);
  expect(text('junit.xml')).toMatch(/^$|<error/);
}

test.describe('What an earlier run left', () => {
  for (const { title, env, args } of [
    { title: 'a configuration error', env: { SEED: 'x' } },
    { title: 'a misspelt setting', env: { BASE_ULR: 'http://127.0.0.1:1' } },
    { title: 'an option that the runner does not have', env: {}, args: ['--no-such-option'] },
    { title: 'a run folder that is not ours', env: { CONFORMANCE_RUN_FOLDER: '/' } },
  ]) {
    test(`is an error after ${title}`, async () => {
      const dir = temporaryFolder();
      expect((await goodHealth(dir)).code).toBe(0);
      expect(present(dir)).toEqual(told);
      const { code } = await run('run', { ...sandboxIsMeant, RESULTS_DIR: dir, ...env }, args);
      expect(code).toBe(3);
      expectError(dir);
      const report = await run('report', { RESULTS_DIR: dir }, ['--no-open']);
      expect(report.code).toBe(3);
      expect(report.output).toMatch(/^ERROR {2}the run of .* did not come to its end: .*\n$/);
    });
  }

  test('is gone after a temporary folder that can not be written to: one line, code 3', async () => {
    const dir = temporaryFolder();
    expect((await goodHealth(dir)).code).toBe(0);
    const { code, output } = await run('run', { RESULTS_DIR: dir, TMPDIR: '/dev/null/none' });
    expect(code).toBe(3);
    expect(output).toMatch(/^ERROR {2}[^\n]*set TMPDIR[^\n]*\n$/);
    expect(present(dir)).toEqual([]);
  });

  test('is gone where a dependency is missing: one line, code 3', async () => {
    const dir = temporaryFolder();
    expect((await goodHealth(dir)).code).toBe(0);
    await withoutDependencies(async (program) => {
      const { code, output } = await run('run', { RESULTS_DIR: dir }, [], program);
      expect(code).toBe(3);
      expect(output).toMatch(/^ERROR {2}[^\n]*run npm ci[^\n]*\n$/);
    });
    expect(present(dir)).toEqual([]);
  });

  test('is gone while the next run goes on, and once that is killed', async () => {
    needs('proc');
    const dir = temporaryFolder();
    expect((await goodHealth(dir)).code).toBe(0);
    await withHeldRun(dir, async ({ child, ended }) => {
      expect(present(dir)).toEqual([]);
      killTree(child.pid ?? 0);
      await ended;
    });
    expect(present(dir)).toEqual([]);
    const report = await run('report', { RESULTS_DIR: dir }, ['--no-open']);
    expect(report.code).toBe(3);
    expect((await shortRun(dir)).code, 'a dead process holds nothing').toBe(0);
  });

  test('is inconclusive where its first process alone is killed, and the folder is free afterwards', async () => {
    const dir = temporaryFolder();
    await withHeldRun(dir, async ({ child, ended }) => {
      child.kill('SIGKILL');
      await ended;
      await expect.poll(() => existsSync(join(dir, '.conformance-run.lock')), { timeout: 60_000 }).toBe(false);
    });
    expect(verdict(dir)).toBe('inconclusive');
  });

  test('is no part of a report, which names the run that it is made of', async () => {
    const dir = temporaryFolder();
    const first = await shortRun(dir);
    expect(first.code).toBe(0);
    const report = await run('report', { RESULTS_DIR: dir }, ['--no-open']);
    expect(report.code, report.output).toBe(0);
    expect(report.output).toMatch(/^Run {6}\d{4}-\d\d-\d\dT\S+ {2}.*sandbox.* {2}conformant$/m);
  });

  test('is an error after a crash of the reporter', async () => {
    const dir = temporaryFolder();
    await withHeldRun(dir, async ({ child, ended }) => {
      // What is in the way of a file of the results breaks the reporter, and nothing before it.
      mkdirSync(join(dir, 'summary.md'));
      child.kill('SIGINT');
      expect((await ended).code).toBe(3);
    });
    expectError(dir);
  });
});

test.describe('The results folder', () => {
  for (const name of ['allure-results', 'summary.md', 'junit.xml']) {
    test(`with a foreign ${name} is refused, and left as it is`, async () => {
      const dir = temporaryFolder();
      writeFileSync(join(dir, name), 'mine');
      const { code, output } = await shortRun(dir);
      expect(code).toBe(3);
      expect(output).toMatch(
        new RegExp(`^ERROR  RESULTS_DIR=.* holds ${name}, which no run of this harness wrote.*\n$`),
      );
      expect(readFileSync(join(dir, name), 'utf8')).toBe('mine');
      expect(readdirSync(dir)).toEqual([name]);
    });
  }

  test('keeps what is beside the results', async () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'notes.txt'), 'mine');
    for (let runs = 0; runs < 2; runs += 1) expect((await shortRun(dir)).code).toBe(0);
    expect(readFileSync(join(dir, 'notes.txt'), 'utf8')).toBe('mine');
    expect(existsSync(join(dir, '.conformance-run.lock'))).toBe(false);
  });

  test('is held by one run at a time; the second says by whom, and changes nothing', async () => {
    const dir = temporaryFolder();
    await withHeldRun(dir, async ({ child, ended }) => {
      const second = await shortRun(dir);
      expect(second.code).toBe(3);
      expect(second.output).toMatch(
        new RegExp(`^ERROR  another run holds RESULTS_DIR=.*: process ${child.pid} on \\S+, since \\d{4}-.*\n$`),
      );
      for (const command of ['plan', 'doctor']) {
        const { output } = await run(command, { ...sandboxIsMeant, RESULTS_DIR: dir });
        expect(output).not.toContain('another run');
      }
      const report = await run('report', { RESULTS_DIR: dir }, ['--no-open']);
      expect(report.output).toMatch(/^ERROR {2}the run of .* is going on \(process \d+\): wait for its end\n$/);
      child.kill('SIGINT');
      expect((await ended).code).toBe(2);
    });
    expect(verdict(dir)).toBe('inconclusive');
  });

  test('is held by a run of another host or container as long as that may last', async () => {
    const dir = temporaryFolder();
    const hold = (until: Date): void => {
      const holder = { ...markOf(1), host: 'elsewhere', since: '2026-11-25T09:00:00.000Z', until: until.toISOString() };
      writeFileSync(join(dir, '.conformance-run.lock'), JSON.stringify(holder));
    };
    hold(new Date(Date.now() + 3_600_000));
    expect((await shortRun(dir)).output).toContain('process 1 on elsewhere, since 2026-11-25T09:00:00.000Z');
    hold(new Date(Date.now() - 1000));
    expect((await shortRun(dir)).code).toBe(0);
  });

  test('is not touched by a list of the tests', async () => {
    const dir = temporaryFolder();
    expect((await goodHealth(dir)).code).toBe(0);
    const before = readdirSync(dir);
    expect((await run('run', { RESULTS_DIR: dir, SEED: 'x' }, ['--list'])).code).toBe(3);
    expect((await run('run', { RESULTS_DIR: dir }, ['--list'])).code).toBe(0);
    expect(readdirSync(dir)).toEqual(before);
    expect(verdict(dir)).toBe('conformant');
  });
});

/** A run that goes on until it is stopped, since its target leaves the request of the clause unanswered. */
async function withHeldRun(
  dir: string,
  use: (run: { readonly child: ChildProcess; readonly ended: Promise<Ended> }) => Promise<void>,
): Promise<void> {
  let reached: () => void = () => undefined;
  const isReached = new Promise<void>((resolve) => (reached = resolve));
  const delayMs: Behaviour['delayMs'] = ({ method }) => {
    if (method !== 'GET') return 0;
    reached();
    return 60_000;
  };
  await withSandbox({ behaviour: { delayMs } }, async ({ baseUrl, accountEmail }) => {
    const env = { BASE_URL: baseUrl, ACCOUNT_EMAIL: accountEmail, REQUEST_TIMEOUT_MS: '120000', RESULTS_DIR: dir };
    const held = start('run', env, ['--grep', 'RP-405-01']);
    await Promise.race([isReached, held.ended]);
    await use(held);
  });
}

/** The command where `npm ci` was never called. */
async function withoutDependencies(use: (program: string) => Promise<void>): Promise<void> {
  // Not below this project, whose dependencies would be found.
  const folder = mkdtempSync(join(tmpdir(), 'without-dependencies-'));
  try {
    for (const part of ['bin', 'contract', 'harness', 'sandbox', 'specs', 'package.json', 'playwright.config.ts'])
      cpSync(part, join(folder, part), { recursive: true });
    await use(join(folder, 'bin/timp-conformance.mjs'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
