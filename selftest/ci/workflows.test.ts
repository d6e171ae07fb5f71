import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { temporaryFolder } from '../temporary-folder.ts';
import { fakeCommands, npmWithoutInstall, root } from './checkout.ts';
import { shell, surroundings } from './shell.ts';
import { type JobEnd, newCaches, runWorkflow, type WorkflowOptions } from './workflow.ts';

/** The workflows, run step by step around a harness that says a verdict at once. */

const gh = fileURLToPath(new URL('fake-gh.mjs', import.meta.url));

interface Given {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly key: { readonly text: string; readonly mode: number; readonly folder: string };
}
interface GitHub {
  readonly issues: readonly {
    readonly title: string;
    readonly body: string;
    readonly state: string;
    readonly comments: readonly string[];
  }[];
}

/** A repository on GitHub with its settings, in which workflows are run one after the other. */
function repository(more: Partial<WorkflowOptions>) {
  const commands = fakeCommands({ npm: npmWithoutInstall, gh: `exec '${process.execPath}' '${gh}' "$@"` });
  const caches = newCaches();
  const state = join(temporaryFolder(), 'github.json');
  let runs = 0;
  const run = (name: string, changed: Partial<WorkflowOptions> = {}) => {
    runs += 1;
    return runWorkflow(name, {
      stub: true,
      commands: [commands.folder],
      caches,
      runId: String(runs),
      env: { FAKE_GITHUB: state },
      ...more,
      ...changed,
    });
  };
  const issues = (): GitHub['issues'] =>
    existsSync(state) ? (JSON.parse(readFileSync(state, 'utf8')) as GitHub).issues : [];
  return { run, issues, calls: commands.calls };
}

/** A target whose harness says a verdict. */
const saying = (verdict: string) => ({
  vars: { BASE_URL: `https://${verdict}.example.com/` },
  secrets: { ACCOUNT_EMAIL: 'account@example.com' },
});
const list = (...targets: string[]) => JSON.stringify(targets);
const end = (ends: readonly JobEnd[], job: string, leg = ''): JobEnd => {
  const found = ends.find((each) => each.job === job && each.leg === leg);
  if (found === undefined) throw new Error(`there is no job ${job} ${leg}`);
  return found;
};
const given = ({ folder }: JobEnd, target: string): Given =>
  JSON.parse(readFileSync(join(folder, 'results', target, 'given.json'), 'utf8')) as Given;

