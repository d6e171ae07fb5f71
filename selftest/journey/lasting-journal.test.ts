import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { markOf, type ProcessMark } from '../../harness/run/alive.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { LastingJournal, stateFolder } from '../../specs/journey/lasting-journal.ts';
import { newPassword } from '../../specs/journey/new-password.ts';
import { type Ended, run } from '../command.ts';
import { withSandbox } from '../in-process.ts';
import { killTree } from '../live/process-tree.ts';
import { needs } from '../needs.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { withHeldRun } from './held-run.ts';

/** No system gives an id that high. */
const neverAlive: ProcessMark = { ...markOf(process.pid), pid: 2 ** 22 + 1 };

function envOf(sandbox: Sandbox, state: string) {
  return {
    BASE_URL: sandbox.baseUrl,
    ACCOUNT_EMAIL: sandbox.accountEmail,
    ACCOUNT_PASSWORD: sandbox.accountPassword,
    XDG_STATE_HOME: state,
  };
}

/** What a run leaves that was killed while the account had its new password. */
async function leaveChanged(sandbox: Sandbox, state: string, process = neverAlive): Promise<LastingJournal> {
  const salt = randomBytes(16);
  const journal = new LastingJournal(sandbox, stateFolder({ XDG_STATE_HOME: state }));
  const at = '2026-11-25T09:00:00.000Z';
  journal.add({ run: 'conformance-killed', at, salt: salt.toString('base64'), process });
  await setPassword(sandbox, newPassword(sandbox.accountPassword, salt));
  return journal;
}

