import { expect, test } from '@playwright/test';
import { RunContext } from '../../harness/judge/run-context.ts';
import { RunFolder } from '../../harness/run/run-folder.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { restoreAccount } from '../../specs/journey/restore.ts';
import { suite } from '../../specs/suite.ts';
import { targetOf, withSandbox } from '../in-process.ts';
import { idsWith } from '../matrix/row.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { faults, isCompletion, sent } from './faults.ts';
import { journey, type Run, run } from './run.ts';

const destructive = ['VT-08', 'CP-01', 'CP-05', 'CP-07', 'CP-11', 'LG-01', 'LG-02', 'LG-09'];
const rules = ['CP-12', 'CP-13', 'CP-14'];
const aged = ['VT-05', 'VT-06', 'CP-06'];

const folderOfRun = (): RunFolder => RunFolder.create(temporaryFolder());
const blames = ({ verdicts }: Run, ids: readonly string[]): unknown[] =>
  ids.map((id) => [verdicts.get(id)?.verdict, verdicts.get(id)?.blame]);

/** A behaviour that drops the connection instead of answering a completion with a new password. */
const dropsNewPassword = (): Behaviour => {
  let dropped = false;
  return {
    write: (_answer, request, { socket }) => {
      if (dropped || !isCompletion(request) || !('token' in sent(request)) || !('password' in sent(request)))
        return false;
      dropped = true;
      socket.destroy();
      return true;
    },
  };
};

test.describe('The account afterwards', () => {
  for (const { title, behaviour } of faults.filter(({ fails }) => fails.some((id) => destructive.includes(id)))) {
    test(`is as it was, with a new worker after each failure, where ${title}`, async () => {
      const folder = folderOfRun();
      await withSandbox({ behaviour }, async (sandbox) => {
        const { verdicts } = await run(targetOf(sandbox), journey, folder);
        expect(idsWith(verdicts, 'fail').length).toBeGreaterThan(0);
        expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(true);
      });
      folder.remove();
    });
  }

  test('is as it was where the answer to the completion is lost', async () => {
    await withSandbox({ behaviour: dropsNewPassword() }, async (sandbox) => {
      const result = await run(targetOf(sandbox), destructive);
      expect(blames(result, destructive)).toEqual(destructive.map(() => ['inconclusive', 'network']));
      expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(true);
    });
  });

  test('is as it was where the resets are used up in the middle', async () => {
    await withSandbox({}, async (sandbox) => {
      const result = await run(targetOf(sandbox, { MAX_RESETS: '2' }), destructive);
      expect(blames(result, ['CP-01', 'CP-11'])).toEqual([
        ['pass', undefined],
        ['inconclusive', 'budget'],
      ]);
      expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(true);
    });
  });

  test("is as it was where the run's time is over in the middle", async () => {
    // The log-in with the new password outlasts the run.
    const delayMs: Behaviour['delayMs'] = (request) => (sent(request).password === undefined ? 0 : 900);
    await withSandbox({ behaviour: { delayMs } }, async (sandbox) => {
      const env = { RUN_BUDGET_SECONDS: '3', REQUEST_TIMEOUT_MS: '2000' };
      const result = await run(targetOf(sandbox, env), destructive);
      expect(result.verdicts.get('CP-11')?.verdict).toBe('inconclusive');
      expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(true);
    });
  });

  test('is set back by the process that takes over from a killed one', async () => {
    const folder = folderOfRun();
    await withSandbox({}, async (sandbox) => {
      const target = targetOf(sandbox);
      // What a killed process leaves: it said what it was about to send, and sent it.
      folder.append('journey.jsonl', { kind: 'begun', series: 'password change' });
      folder.append('journey.jsonl', { kind: 'completing', password: 'new' });
      const run = new RunContext(target, suite, Date.now() - 10 * 3_600_000, folder);
      await changeBehindItsBack(sandbox.baseUrl, sandbox.accountEmail);
      expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(false);
      expect(await restoreAccount(run)).toEqual({ state: 'restored' });
      expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(true);
      expect(await restoreAccount(run)).toEqual({ state: 'untouched' });
    });
    folder.remove();
  });

  test('is said to be changed, with the remedy, where the target takes no old password back', async () => {
    const remembers: Behaviour = {
      answer: (answer, request, { state }) => {
        if (!isCompletion(request) || answer.status !== 200) return answer;
        const [present = '', ...before] = [...state.passwordHistory].reverse();
        if (!before.includes(present)) return answer;
        state.passwordHistory.pop();
        state.password = before[0] ?? '';
        return { ...answer, status: 422 };
      },
    };
    await withSandbox({ behaviour: remembers }, async (sandbox) => {
      const { verdicts, restoration } = await run(targetOf(sandbox), destructive);
      expect(idsWith(verdicts, 'fail', 'inconclusive', 'error')).toEqual([]);
      expect(idsWith(verdicts, 'not-applicable').sort()).toEqual(['CP-05', 'CP-07', 'CP-11']);
      expect(restoration).toMatchObject({
        state: 'failed',
        reason: expect.stringMatching(/does not take the old password back.*422/),
        remedy: expect.stringContaining('choose a new password'),
      });
    });
  });

  test('is left alone where ACCOUNT_PASSWORD does not log in', async () => {
    await withSandbox({}, async (sandbox) => {
      const result = await run(targetOf(sandbox, { ACCOUNT_PASSWORD: 'Another-password-1' }));
      const wrong = [...destructive, ...rules, 'CP-06', 'LG-03', 'LG-05', 'LG-06', 'LG-07', 'LG-08'];
      expect(blames(result, wrong)).toEqual(wrong.map(() => ['inconclusive', 'account']));
      expect(idsWith(result.verdicts, 'fail', 'error')).toEqual([]);
      expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(true);
    });
  });
});

