import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { withSandbox } from '../in-process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { checkout, fakeCommands, npmWithoutInstall } from './checkout.ts';
import { gitLabJobs, runGitLabJob } from './gitlab.ts';
import { shell, surroundings } from './shell.ts';
import { type JobEnd, newCaches, runWorkflow } from './workflow.ts';

/** What CI runs, with the harness itself, against sandboxes. */

const gh = fileURLToPath(new URL('fake-gh.mjs', import.meta.url));
const commands = (): string =>
  fakeCommands({ npm: npmWithoutInstall, gh: `exec '${process.execPath}' '${gh}' "$@"` }).folder;

/** Takes GET, among others, for a good request. */
const answersGetWhile = (isBroken: () => boolean): Behaviour => ({
  answer: (answer, { method }) => (isBroken() && method === 'GET' ? { ...answer, status: 200 } : answer),
});

interface Result {
  readonly verdict: string;
  readonly counts: Readonly<Record<string, number>>;
}
const resultIn = (folder: string, target: string): Result =>
  JSON.parse(readFileSync(join(folder, 'results', target, 'conformance.json'), 'utf8')) as Result;

test('three days of a target that fails, recovers and goes down: its issue, the trend of its report, the pages', async () => {
  let isBroken = true;
  const sandbox = await startSandbox({ behaviour: answersGetWhile(() => isBroken) });
  const state = join(temporaryFolder(), 'github.json');
  const staging = {
    vars: { BASE_URL: sandbox.baseUrl, SETTINGS: 'PROFILE=health' },
    secrets: { ACCOUNT_EMAIL: sandbox.accountEmail },
  };
  const options = {
    commands: [commands()],
    caches: newCaches(),
    env: { FAKE_GITHUB: state },
    vars: { CONFORMANCE_TARGETS: '["staging"]', PUBLISH_PAGES: '1' },
    environments: { staging },
  };
  const day = async (runId: string) => {
    const { ends, artifacts } = await runWorkflow('conformance.yml', { ...options, runId });
    const judged = ends.find(({ job }) => job === 'judge') as JobEnd;
    const history = readFileSync(join(judged.folder, 'results/staging/allure-history.jsonl'), 'utf8');
    const { issues } = JSON.parse(readFileSync(state, 'utf8')) as { issues: { state: string; body: string }[] };
    return { judged, artifacts, runs: history.trimEnd().split('\n').length, issues };
  };

  const first = await day('1');
  expect(first.judged.result, first.judged.log).toBe('failure');
  expect(resultIn(first.judged.folder, 'staging').verdict).toBe('nonconformant');
  expect(first.judged.summary).toMatch(/^# nonconformant, 15 of 127 clauses[^]*\| \[RP-405-01\]/);
  expect(first.issues).toEqual([expect.objectContaining({ state: 'open' })]);
  expect(first.issues[0]?.body).toMatch(/<!-- timp-conformance fails: .*RP-405-01/);
  expect(first.runs).toBe(1);
  expect(statSync(join(first.artifacts, 'github-pages/staging/index.html')).size).toBeGreaterThan(1000);

  isBroken = false;
  const second = await day('2');
  expect(second.judged.result, second.judged.log).toBe('success');
  expect(second.issues).toEqual([expect.objectContaining({ state: 'closed' })]);
  expect(second.runs, 'the trend has both').toBe(2);

  await sandbox.close();
  const third = await day('3');
  expect(third.judged.result, third.judged.log).toBe('success');
  expect(third.judged.log).toMatch(/^::warning title=staging is inconclusive::/m);
  expect(third.issues).toHaveLength(1);
});

test('a release gate tells the verdict and the counts of a candidate, and whether it is worse than what runs', async () => {
  let isBroken = false;
  await withSandbox({ behaviour: answersGetWhile(() => isBroken) }, async ({ baseUrl, accountEmail }) => {
    const gate = async (name: string, more: Readonly<Record<string, string>>, artifacts?: string) => {
      const inputs = { 'base-url': baseUrl, name, profile: 'health', strict: true, settings: 'SEED=7', ...more };
      const secrets = { ACCOUNT_EMAIL: accountEmail };
      const options = { commands: [commands()], caches: newCaches(), runId: '1', inputs, secrets };
      const run = await runWorkflow('release-gate.yml', { ...options, ...(artifacts !== undefined && { artifacts }) });
      return { end: run.ends[0] as JobEnd, artifacts: run.artifacts };
    };
    const running = await gate('running', {});
    expect(running.end.result, running.end.log).toBe('success');
    expect(running.end.outputs.verdict).toBe('conformant');
    const { counts } = resultIn(running.end.folder, 'running');
    expect(JSON.parse(String(running.end.outputs.counts))).toEqual(counts);
    expect(counts).toMatchObject({ fail: 0 });

    isBroken = true;
    const { end } = await gate('candidate', { baseline: 'release-gate-running' }, running.artifacts);
    expect(end.result, end.log).toBe('failure');
    expect(end.outputs).toMatchObject({ verdict: 'nonconformant', comparison: 'regression' });
    expect(end.summary).toContain('## Against the baseline');
  });
});

test('GitLab judges the embedded sandbox, and builds its report', async () => {
  const folder = checkout();
  const { conformance = {} } = gitLabJobs();
  const ended = await runGitLabJob(conformance, folder, { TARGET: 'embedded', PROFILE: 'health' }, [commands()]);
  expect(ended.code, ended.output).toBe(0);
  expect(resultIn(folder, 'embedded').verdict).toBe('conformant');
  expect(statSync(join(folder, 'results/embedded/allure-report/index.html')).size).toBeGreaterThan(1000);
});

test('Jenkins checks the health of the embedded sandbox', async () => {
  const folder = checkout();
  const [, script = ''] = /script: '(SANDBOX=1 [^']*)'/.exec(readFileSync(join(folder, 'Jenkinsfile'), 'utf8')) ?? [];
  const variables = {
    COMMAND: 'health',
    TARGET: 'embedded',
    RESULTS_DIR: 'results/embedded',
    BASE_URL: '',
    SETTINGS: '',
  };
  const ended = await shell(script, folder, { ...surroundings(), ...variables });
  expect(ended.code, ended.output).toBe(0);
  expect(resultIn(folder, 'embedded').verdict).toBe('conformant');
});
