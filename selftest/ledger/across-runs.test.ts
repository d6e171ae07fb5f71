import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Target } from '../../harness/model/target.ts';
import { RunContext } from '../../harness/judge/run-context.ts';
import { type KeptToken, Ledger } from '../../harness/ledger/ledger.ts';
import { RunFolder } from '../../harness/run/run-folder.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { keepToken } from '../../specs/journey/ledger.ts';
import { suite } from '../../specs/suite.ts';
import { targetOf, withSandbox } from '../in-process.ts';
import { run } from '../journey/run.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const key = 'a passphrase for the test';
const settled = ['VT-05', 'VT-06', 'CP-06'] as const;

interface Scene {
  readonly sandbox: Sandbox;
  readonly target: Target;
  readonly ledger: Ledger;
  readonly file: string;
}

/** A sandbox that names no clock control, and a ledger. */
async function scene(
  behaviour: Behaviour,
  env: Record<string, string>,
  use: (of: Scene) => Promise<void>,
): Promise<void> {
  const file = join(temporaryFolder(), 'tokens.ledger');
  await withSandbox({ behaviour }, async (sandbox) => {
    const given = targetOf(sandbox, { PROFILE: 'standard', LEDGER_FILE: file, LEDGER_KEY: key, ...env });
    // The clock stays out of the run's sight; the test moves it.
    const target: { -readonly [name in keyof Target]: Target[name] } = { ...given };
    delete target.clockControlUrl;
    await use({ sandbox, target, ledger: new Ledger(file, key), file });
  });
}

/** Ends a run that keeps a token, and lets it grow old: on the sandbox's clock, and in the ledger. */
async function keepAndWait({ sandbox, target, ledger }: Scene, seconds: number): Promise<KeptToken> {
  await keepToken(new RunContext(target, suite, Date.now()));
  const content = ledger.read(target, Date.now());
  if (content === undefined || !('token' in content)) throw new Error('nothing was kept');
  const moved = await fetch(sandbox.clockControlUrl, {
    method: 'POST',
    body: JSON.stringify({ advance_seconds: seconds }),
  });
  expect(moved.status).toBe(204);
  const before = (time: string): string => new Date(Date.parse(time) - seconds * 1000).toISOString();
  const { authToken } = content.token;
  const token = {
    ...content.token,
    issuedAt: before(content.token.issuedAt),
    ...(authToken === undefined ? {} : { authToken: { ...authToken, issuedAt: before(authToken.issuedAt) } }),
  };
  ledger.keep(token);
  return token;
}

/** Runs the clauses that a token of an earlier run can settle: their verdicts, and the warnings. */
async function verdictsOf(target: Target): Promise<{ verdicts: unknown[]; warnings: string[]; messages: string }> {
  const folder = RunFolder.create(temporaryFolder());
  const { verdicts } = await run(target, ['VT-01', ...settled], folder);
  const warnings = folder.read<{ message: string }>('notes.jsonl').map(({ message }) => message);
  folder.remove();
  return {
    verdicts: settled.map((id) => verdicts.get(id)?.verdict),
    messages: settled.map((id) => verdicts.get(id)?.message).join('\n'),
    warnings,
  };
}

