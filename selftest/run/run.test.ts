import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { schemaErrors } from '../../harness/schema/schema.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { run, start } from '../command.ts';
import { withSandbox } from '../in-process.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Whole runs, as users start them. */

function targetEnv(sandbox: Sandbox): Record<string, string> {
  return {
    BASE_URL: sandbox.baseUrl,
    ACCOUNT_EMAIL: sandbox.accountEmail,
    ACCOUNT_PASSWORD: sandbox.accountPassword,
    CLOCK_CONTROL_URL: sandbox.clockControlUrl,
    GENERATED_CASES: '5',
    REQUEST_TIMEOUT_MS: '1000',
    SEED: '1',
  };
}

const getIsTaken: Behaviour = {
  answer: (answer, { method, path }) =>
    method === 'GET' && path.endsWith('/reset-password/') ? { ...answer, status: 200 } : answer,
};

test('the embedded sandbox conforms: code 0', async () => {
  const { code, output, lastLine, result, resultsDir } = await run('run', { GENERATED_CASES: '5' });
  expect(output).toMatch(
    /^TARGET {2}the embedded sandbox, no BASE_URL is set \(profile full, seed \d+, 127 clauses\)\n/,
  );
  expect(lastLine).toMatch(/^CONFORMANT {2}the embedded sandbox, no BASE_URL is set /);
  expect(code).toBe(0);
  expect(result().verdict).toBe('conformant');
  expect(schemaErrors('conformance', result())).toEqual([]);
  for (const name of ['junit.xml', 'summary.md', 'allure-results'])
    expect(existsSync(join(resultsDir, name))).toBe(true);
});

test('a fault makes it nonconformant: code 1, and the console says what, where and how to repeat it', async () => {
  await withSandbox({ behaviour: getIsTaken }, async (sandbox) => {
    const { code, lastLine, output, result } = await run('run', targetEnv(sandbox), ['--grep', 'RP-405']);
    expect(code).toBe(1);
    expect(lastLine).toMatch(/^NONCONFORMANT .*RP-405-01/);
    expect(
      result()
        .clauses.filter(({ verdict }) => verdict === 'fail')
        .map(({ id }) => id),
    ).toEqual(['RP-405-01', 'RP-405-09']);
    expect(output).toMatch(
      /FAIL {2}RP-405-01 {2}MUST {2}GET is not a verb of this call\n {2}input {5}GET\n {2}expected {2}405\n {2}actual {4}200 OK/,
    );
    expect(output).toMatch(/repeat {4}curl .*-X GET .*reset-password\/'/);
    expect(output).toMatch(/source {4}.*https:\/\//);
  });
});

test('the same seed gives the same verdicts, run for run', async () => {
  const verdicts = async (sandbox: Sandbox): Promise<string[]> =>
    (await run('run', targetEnv(sandbox), ['--grep', 'RP-ROB-0|RP-40']))
      .result()
      .clauses.map(({ id, verdict }) => `${id} ${verdict}`);
  await withSandbox({}, async (sandbox) => {
    expect(await verdicts(sandbox)).toEqual(await verdicts(sandbox));
  });
});

test('a wait beyond the budget before the first clause is inconclusive, and no error of the harness', async () => {
  const limits: Behaviour = {
    answer: (answer, { path }) =>
      path.endsWith('/user-login/')
        ? { ...answer, status: 429, headers: { ...answer.headers, 'Retry-After': '3600' } }
        : answer,
  };
  await withSandbox({ behaviour: limits }, async (sandbox) => {
    const { code, lastLine, output, result } = await run('run', targetEnv(sandbox), ['--grep', 'RP-405-01']);
    expect(lastLine).toMatch(/^INCONCLUSIVE .*3600 s/);
    expect(output).not.toContain('ERROR');
    expect(code).toBe(2);
    expect(result().verdict).toBe('inconclusive');
  });
});

const wrong: readonly { title: string; env: Record<string, string>; args?: string[]; code: number; says: RegExp }[] = [
  {
    title: 'a misspelt variable',
    env: { BASE_ULR: 'http://127.0.0.1:1' },
    code: 3,
    says: /^ERROR .*BASE_ULR.*BASE_URL/,
  },
  {
    title: 'a base URL without an account',
    env: { BASE_URL: 'http://127.0.0.1:1' },
    code: 3,
    says: /^ERROR .*ACCOUNT_EMAIL/,
  },
  {
    title: 'the production host',
    env: { BASE_URL: 'https://api.cruxconnect.com', ACCOUNT_EMAIL: 'a@example.com' },
    code: 3,
    says: /^ERROR .*ALLOW_PRODUCTION/,
  },
  {
    title: 'a filter that nothing matches',
    env: {},
    args: ['--grep', 'no such clause'],
    code: 3,
    says: /^ERROR .*--grep/,
  },
  { title: 'an option that Playwright does not have', env: {}, args: ['--no-such-option'], code: 3, says: /^ERROR / },
  {
    title: 'a results folder that is a file',
    env: { RESULTS_DIR: '/dev/null/results' },
    code: 3,
    says: /^ERROR .*RESULTS_DIR/,
  },
  {
    title: 'a list of deviations that is not there',
    env: { DEVIATIONS_FILE: '/no/such/file' },
    code: 3,
    says: /^ERROR .*DEVIATIONS_FILE/,
  },
  {
    title: 'a target that is down',
    env: { BASE_URL: 'http://127.0.0.1:1', ACCOUNT_EMAIL: 'a@example.com' },
    code: 2,
    says: /^INCONCLUSIVE .*refused/,
  },
  {
    title: 'a name that does not resolve',
    env: { BASE_URL: 'http://no-such-host.invalid', ACCOUNT_EMAIL: 'a@example.com' },
    code: 2,
    says: /^INCONCLUSIVE .*resolve/,
  },
];

for (const { title, env, args, code, says } of wrong) {
  test(`${title}: code ${code}, one line`, async () => {
    const ended = await run('run', env, args);
    expect(ended.lastLine).toMatch(says);
    expect(ended.code).toBe(code);
    expect(ended.output).not.toMatch(/\n\s+at /);
  });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} ends a run with a whole partial result, inconclusive, and leaves nothing behind`, async () => {
    const temporary = temporaryFolder();
    await withSandbox({ behaviour: { delayMs: () => 60 } }, async (sandbox) => {
      const { child, ended } = start('run', { ...targetEnv(sandbox), TMPDIR: temporary }, ['--grep', 'RP-4']);
      child.stdout?.on('data', (bytes: Buffer) => {
        if (bytes.toString().includes('clauses judged')) child.kill(signal);
      });
      const { code, lastLine, result } = await ended;
      expect(lastLine).toMatch(/^INCONCLUSIVE .*interrupted/);
      expect(code).toBe(2);
      expect(schemaErrors('conformance', result())).toEqual([]);
      expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(true);
    });
    expect(readdirSync(temporary).filter((name) => name.startsWith('conformance-'))).toEqual([]);
  });
}
