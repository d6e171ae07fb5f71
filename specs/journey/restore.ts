import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../../harness/client/client.ts';
import { type Exchange, stimulus } from '../../harness/model/exchange.ts';
import type { RunContext } from '../../harness/judge/run-context.ts';
import { Inconclusive, NotApplicable } from '../../harness/model/outcome.ts';
import { enter, journalOf, passwordState } from './journal.ts';
import { plainReset } from '../calls/reset-password.ts';
import { settleEntries } from './open-entry.ts';
import { letsIn } from './present-password.ts';
import { logIn } from '../calls/user-login.ts';
import { tokenCommandSeconds, tokenOfReset } from './token-of-reset.ts';
import { validation } from '../calls/complete-password.ts';
import { completing, sendCompletion } from './send.ts';

/** What became of the account's password. */
export type Restoration =
  /** Nothing has changed it. */
  | { readonly state: 'untouched' }
  /** It is the old one again: it was seen to log in. */
  | { readonly state: 'restored' }
  /** It is, or may be, another one. */
  | { readonly state: 'failed'; readonly reason: string; readonly remedy: string };

/** How long setting the password back may take, in seconds, also when the run's own time is over. */
const graceSeconds = 60;
/** How often it is tried, and the pause before the next try in milliseconds. */
const mostTries = 3;
const pauseMs = 250;

/** One try: the account logs in, or the reason why not. */
type Try = { readonly done: true } | { readonly done: false; readonly reason: string; readonly refusesOld: boolean };

/**
 * Sets the account's password back to `ACCOUNT_PASSWORD` where the journal of the run says that it may have changed, and
 * proves it by a log-in. It has an allowance of its own: an account that is left changed is worse than a reset too many.
 *
 * @param options.always Proves the old password by a log-in also where nothing is known to have changed it.
 */
export async function restoreAccount(
  run: RunContext,
  { always = false }: { readonly always?: boolean } = {},
): Promise<Restoration> {
  const journal = journalOf(run);
  const state = passwordState(journal);
  if (state === 'old' && !always) {
    settleEntries(run, { proved: false });
    return { state: 'untouched' };
  }
  const password = run.target.accountPassword;
  if (password === undefined) {
    return {
      state: 'failed',
      reason: 'a completion may have changed it, and the old one is not known to this run',
      remedy: 'see whether it still logs in, and set ACCOUNT_PASSWORD',
    };
  }
  const mailSeconds = run.target.tokenDelivery === 'mail' ? mostTries * tokenCommandSeconds : 0;
  const client = run.clientWithGrace(graceSeconds + mailSeconds);
  if (state !== 'changed' && (await tried(() => proof(client, password))).done) return restored(run);

  let last: Try = { done: false, reason: '', refusesOld: false };
  // What was refused again and again already is worth one more reset, not as many as before.
  const tries = journal.some(({ kind }) => kind === 'old password refused') ? 1 : mostTries;
  for (let round = 1; round <= tries; round += 1) {
    // A target may let only validated tokens complete, or, at fault, only others.
    const validates = round % 2 === 1;
    last = await tried(() => putBack(run, client, password, validates));
    if (last.done) return restored(run);
    if (round < tries) await sleep(pauseMs);
  }
  return last.refusesOld ? refusedBack(run, last.reason) : failedFor(last.reason);
}

function restored(run: RunContext): Restoration {
  enter(run, { kind: 'restored' });
  settleEntries(run, { proved: true });
  return { state: 'restored' };
}

function refusedBack(run: RunContext, reason: string): Restoration {
  enter(run, { kind: 'old password refused' });
  return {
    state: 'failed',
    reason: `the target does not take the old password back, as with a history of passwords: ${reason}`,
    remedy: 'ask for a reset of that address, choose a new password, and set ACCOUNT_PASSWORD to it',
  };
}

function failedFor(reason: string): Restoration {
  return {
    state: 'failed',
    reason,
    remedy: 'ask for a reset of that address, and complete it with the password of ACCOUNT_PASSWORD',
  };
}

async function putBack(run: RunContext, client: Client, password: string, validates: boolean): Promise<Try> {
  const reset = await client.send({ ...plainReset, name: 'reset, to set the old password back', auxiliary: true });
  const { value } = await tokenOfReset(run, reset);
  if (validates) {
    const name = 'validation, to set the old password back';
    await client.send({ ...stimulus(name, () => validation(value)), auxiliary: true });
  }
  // Sent again where its answer is lost: the log-in tells whether it went through.
  const completion = {
    ...completing('old password, set back', value, password),
    onTrouble: 'retry',
    auxiliary: true,
  } as const;
  const completed = await sendCompletion(run, client, 'old', completion);
  const proved = await proof(client, password);
  if (proved.done) return proved;
  const status = completed.response?.status ?? 0;
  const refusesOld = status >= 400 && status < 500;
  return { done: false, refusesOld, reason: `completing with it is answered ${status}, and ${proved.reason}` };
}

async function proof(client: Client, password: string): Promise<Try> {
  const exchange: Exchange = await client.send({
    ...logIn('log-in, to see that the old password is back', password),
    auxiliary: true,
  });
  if (letsIn(exchange)) return { done: true };
  return {
    done: false,
    refusesOld: false,
    reason: `a log-in with it gets ${exchange.response?.status ?? 'no response'}`,
  };
}

async function tried(attempt: () => Promise<Try>): Promise<Try> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof Inconclusive || error instanceof NotApplicable)) throw error;
    return { done: false, reason: error.message, refusesOld: false };
  }
}
