import { type Stimulus, stimulus } from '../../harness/model/exchange.ts';
import type { RunContext } from '../../harness/judge/run-context.ts';
import { plainReset } from '../calls/reset-password.ts';
import { onceInRun } from './series.ts';
import { assertPasswordIsKnown } from './present-password.ts';
import { watchUntilItOpensNothing } from './auth-token.ts';
import { isOpened, organizationDetails } from '../calls/organizations.ts';
import { authTokenOf, logIn } from '../calls/user-login.ts';
import { assertTokensAreToBeHad, tokenOfReset } from './token-of-reset.ts';
import { newPassword } from './new-password.ts';
import { enterBeforeChange } from './open-entry.ts';
import { validation } from '../calls/complete-password.ts';
import { restoreAccount } from './restore.ts';
import { completing, sendCompletion, sendCompletions } from './send.ts';

/** The steps that clauses look at. */
export const steps = {
  logInBefore: 'log-in before the password changes',
  openedBefore: 'organization details before the password changes',
  change: 'complete with a new password',
  openedAfter: 'organization details with the auth token from before the password changed',
  newLogIn: 'log-in with the new password',
  oldLogIn: 'log-in with the old password',
  validated: 'validate a spent token',
  again: 'complete with a spent token',
  earlier: "complete with the account's earlier token",
  atOnce: ['one of two completions at once', 'the other of two completions at once'],
} as const;

/** A target may let validated tokens complete, and no others, so each is validated first. */
const validated = {
  earlier: 'validation of the earlier token',
  newest: 'validation before it',
  third: 'validation before two completions at once',
} as const;

function validating(name: string, token: string): Stimulus {
  return stimulus(name, () => validation(token));
}

/** What a clause that looks at the password change declares: all of it, the log-ins before and after included. */
export const loadOfChange = {
  requests: 0,
  effects: 0,
  uses: [
    ...['earlier token', 'token to complete with', 'token for two completions at once'].map(resetFor),
    ...['log-in before it', ...Object.values(validated), ...Object.values(steps).flat(), 'log-in after it'].map(
      placeholder,
    ),
  ],
};

/**
 * Changes the account's password and sets it back, once a run and in one go, so that it is another one for as short a
 * time as can be: reset and validate twice, log in, complete with the newer token, see what the auth token from before
 * still opens, log in with the new and the old password, validate and try the spent token, try the earlier one, and
 * complete twice at once. What is tried after the change sends the old password, so that a target which wrongly takes it
 * only sets it back.
 */
export async function changePassword(run: RunContext): Promise<void> {
  assertTokensAreToBeHad(run.target);
  await onceInRun(run, 'password change', async () => {
    const { client, target } = run;
    const earlier = await tokenOfReset(run, await client.send(resetFor('earlier token')));
    await client.send(validating(validated.earlier, earlier.value));
    await assertPasswordIsKnown(run);
    const newest = await tokenOfReset(run, await client.send(resetFor('token to complete with')));
    await client.send(validating(validated.newest, newest.value));
    const old = target.accountPassword ?? '';
    const authToken = await authTokenThatOpens(run, old);
    try {
      await changeAndTry(run, { earlier: earlier.value, newest: newest.value, old, authToken });
    } finally {
      await restoreAccount(run, { always: true });
    }
  });
}

interface Known {
  readonly earlier: string;
  readonly newest: string;
  readonly old: string;
  readonly authToken: string | undefined;
}

/** The auth token of a log-in, if it opens anything. */
async function authTokenThatOpens({ client }: RunContext, password: string): Promise<string | undefined> {
  const authToken = authTokenOf(await client.send(logIn(steps.logInBefore, password)));
  if (authToken === undefined) return undefined;
  return isOpened(await client.send(organizationDetails(steps.openedBefore, authToken))) ? authToken : undefined;
}

async function changeAndTry(run: RunContext, { earlier, newest, old, authToken }: Known): Promise<void> {
  const { client, secrets } = run;
  const fresh = newPassword(old, enterBeforeChange(run));
  secrets.learn('password', fresh);
  await sendCompletion(run, client, 'new', completing(steps.change, newest, fresh));
  // First of all: where an account has one auth token, the next log-in ends the one before.
  if (authToken !== undefined) await watchUntilItOpensNothing(run, steps.openedAfter, authToken);
  await client.send(logIn(steps.newLogIn, fresh));
  await client.send(logIn(steps.oldLogIn, old));
  await client.send(validating(steps.validated, newest));
  await sendCompletion(run, client, 'old', completing(steps.again, newest, old));
  await sendCompletion(run, client, 'old', completing(steps.earlier, earlier, old));

  const third = await tokenOfReset(run, await client.send(resetFor('token for two completions at once')));
  await client.send(validating(validated.third, third.value));
  const both = steps.atOnce.map((name) => completing(name, third.value, old));
  await sendCompletions(run, client, 'old', both);
}

function resetFor(what: string): Stimulus {
  return { ...plainReset, name: `reset: ${what}` };
}

/** Stands for a step in the plan of a run; what it sends is known only when the steps before it are done. */
function placeholder(name: string): Stimulus {
  return logIn(name, '');
}