test.describe('A token that an earlier run has kept', () => {
  test('settles VT-05 and CP-06 past its two hours, and is forgotten', async () => {
    await scene({}, {}, async (of) => {
      await keepAndWait(of, 7300);
      const { verdicts, messages } = await verdictsOf(of.target);
      expect(verdicts).toEqual(['pass', 'not-applicable', 'pass']);
      expect(messages).toMatch(/7[34]\d\d s old, validated when it was new/);
      expect(existsSync(of.file)).toBe(false);
    });
  });

  test('shows a target whose tokens never expire, and changes no password', async () => {
    await scene({ policy: { isExpired: () => false } }, {}, async (of) => {
      await keepAndWait(of, 7300);
      expect((await verdictsOf(of.target)).verdicts).toEqual(['fail', 'not-applicable', 'fail']);
      expect(of.sandbox.passwordIs(of.sandbox.accountPassword)).toBe(true);
    });
  });

  test('settles VT-06 when its two hours are nearly over', async () => {
    await scene({}, {}, async (of) => {
      await keepAndWait(of, 7000);
      expect((await verdictsOf(of.target)).verdicts).toEqual(['not-applicable', 'pass', 'not-applicable']);
    });
  });

  test('shows a target whose tokens live too short', async () => {
    await scene({ policy: { tokenLifeSeconds: 600 } }, {}, async (of) => {
      await keepAndWait(of, 1000);
      expect((await verdictsOf(of.target)).verdicts).toEqual(['not-applicable', 'fail', 'not-applicable']);
    });
  });

  test('decides nothing while it is young', async () => {
    await scene({}, {}, async (of) => {
      await keepAndWait(of, 1000);
      const { verdicts, messages } = await verdictsOf(of.target);
      expect(verdicts).toEqual(['not-applicable', 'not-applicable', 'not-applicable']);
      expect(messages).toContain('too young');
    });
  });

  test('decides nothing within a minute of its two hours', async () => {
    await scene({}, {}, async (of) => {
      await keepAndWait(of, 7200);
      const { verdicts, warnings } = await verdictsOf(of.target);
      expect(verdicts).toEqual(['not-applicable', 'not-applicable', 'not-applicable']);
      expect(warnings).toEqual([expect.stringContaining('too close to its two hours')]);
    });
  });

  test('says nothing by a refusal where a health run may have made it void', async () => {
    await scene({}, {}, async (of) => {
      await keepAndWait(of, 7300);
      await run({ ...of.target, profile: 'health' }, ['RP-OK-01']);
      const { verdicts, messages } = await verdictsOf(of.target);
      expect(verdicts).toEqual(['not-applicable', 'not-applicable', 'not-applicable']);
      expect(messages).toContain('may be void');
    });
  });

  test('shows a target that takes it past its two hours, all the more where it should be void', async () => {
    await scene({ policy: { isExpired: () => false } }, {}, async (of) => {
      await keepAndWait(of, 7300);
      await run({ ...of.target, profile: 'health' }, ['RP-OK-01']);
      expect((await verdictsOf(of.target)).verdicts).toEqual(['fail', 'not-applicable', 'fail']);
    });
  });

  test('completes nothing where ACCOUNT_PASSWORD does not log in', async () => {
    await scene({}, { ACCOUNT_PASSWORD: 'not the password 1!' }, async (of) => {
      await keepAndWait(of, 7300);
      expect((await verdictsOf(of.target)).verdicts).toEqual(['pass', 'not-applicable', 'not-applicable']);
    });
  });

  test('settles LG-07 past the two hours of an auth token that was kept with it', async () => {
    await scene({}, {}, async (of) => {
      await keepAndWait(of, 7300);
      const { verdicts } = await run(of.target, ['LG-07']);
      expect(verdicts.get('LG-07')).toMatchObject({ verdict: 'pass', message: expect.stringContaining('earlier run') });
    });
  });

  test('shows a target whose auth tokens never expire, also where the next log-in ends them', async () => {
    const policy = { authTokenLifeSeconds: Infinity, logInEndsEarlier: true };
    await scene({ policy }, {}, async (of) => {
      await keepAndWait(of, 7300);
      const { verdicts } = await run(of.target, ['LG-07']);
      expect(verdicts.get('LG-07')?.verdict).toBe('fail');
    });
  });

  for (const { what, behaviour, seconds } of [
    { what: 'is young', behaviour: {}, seconds: 7000 },
    { what: 'opened nothing when it was new', behaviour: { policy: { authTokenLifeSeconds: -1 } }, seconds: 7300 },
  ]) {
    test(`says nothing of an auth token that ${what}`, async () => {
      await scene(behaviour, {}, async (of) => {
        await keepAndWait(of, seconds);
        const { verdicts } = await run(of.target, ['LG-07']);
        expect(verdicts.get('LG-07')?.verdict).toBe('not-applicable');
      });
    });
  }

  test('is tried before the run asks for any reset', async () => {
    await scene({ policy: { resetVoidsEarlier: true } }, {}, async (of) => {
      await keepAndWait(of, 7000);
      expect((await verdictsOf(of.target)).verdicts).toEqual(['not-applicable', 'pass', 'not-applicable']);
    });
  });

  test('is passed over aloud, and fails nothing, where the ledger is damaged', async () => {
    await scene({}, {}, async (of) => {
      writeFileSync(of.file, 'no ledger');
      const { verdicts, warnings } = await verdictsOf(of.target);
      expect(verdicts).toEqual(['not-applicable', 'not-applicable', 'not-applicable']);
      expect(warnings).toEqual([expect.stringContaining('is passed over: it is damaged')]);
    });
  });

  test('is kept by no run that has no resets left, that moves the clock, or that is a health run', async () => {
    await scene({}, { MAX_RESETS: '0' }, async (of) => {
      await keepToken(new RunContext(of.target, suite, Date.now()));
      const health = { ...of.target, maxEffects: 3, profile: 'health' } as const;
      await keepToken(new RunContext(health, suite, Date.now()));
      const clock = { ...of.target, maxEffects: 3, clockControlUrl: of.sandbox.clockControlUrl };
      await keepToken(new RunContext(clock, suite, Date.now()));
      expect(existsSync(of.file)).toBe(false);
    });
  });
});
