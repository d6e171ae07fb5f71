import { type Stimulus, stimulus } from '../../harness/model/exchange.ts';
import type { RunContext } from '../../harness/judge/run-context.ts';
import { Inconclusive } from '../../harness/model/outcome.ts';
import { plainReset } from '../calls/reset-password.ts';
import { onceInRun } from './series.ts';
import { letsIn, presentLogIn } from './present-password.ts';
import { logIn } from '../calls/user-login.ts';
import { tokenIn } from './newest-token.ts';
import { newPassword } from './new-password.ts';
import { validation } from '../calls/complete-password.ts';
import { restoreAccount } from './restore.ts';
import { completing, sendCompletion, sendCompletions } from './send.ts';

/** The steps that clauses look at. */
export const steps = {
  change: 'complete with a new password',
  newLogIn: 'log-in with the new password',
  oldLogIn: 'log-in with the old password',
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
    ...['log-in before it', ...Object.values(validated), steps.change, steps.newLogIn, steps.oldLogIn].map(placeholder),
    ...[steps.again, steps.earlier, ...steps.atOnce, 'log-in after it'].map(placeholder),
  ],
};

/**
 * Changes the account's password and sets it back, once a run and in one go, so that it is another one for as short a
 * time as can be: reset and validate twice, complete with the newer token, log in with the new and the old password, try
 * the spent and the earlier token, and complete twice at once. What is tried after the change sends the old password, so
 * that a target which wrongly takes it only sets it back.
 */
export async function changePassword(run: RunContext): Promise<void> {
  await onceInRun(run, 'password change', async () => {
    const { client, target } = run;
    const earlier = tokenIn(await client.send(resetFor('earlier token')));
    await client.send(validating(validated.earlier, earlier.value));
    await assertPasswordIsKnown(run);
    const newest = tokenIn(await client.send(resetFor('token to complete with')));
    await client.send(validating(validated.newest, newest.value));
    try {
      await changeAndTry(run, { earlier: earlier.value, newest: newest.value, old: target.accountPassword ?? '' });
    } finally {
      await restoreAccount(run, { always: true });
    }
  });
}

interface Known {
  readonly earlier: string;
  readonly newest: string;
  readonly old: string;
}

async function changeAndTry(run: RunContext, { earlier, newest, old }: Known): Promise<void> {
  const { client, secrets } = run;
  const fresh = newPassword();
  secrets.learn('password', fresh);
  await sendCompletion(run, client, 'new', completing(steps.change, newest, fresh));
  await client.send(logIn(steps.newLogIn, fresh));
  await client.send(logIn(steps.oldLogIn, old));
  await sendCompletion(run, client, 'old', completing(steps.again, newest, old));
  await sendCompletion(run, client, 'old', completing(steps.earlier, earlier, old));

  const third = tokenIn(await client.send(resetFor('token for two completions at once'))).value;
  await client.send(validating(validated.third, third));
  const both = steps.atOnce.map((name) => completing(name, third, old));
  await sendCompletions(run, client, 'old', both);
}

/** Begins only where the password to set back is seen to be the account's. */
async function assertPasswordIsKnown(run: RunContext): Promise<void> {
  const exchange = await presentLogIn(run);
  if (letsIn(exchange)) return;
  const what = exchange.response?.status ?? 'no response';
  throw new Inconclusive(
    `the password is not changed, since ACCOUNT_PASSWORD does not log in before that (${what}): check it`,
    'account',
  );
}

function resetFor(what: string): Stimulus {
  return { ...plainReset, name: `reset: ${what}` };
}

/** Stands for a step in the plan of a run; what it sends is known only when the steps before it are done. */
function placeholder(name: string): Stimulus {
  return logIn(name, '');
}