test.describe('The journey', () => {
  test('is judged alike where a later reset voids the earlier tokens', async () => {
    await withSandbox({ behaviour: { policy: { resetVoidsEarlier: true } } }, async (sandbox) => {
      const { verdicts } = await run(targetOf(sandbox));
      expect(idsWith(verdicts, 'pass').length).toBe(journey.length);
    });
  });

  for (const id of journey) {
    test(`${id} can be judged alone`, async () => {
      await withSandbox({}, async (sandbox) => {
        const { verdicts } = await run(targetOf(sandbox), [id]);
        expect(verdicts.get(id)).toMatchObject({ verdict: 'pass' });
        expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(true);
      });
    });
  }

  for (const { what, status, drop } of [
    { what: 'is not found', status: 404, drop: false },
    { what: 'fails', status: 500, drop: false },
    { what: 'drops the connection', status: 0, drop: true },
  ]) {
    test(`leaves the life of a token open where the clock control ${what}`, async () => {
      const behaviour: Behaviour = {
        answer: (answer, request) => (request.path === '/sandbox/clock' ? { ...answer, status } : answer),
        write: (_answer, request, { socket }) => {
          if (!drop || request.path !== '/sandbox/clock') return false;
          socket.destroy();
          return true;
        },
      };
      await withSandbox({ behaviour }, async (sandbox) => {
        const result = await run(targetOf(sandbox), aged);
        expect(blames(result, aged)).toEqual(aged.map(() => ['inconclusive', drop ? 'network' : 'target']));
        expect(result.verdicts.get('VT-06')?.message).toContain('CLOCK_CONTROL_URL');
      });
    });
  }

  test('asks for two resets more than the clauses before it, but for what changes the password', async () => {
    await withSandbox({}, async (sandbox) => {
      const { run: context } = await run(targetOf(sandbox, { PROFILE: 'standard' }), ['RP-OK-01', ...journey]);
      expect(context.recording.exchanges.filter(({ hasEffect }) => hasEffect).length).toBe(3);
    });
  });
});

/** Changes the account's password as another process would. */
async function changeBehindItsBack(baseUrl: string, email: string): Promise<void> {
  const post = async (call: string, body: object): Promise<Response> =>
    fetch(`${baseUrl}/timp/organizations/${call}/`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const reset = (await (await post('reset-password', { email })).json()) as { reset_token: string };
  await post('complete-password', { token: reset.reset_token, password: 'Another-password-1' });
}