test.describe('conformance.yml', () => {
  const vars = { CONFORMANCE_TARGETS: list('staging') };

  test('opens one issue while a target fails, says only what is new in it, and closes it on recovery', async () => {
    const { run, issues } = repository({ vars });
    for (const round of [1, 2]) {
      const { ends } = await run('conformance.yml', { environments: { staging: saying('nonconformant') } });
      expect(end(ends, 'judge', 'staging').result).toBe('failure');
      expect(end(ends, 'issues').result, end(ends, 'issues').log).toBe('success');
      expect(issues(), `after run ${round}`).toEqual([
        expect.objectContaining({ title: 'staging is nonconformant', state: 'open', comments: [] }),
      ]);
    }
    const [issue] = issues();
    expect(issue?.body).toContain('https://github.example.com/owner/timp-conformance/actions/runs/2');
    expect(issue?.body).toContain('fails: RP-OK-01 -->');
    expect(issue?.body, 'nobody is addressed, and no issue named').toMatch(/@\u200bteam\/owners \\#\u200b12/);

    const { ends } = await run('conformance.yml', { environments: { staging: saying('deviating') } });
    expect(end(ends, 'judge', 'staging').result).toBe('success');
    expect(issues()).toEqual([
      expect.objectContaining({ state: 'closed', comments: [expect.stringContaining('is deviating')] }),
    ]);
  });

  test('an inconclusive run, and one after it, is a warning and touches no issue', async () => {
    const { run, issues, calls } = repository({ vars });
    await run('conformance.yml', { environments: { staging: saying('nonconformant') } });
    const before = issues();
    for (const round of [1, 2]) {
      const { ends } = await run('conformance.yml', { environments: { staging: saying('inconclusive') } });
      const judged = end(ends, 'judge', 'staging');
      expect(judged.result, `run ${round}`).toBe('success');
      expect(judged.log).toMatch(/^::warning title=staging is inconclusive::stub: inconclusive/m);
      expect(judged.log).not.toContain('::error title');
    }
    expect(issues()).toEqual(before);
    expect(calls().filter((call) => call.startsWith('gh')).length, 'only the first run called').toBe(3);
  });

  test('an error of the harness fails the job and touches no issue', async () => {
    const { run, calls } = repository({ vars });
    const { ends } = await run('conformance.yml', { environments: { staging: saying('error') } });
    expect(end(ends, 'judge', 'staging').result).toBe('failure');
    expect(end(ends, 'issues').result).toBe('success');
    expect(calls().filter((call) => call.startsWith('gh'))).toEqual([]);
    expect(calls(), 'there is nothing to report').toEqual(['npm ci']);
  });

  test('one target that fails does not keep the others from being judged, each by its own account', async () => {
    const { run, issues } = repository({ vars: { CONFORMANCE_TARGETS: list('staging', 'qa') } });
    const qa = { ...saying('conformant'), secrets: { ACCOUNT_EMAIL: 'qa@example.com' } };
    const { ends, artifacts } = await run('conformance.yml', {
      environments: { staging: saying('nonconformant'), qa },
    });
    expect(ends.map(({ job, leg, result }) => [job, leg, result])).toEqual([
      ['judge', 'staging', 'failure'],
      ['judge', 'qa', 'success'],
      ['issues', '', 'success'],
      ['pages', '', 'skipped'],
    ]);
    expect(issues().map(({ title }) => title)).toEqual(['staging is nonconformant']);
    expect(given(end(ends, 'judge', 'qa'), 'qa').env.ACCOUNT_EMAIL).toBe('qa@example.com');
    for (const target of ['staging', 'qa'])
      expect(existsSync(join(artifacts, `results-${target}`, target, 'allure-report/index.html'))).toBe(true);
    expect(end(ends, 'judge', 'staging').summary).toContain('# nonconformant');
  });

  test('the history of each target is carried over, also from a run that fails, and from no other target', async () => {
    const { run } = repository({ vars: { CONFORMANCE_TARGETS: list('staging', 'staging-eu') } });
    const environments = { staging: saying('nonconformant'), 'staging-eu': saying('conformant') };
    const entries = ({ folder }: JobEnd, target: string): number =>
      readFileSync(join(folder, 'results', target, 'allure-history.jsonl'), 'utf8')
        .trimEnd()
        .split('\n').length;
    for (const expected of [1, 2]) {
      const { ends } = await run('conformance.yml', { environments });
      for (const target of ['staging', 'staging-eu'])
        expect(entries(end(ends, 'judge', target), target)).toBe(expected);
    }
  });

  test('what a run leaves for the next one lies where the cache keeps it', async () => {
    const { run } = repository({ vars });
    const staging = saying('conformant');
    const secrets = { ...staging.secrets, LEDGER_KEY: 'twelve characters' };
    const { ends } = await run('conformance.yml', { environments: { staging: { ...staging, secrets } } });
    const judged = end(ends, 'judge', 'staging');
    const { env } = given(judged, 'staging');
    const state = join(judged.folder, '.ci-state/staging');
    expect(env.XDG_STATE_HOME).toBe(state);
    expect(env.LEDGER_FILE).toBe(join(state, 'token.ledger'));
  });

  test('secrets that are not set are not there, and those that are files are private ones while the run lasts', async () => {
    const { run } = repository({ vars });
    const staging = saying('conformant');
    const secrets = { ...staging.secrets, CLIENT_CERT_PEM: 'certificate', CLIENT_KEY_PEM: 'key' };
    const settings = { ...staging.vars, SETTINGS: 'MAX_RESETS=5\nUSER_AGENT=ours' };
    const { ends } = await run('conformance.yml', { environments: { staging: { vars: settings, secrets } } });
    const { env, key } = given(end(ends, 'judge', 'staging'), 'staging');
    for (const name of ['ACCOUNT_PASSWORD', 'LEDGER_KEY', 'LEDGER_FILE', 'CLIENT_KEY_PEM', 'SETTINGS'])
      expect(env, name).not.toHaveProperty(name);
    expect(key).toMatchObject({ text: 'key\n', mode: 0o600 });
    expect(env.ENV_FILE).toBe(join(key.folder, 'ENV_FILE'));
    expect(existsSync(key.folder), 'they are gone').toBe(false);
  });

  test('a base URL that is not set is passed on as empty, which the harness refuses', async () => {
    const { run } = repository({ vars });
    const { ends } = await run('conformance.yml', { stub: false, environments: {} });
    const judged = end(ends, 'judge', 'staging');
    expect(judged.result).toBe('failure');
    expect(judged.log).toContain('ERROR  BASE_URL (environment) is set but empty');
  });

  test('pages are published only where that is asked for, with a page that leads to each report', async () => {
    const { run } = repository({ vars: { CONFORMANCE_TARGETS: list('staging'), PUBLISH_PAGES: '1' } });
    const { ends, artifacts } = await run('conformance.yml', { environments: { staging: saying('nonconformant') } });
    expect(end(ends, 'pages').result, end(ends, 'pages').log).toBe('success');
    const page = readFileSync(join(artifacts, 'github-pages/index.html'), 'utf8');
    expect(page).toContain('<a href="staging/">staging</a></th><td>nonconformant</td>');
    expect(existsSync(join(artifacts, 'github-pages/staging/index.html'))).toBe(true);
  });
});

test.describe('health.yml', () => {
  test('checks nothing where no target is named', async () => {
    const { ends } = await repository({}).run('health.yml');
    expect(ends.map(({ result }) => result)).toEqual(['skipped', 'skipped']);
  });

  test('has an issue of its own, and builds no report', async () => {
    const { run, issues, calls } = repository({ vars: { HEALTH_TARGETS: list('sandbox') } });
    const { ends } = await run('health.yml', { environments: { sandbox: saying('nonconformant') } });
    expect(end(ends, 'judge', 'sandbox').result).toBe('failure');
    expect(issues().map(({ title }) => title)).toEqual(['Health check of sandbox fails']);
    expect(calls().filter((call) => call.startsWith('npm'))).toEqual(['npm ci']);
    await run('health.yml', { environments: { sandbox: saying('conformant') } });
    expect(issues().map(({ state }) => state)).toEqual(['closed']);
  });
});

test.describe('release-gate.yml', () => {
  const none = { settings: '', baseline: '', repository: '', ref: '' };
  const inputs = { ...none, name: 'candidate', profile: 'standard', strict: false };
  const secrets = { ACCOUNT_EMAIL: 'account@example.com' };

  for (const [verdict, result] of [
    ['conformant', 'success'],
    ['deviating', 'success'],
    ['nonconformant', 'failure'],
    ['inconclusive', 'failure'],
    ['error', 'failure'],
  ] as const) {
    test(`${verdict}: the gate is a ${result}, and says the verdict and the counts`, async () => {
      const { run } = repository({ inputs: { ...inputs, 'base-url': `https://${verdict}.example.com/` } });
      const { ends } = await run('release-gate.yml', { secrets });
      const gate = end(ends, 'gate');
      expect(gate.result, gate.log).toBe(result);
      expect(gate.outputs.verdict).toBe(verdict);
      expect(JSON.parse(String(gate.outputs.counts))).toMatchObject({ fail: verdict === 'nonconformant' ? 1 : 0 });
      expect(gate.outputs.comparison).toBe('');
    });
  }

  for (const { running, candidate, comparison, result } of [
    { running: 'nonconformant', candidate: 'nonconformant', comparison: 'no regression', result: 'success' },
    { running: 'conformant', candidate: 'nonconformant', comparison: 'regression', result: 'failure' },
    { running: 'conformant', candidate: 'inconclusive', comparison: 'undecided', result: 'failure' },
    { running: 'conformant', candidate: 'error', comparison: '', result: 'failure' },
  ] as const) {
    test(`a candidate that is ${candidate} where what runs is ${running}: the gate is a ${result}`, async () => {
      const { run } = repository({ secrets });
      const gateFor = (verdict: string) => ({ ...inputs, 'base-url': `https://${verdict}.example.com/` });
      const { artifacts } = await run('release-gate.yml', { inputs: { ...gateFor(running), name: 'running' } });
      const baseline = 'release-gate-running';
      const { ends } = await run('release-gate.yml', { inputs: { ...gateFor(candidate), baseline }, artifacts });
      const gate = end(ends, 'gate');
      expect(gate.result, gate.log).toBe(result);
      expect(gate.outputs).toMatchObject({ verdict: candidate, comparison });
    });
  }

  test('a baseline that is not there is an error in one line', async () => {
    const { run } = repository({ secrets });
    const { ends } = await run('release-gate.yml', {
      inputs: { ...inputs, 'base-url': 'https://conformant.example.com/', baseline: 'release-gate-running' },
    });
    const gate = end(ends, 'gate');
    expect(gate.result).toBe('failure');
    expect(gate.log).toContain('ERROR  BASELINE_FOLDER="baseline" has no conformance.json: give a folder with one\n');
  });
});

test('what a target says is taken for no command of the log', async () => {
  const { run } = repository({ vars: { CONFORMANCE_TARGETS: list('staging') } });
  const { ends } = await run('conformance.yml', { environments: { staging: saying('nonconformant') } });
  const lines = end(ends, 'judge', 'staging').log.split('\n');
  const [, token] = /^::stop-commands::(.+)$/.exec(lines[0] ?? '') ?? [];
  expect(token).toMatch(/^[0-9a-f-]{36}$/);
  expect(lines.filter((line) => line.startsWith('::'))).toEqual([
    `::stop-commands::${token}`,
    `::${token}::`,
    '::error title=staging is nonconformant::stub: nonconformant @team ::error::100%25',
  ]);
});

test.describe('check.yml', () => {
  test('runs the commands, and counts what failed', async () => {
    const commands = fakeCommands({ npm: '[ "$2" = check ] && exit 1; exit 0', sudo: 'exit 0', 'apt-get': 'exit 0' });
    const { ends } = await runWorkflow('check.yml', { commands: [commands.folder], caches: newCaches(), runId: '1' });
    expect(ends.map(({ job, leg }) => `${job} ${leg}`)).toEqual(['check 20', 'check 22', 'check 24']);
    for (const { result, log } of ends) {
      expect(result).toBe('failure');
      expect(log).toContain('== failed with code 1: npm run check');
      expect(log.trimEnd()).toMatch(/\n\d+ passed, 1 failed$/);
    }
    expect(commands.calls()).toContain('npm ci --no-progress');
  });

  for (const { user, prefix } of [
    { user: '1000', prefix: 'sudo ' },
    { user: '0', prefix: '' },
  ]) {
    test(`installs packages that are missing, as user ${user}`, async () => {
      const takesInput = 'while read -r _; do :; done';
      const as = { id: `echo ${user}`, sudo: takesInput };
      const nothing = fakeCommands({ ...as, 'apt-get': '', env: '', install: takesInput, rm: '' });
      const ended = await shell(`PATH='${nothing.folder}'; . ci/install-packages.sh`, root, surroundings());
      expect(ended.code, ended.output).toBe(0);
      const [update, install] = nothing.calls().filter((call) => call.includes('apt-get'));
      expect(update).toBe(`${prefix}apt-get update -qq`);
      expect(install).toMatch(
        new RegExp(`^${prefix}env DEBIAN_FRONTEND=noninteractive apt-get install .* curl httpie .*tinyproxy-bin`),
      );
    });
  }
});
