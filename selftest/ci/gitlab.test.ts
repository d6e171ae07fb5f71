import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { checkout, fakeCommands, npmWithoutInstall } from './checkout.ts';
import { withGitLab } from './fake-gitlab.ts';
import { gitLabJobs, runGitLabJob } from './gitlab.ts';

/** The jobs of `.gitlab-ci.yml`, around a harness that says a verdict at once. */

const account = { ACCOUNT_EMAIL: 'account@example.com' };
const run = (name: string, folder: string, variables: Readonly<Record<string, string>>) => {
  const job = gitLabJobs()[name];
  if (job === undefined) throw new Error(`there is no job ${name}`);
  const { folder: commands, calls } = fakeCommands({ npm: npmWithoutInstall });
  return runGitLabJob(job, folder, variables, [commands]).then((ended) => ({ ...ended, job, calls: calls() }));
};

test('each job is run by a test below', () => {
  expect(Object.keys(gitLabJobs()).sort()).toEqual([
    'check',
    'conformance',
    'health',
    'issues',
    'pages',
    'release-gate',
  ]);
});

test('check runs the commands', async () => {
  const job = gitLabJobs().check;
  const commands = fakeCommands({ npm: 'exit 0', sudo: 'exit 0', 'apt-get': 'exit 0' });
  const ended = await runGitLabJob(job ?? {}, checkout(), { NODE: '20' }, [commands.folder]);
  expect(ended.code, ended.output).toBe(0);
  expect(ended.output.trimEnd()).toMatch(/\n\d+ passed, 0 failed$/);
});

for (const [verdict, code] of [
  ['deviating', 0],
  ['nonconformant', 1],
  ['inconclusive', 2],
  ['error', 3],
] as const) {
  const BASE_URL = `https://${verdict}.example.com/`;

  test(`conformance and health exit with ${code} for ${verdict}, of which 2 is a warning`, async () => {
    for (const name of ['conformance', 'health']) {
      const folder = checkout({ stub: true });
      const { job, ...ended } = await run(name, folder, { ...account, TARGET: 'staging', BASE_URL });
      expect(ended.code, ended.output).toBe(code);
      expect(job.allow_failure).toEqual({ exit_codes: 2 });
      expect(job.artifacts).toMatchObject({ when: 'always', paths: ['results'] });
      expect(existsSync(join(folder, 'results/staging/junit.xml'))).toBe(true);
      expect(existsSync(join(folder, 'results/staging/allure-report/index.html'))).toBe(name === 'conformance');
    }
  });

  test(`the release gate exits with ${code} for ${verdict}, lets no warning through, and hands on the verdict`, async () => {
    const folder = checkout({ stub: true });
    const { job, ...ended } = await run('release-gate', folder, { ...account, GATE_BASE_URL: BASE_URL });
    expect(ended.code, ended.output).toBe(code);
    expect(job.allow_failure).toBe(false);
    const written = readFileSync(join(folder, job.artifacts?.reports?.dotenv ?? ''), 'utf8');
    expect(written).toMatch(new RegExp(`^verdict=${verdict}\ncounts=\\{"pass":1,.*\\}\ncomparison=\n$`));
    expect(existsSync(join(folder, 'results/candidate/allure-report/index.html'))).toBe(true);
  });
}

test('the release gate lets pass what is no worse than its baseline', async () => {
  const folder = checkout({ stub: true });
  const GATE_BASE_URL = 'https://nonconformant.example.com/';
  await run('conformance', folder, { ...account, TARGET: 'running', BASE_URL: GATE_BASE_URL });
  const BASELINE = join(folder, 'results/running/conformance.json');
  const ended = await run('release-gate', folder, { ...account, GATE_BASE_URL, BASELINE });
  expect(ended.code, ended.output).toBe(0);
  expect(readFileSync(join(folder, 'verdict.env'), 'utf8')).toContain('\ncomparison=no regression\n');
});

test('conformance keeps the history of each target in a cache, whatever comes of the run', async () => {
  const folder = checkout({ stub: true });
  const BASE_URL = 'https://nonconformant.example.com/';
  const { job } = await run('conformance', folder, { ...account, TARGET: 'staging', BASE_URL });
  const [cache] = job.cache ?? [];
  expect(cache).toMatchObject({ key: 'history-of-$TARGET', when: 'always' });
  const [history = ''] = cache?.paths ?? [];
  expect(existsSync(join(folder, history.replace('$TARGET', 'staging')))).toBe(true);
});

test('the target embedded is the embedded sandbox', async () => {
  const folder = checkout({ stub: true });
  await run('conformance', folder, { TARGET: 'embedded' });
  const given = JSON.parse(readFileSync(join(folder, 'results/embedded/given.json'), 'utf8')) as {
    env: NodeJS.ProcessEnv;
  };
  expect(given.env.SANDBOX).toBe('1');
});

test('issues opens an issue, says what is new in it, and closes it; pages makes a site', async () => {
  await withGitLab(async (api, issues) => {
    const variables = {
      CI_API_V4_URL: api,
      CI_PROJECT_ID: '7',
      CI_PIPELINE_URL: 'https://gitlab.example.com/p/-/pipelines/1',
      GITLAB_TOKEN: 'the-token',
    };
    for (const [verdict, state, notes] of [
      ['nonconformant', 'opened', 0],
      ['inconclusive', 'opened', 0],
      ['nonconformant', 'opened', 0],
      ['conformant', 'closed', 1],
    ] as const) {
      const folder = checkout({ stub: true });
      const BASE_URL = `https://${verdict}.example.com/`;
      await run('conformance', folder, { ...account, TARGET: 'staging', BASE_URL });
      const ended = await run('issues', folder, variables);
      expect(ended.code, ended.output).toBe(0);
      expect(issues).toMatchObject([{ title: 'staging is nonconformant', state, labels: 'conformance' }]);
      expect(issues[0]?.notes).toHaveLength(notes);
      if (state === 'opened') continue;
      expect((await run('pages', folder, {})).code).toBe(0);
      expect(readFileSync(join(folder, 'site/index.html'), 'utf8')).toContain('staging/');
    }
  });
});

test('issues says in one line what GitLab refuses, without the token', async () => {
  await withGitLab(async (api) => {
    const folder = checkout({ stub: true });
    await run('conformance', folder, { ...account, TARGET: 'staging' });
    const variables = { CI_API_V4_URL: api, CI_PROJECT_ID: '7', CI_PIPELINE_URL: 'https://gitlab.example.com/' };
    for (const [token, line] of [
      ['another-token', 'ERROR  GitLab answers GET of an issue with 401'],
      ['', 'ERROR  GITLAB_TOKEN is not set: give a project access token of the scope api'],
    ] as const) {
      const ended = await run('issues', folder, { ...variables, GITLAB_TOKEN: token });
      expect(ended.code).toBe(3);
      expect(ended.output.trimEnd()).toBe(line);
    }
  });
});
