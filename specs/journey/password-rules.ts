import { type Exchange, stimulus, type Stimulus } from '../../harness/model/exchange.ts';
import type { RunContext } from '../../harness/judge/run-context.ts';
import { validation } from '../calls/complete-password.ts';
import { plainReset } from '../calls/reset-password.ts';
import { logIn } from '../calls/user-login.ts';
import { enterBeforeChange } from './open-entry.ts';
import { assertPasswordIsKnown } from './present-password.ts';
import { restoreAccount } from './restore.ts';
import { completing, sendCompletion } from './send.ts';
import { onceInRun } from './series.ts';
import { assertTokensAreToBeHad, tokenOfReset } from './token-of-reset.ts';
import { trialPasswords } from './trial-passwords.ts';

/** The steps that clauses look at. */
export const steps = {
  short: 'complete with a password of seven characters',
  published: 'complete with a password in the published shape',
  long: 'complete with a password of 64 characters',
  longLogIn: 'log-in with all of the 64 characters',
  cutLogIn: 'log-in with the first 63 of the 64 characters',
} as const;

type Completion = 'short' | 'published' | 'long';

const completions: readonly Completion[] = ['short', 'published', 'long'];

const resetFor = (which: Completion): Stimulus => ({ ...plainReset, name: `reset: to ${steps[which]}` });
const validatedFor = (which: Completion): string => `validation: to ${steps[which]}`;

/** What a clause that looks at these steps declares. */
export const loadOfRules = {
  effects: 0,
  uses: [
    ...completions.map(resetFor),
    ...[...completions.map(validatedFor), ...Object.values(steps)].map((name) => logIn(name, '')),
  ],
};

/**
 * Completes with passwords that tell by which rules the target takes them, once a run and in one go, and sets the old one
 * back.
 */
export async function tryPasswords(run: RunContext): Promise<void> {
  assertTokensAreToBeHad(run.target);
  await onceInRun(run, 'password rules', async () => {
    await assertPasswordIsKnown(run);
    try {
      await complete(run, 'short');
      await complete(run, 'published');
      await complete(run, 'long');
      const { long } = passwordsOf(run);
      await run.client.send(logIn(steps.longLogIn, long));
      await run.client.send(logIn(steps.cutLogIn, long.slice(0, -1), { onTrouble: 'undecided' }));
    } finally {
      await restoreAccount(run, { always: true });
    }
  });
}

/** A token for each: nobody says whether one outlives a password that is refused. */
async function complete(run: RunContext, which: Completion): Promise<Exchange> {
  const { client } = run;
  const { value } = await tokenOfReset(run, await client.send(resetFor(which)));
  await client.send(stimulus(validatedFor(which), () => validation(value)));
  return sendCompletion(run, client, 'new', completing(steps[which], value, passwordsOf(run)[which]));
}

function passwordsOf(run: RunContext) {
  const passwords = trialPasswords(run.target.accountPassword ?? '', enterBeforeChange(run));
  for (const password of Object.values(passwords)) run.secrets.learn('password', password);
  return passwords;
}
