import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { checkout, fakeCommands, npmWithoutInstall, root } from './checkout.ts';
import { shell, surroundings } from './shell.ts';

/** The pieces of shell of the `Jenkinsfile`, in their order, around a harness that says a verdict at once. */

const jenkinsfile = readFileSync(join(root, 'Jenkinsfile'), 'utf8');
const [check = '', clear = '', install = '', ofSandbox = '', ofTarget = '', report = '', ...more] = [
  ...jenkinsfile.matchAll(/\bsh(?: |\()(?:[^'"\n]*script: )?'([^'\n]*)'/g),
].map(([, script = '']) => script);

const run = (script: string, folder: string, variables: Readonly<Record<string, string>>) => {
  const commands = fakeCommands({ npm: npmWithoutInstall });
  return shell(script, folder, { ...surroundings([commands.folder]), ...variables });
};

test('no piece of shell is put together by Groovy, and each is run by a test', () => {
  expect(jenkinsfile).not.toMatch(/\bsh\b[^'\n]*"/);
  expect(jenkinsfile.match(/\bsh[ (]/g)).toHaveLength(6);
  expect(more).toEqual([]);
});

test('check runs the commands', async () => {
  const fakes = fakeCommands({ npm: 'exit 0', sudo: 'exit 0', 'apt-get': 'exit 0' });
  const ended = await shell(check, checkout(), surroundings([fakes.folder]));
  expect(ended.code, ended.output).toBe(0);
  expect(ended.output.trimEnd()).toMatch(/\n\d+ passed, 0 failed$/);
});

for (const [verdict, code] of [
  ['conformant', 0],
  ['nonconformant', 1],
  ['inconclusive', 2],
  ['error', 3],
] as const) {
  test(`a target is judged, ${verdict} by exit code ${code}, and its report is built`, async () => {
    const folder = checkout({ stub: true });
    const variables = {
      COMMAND: 'run',
      TARGET: 'staging',
      RESULTS_DIR: 'results/staging',
      BASE_URL: `https://${verdict}.example.com/`,
      SETTINGS: '',
      ACCOUNT_EMAIL: 'account@example.com',
    };
    for (const each of [clear, install]) expect((await run(each, folder, variables)).code).toBe(0);
    const judged = await run(ofTarget, folder, variables);
    expect(judged.code, judged.output).toBe(code);
    expect((await run(report, folder, variables)).code).toBe(0);
    expect(existsSync(join(folder, 'results/staging/junit.xml'))).toBe(true);
    expect(existsSync(join(folder, 'results/staging/allure-report/index.html'))).toBe(true);
    expect((await run(clear, folder, variables)).code).toBe(0);
    expect(existsSync(join(folder, 'results'))).toBe(false);
  });
}

test('a release gate lets pass what is no worse than its baseline', async () => {
  const folder = checkout({ stub: true });
  const BASE_URL = 'https://nonconformant.example.com/';
  const variables = { COMMAND: 'run', SETTINGS: '', BASE_URL, ACCOUNT_EMAIL: 'account@example.com' };
  const running = { ...variables, TARGET: 'running', RESULTS_DIR: 'baseline/results/running' };
  expect((await run(ofTarget, folder, { ...running, GATE_OPTION: '', BASELINE_FOLDER: '' })).code).toBe(1);
  const candidate = { ...variables, TARGET: 'candidate', RESULTS_DIR: 'results/candidate' };
  const gate = { GATE_OPTION: '--gate', BASELINE_FOLDER: 'baseline' };
  const ended = await run(ofTarget, folder, { ...candidate, ...gate });
  expect(ended.code, ended.output).toBe(0);
});

test('health has no report, and the embedded sandbox needs no base URL', async () => {
  const folder = checkout({ stub: true });
  const variables = { COMMAND: 'health', TARGET: 'embedded', RESULTS_DIR: 'results/embedded', SETTINGS: '' };
  expect((await run(ofSandbox, folder, variables)).code).toBe(0);
  const given = JSON.parse(readFileSync(join(folder, 'results/embedded/given.json'), 'utf8')) as {
    env: NodeJS.ProcessEnv;
  };
  expect(given.env).toMatchObject({ SANDBOX: '1' });
  expect((await run(report, folder, variables)).code).toBe(0);
  expect(existsSync(join(folder, 'results/embedded/allure-report'))).toBe(false);
});