async function setPassword({ baseUrl, accountEmail }: Sandbox, password: string): Promise<void> {
  const post = (call: string, body: object): Promise<Response> =>
    fetch(`${baseUrl}/timp/organizations/${call}/`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const reset = (await (await post('reset-password', { email: accountEmail })).json()) as { reset_token: string };
  await post('complete-password', { token: reset.reset_token, password });
}

const health = (sandbox: Sandbox, state: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  run('health', { ...envOf(sandbox, state), ...env });

test('what SIGKILL of all processes leaves is put right by the next run', async () => {
  needs('proc');
  const state = process.env.XDG_STATE_HOME ?? '';
  await withHeldRun(
    ['npm', 'run', 'conformance', '--', '--grep', 'CP-01'],
    async ({ pid, sandbox, ended, unwatch }) => {
      killTree(pid);
      await ended;
      await expect.poll(unwatch().left).toEqual([]);
      const { file } = new LastingJournal(sandbox);
      const text = readFileSync(file, 'utf8');
      expect(text).not.toContain(sandbox.accountPassword);
      if (process.platform !== 'win32') {
        expect(statSync(file).mode & 0o777).toBe(0o600);
        expect(statSync(stateFolder()).mode & 0o777).toBe(0o700);
      }
      expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(false);

      const next = await run('run', { ...envOf(sandbox, state), REQUEST_TIMEOUT_MS: '120000' }, ['--grep', 'LG-03']);
      expect(next.lastLine, next.output).toMatch(/^CONFORMANT .*an earlier run was put right/);
      expect(next.output).toMatch(/WARNING .*an earlier run .*the old password is set back, and logs in/);
      expect(next.code).toBe(0);
      expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(true);
      expect(existsSync(file)).toBe(false);
    },
  );
});

test('a health run puts it right too, and the run after it has nothing to say', async () => {
  const state = temporaryFolder();
  await withSandbox({}, async (sandbox) => {
    const journal = await leaveChanged(sandbox, state);
    const first = await health(sandbox, state);
    expect(first.lastLine, first.output).toMatch(/an earlier run was put right/);
    expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(true);
    expect(existsSync(journal.file)).toBe(false);
    expect((await health(sandbox, state)).output).not.toContain('earlier run');
  });
});

test('an entry goes where the old password logs in', async () => {
  const state = temporaryFolder();
  await withSandbox({}, async (sandbox) => {
    const journal = await leaveChanged(sandbox, state);
    await setPassword(sandbox, sandbox.accountPassword);
    const { output, lastLine } = await health(sandbox, state);
    expect(output).toMatch(/WARNING .*the old password logs in, nothing was to be set back/);
    expect(lastLine).not.toContain('earlier run');
    expect(existsSync(journal.file)).toBe(false);
  });
});

test('a password that its owner has chosen since is left alone, and an alarm says so', async () => {
  const state = temporaryFolder();
  await withSandbox({}, async (sandbox) => {
    const journal = await leaveChanged(sandbox, state);
    await setPassword(sandbox, 'Chosen-by-its-owner-1');
    const { lastLine } = await health(sandbox, state);
    expect(lastLine).toMatch(/ALARM .*could not be set back: neither .* logs in; to fix it, ask for a reset/);
    expect(sandbox.passwordIs('Chosen-by-its-owner-1')).toBe(true);
    expect(existsSync(journal.file)).toBe(true);
  });
});

test('without ACCOUNT_PASSWORD a run says what to set', async () => {
  const state = temporaryFolder();
  await withSandbox({}, async (sandbox) => {
    const journal = await leaveChanged(sandbox, state);
    const { BASE_URL, ACCOUNT_EMAIL, XDG_STATE_HOME } = envOf(sandbox, state);
    const { output } = await run('health', { BASE_URL, ACCOUNT_EMAIL, XDG_STATE_HOME });
    expect(output).toMatch(/WARNING .*an earlier run .*: set ACCOUNT_PASSWORD/);
    expect(existsSync(journal.file)).toBe(true);
  });
});

test('what a run that lives has changed is left to it', async () => {
  const state = temporaryFolder();
  await withSandbox({}, async (sandbox) => {
    const journal = await leaveChanged(sandbox, state, markOf(process.pid));
    const { output } = await health(sandbox, state);
    expect(output).toContain(`another run (process ${process.pid}, since 2026-11-25T09:00:00.000Z) is at work`);
    expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(false);
    expect(existsSync(journal.file)).toBe(true);
  });
});

test('a state folder that can not be written to is one warning, and the run goes on', async () => {
  const folder = temporaryFolder();
  const state = join(folder, 'a-file');
  writeFileSync(state, '');
  await withSandbox({}, async (sandbox) => {
    const { output, code } = await run('run', { ...envOf(sandbox, state), PROFILE: 'full' }, ['--grep', 'CP-0[13]']);
    expect(output.match(/WARNING .*XDG_STATE_HOME/g)).toHaveLength(1);
    expect(code, output).toBe(0);
    expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(true);
  });
});

test('a run that comes to its end leaves no entry, and the embedded sandbox none at any time', async () => {
  const state = temporaryFolder();
  await withSandbox({}, async (sandbox) => {
    const { code, output } = await run('run', { ...envOf(sandbox, state), PROFILE: 'full' }, ['--grep', 'CP-0[13]']);
    expect(code, output).toBe(0);
    expect(readdirSync(stateFolder({ XDG_STATE_HOME: state }))).toEqual([]);
  });
  const other = temporaryFolder();
  await run('run', { XDG_STATE_HOME: other }, ['--grep', 'CP-01']);
  expect(readdirSync(other)).toEqual([]);
});

test('a journal that is damaged counts as empty, and a relative folder as not set', () => {
  const state = stateFolder({ XDG_STATE_HOME: temporaryFolder() });
  const journal = new LastingJournal({ baseUrl: 'http://127.0.0.1', accountEmail: 'a@example.com' }, state);
  mkdirSync(state, { recursive: true });
  for (const text of ['', '{', 'null', '{"open":[{}]}']) {
    writeFileSync(journal.file, text);
    expect(journal.read()).toEqual([]);
  }
  expect(stateFolder({ XDG_STATE_HOME: 'relative' })).toBe(stateFolder({}));
});
