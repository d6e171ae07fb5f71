import type { Exchange } from '../../harness/model/exchange.ts';
import type { RunContext } from '../../harness/judge/run-context.ts';
import { Inconclusive, NotApplicable } from '../../harness/model/outcome.ts';
import { enter, journalOf, passwordState } from './journal.ts';
import { logIn } from '../calls/user-login.ts';

const beforeAnyReset = 'log-in before any reset';

/** The log-in that LG-03 judges: after resets, before any completion. */
export const withPresentPassword = 'log-in with the present password';

/**
 * Logs in before the run asks for any reset, once, so that a wrong `ACCOUNT_PASSWORD` can be told from a reset that locks
 * the account out.
 *
 * @returns undefined where no password is known, or where none will be used: nothing is sent then.
 */
export async function tryPresentPassword({ client, target, recording }: RunContext): Promise<Exchange | undefined> {
  if (target.accountPassword === undefined || target.profile === 'health') return undefined;
  const recorded = recording.exchanges.find(({ name }) => name === beforeAnyReset);
  return recorded ?? (await client.send({ ...logIn(beforeAnyReset, target.accountPassword), auxiliary: true }));
}

/**
 * The log-in with the present password, sent now unless the run has sent it already.
 *
 * @throws NotApplicable where that password is not known.
 */
export async function presentLogIn(run: RunContext): Promise<Exchange> {
  const { client, target, recording } = run;
  if (target.accountPassword === undefined) throw new NotApplicable('ACCOUNT_PASSWORD is not set');
  const recorded = recording.exchanges.find(({ name, auxiliary }) => name === withPresentPassword && !auxiliary);
  if (recorded !== undefined) return recorded;
  const exchange = await client.send(logIn(withPresentPassword, target.accountPassword));
  const first = recording.exchanges.find(({ name }) => name === beforeAnyReset);
  // The resets of this run have done it, so this run has to undo it.
  const isRefused = refusesCredentials(exchange) || exchange.response?.status === 404;
  if (isRefused && first !== undefined && letsIn(first)) enter(run, { kind: 'locked out' });
  return exchange;
}

/**
 * Asserts that the password to set back is the account's, before it is changed.
 *
 * @throws Inconclusive where that was not seen, or is no longer so.
 */
export async function assertPasswordIsKnown(run: RunContext): Promise<void> {
  const exchange = await presentLogIn(run);
  if (!letsIn(exchange)) {
    const what = exchange.response?.status ?? 'no response';
    throw new Inconclusive(
      `the password is not changed, since ACCOUNT_PASSWORD does not log in before that (${what}): check it`,
      'account',
    );
  }
  if (passwordState(journalOf(run)) !== 'changed') return;
  throw new Inconclusive('the old password could not be set back before, so it is not changed again', 'account');
}

/**
 * The log-in with the present password, for clauses that need one that works.
 *
 * @throws NotApplicable where the password is not known, or the target did not take it back.
 * @throws Inconclusive where it does not log in.
 */
export async function workingLogIn(run: RunContext): Promise<Exchange> {
  const exchange = await presentLogIn(run);
  assertOldPasswordIsTaken(run);
  if (letsIn(exchange) && passwordState(journalOf(run)) !== 'changed') return exchange;
  if (refusesCredentials(exchange) && wasWrongFromTheStart(run)) {
    throw new Inconclusive('ACCOUNT_PASSWORD was refused before any reset too: check it', 'account');
  }
  throw new Inconclusive('the account does not log in with ACCOUNT_PASSWORD, so nothing can be told', 'target');
}

/**
 * Asserts that the old password could be set back, where that was tried.
 *
 * @throws NotApplicable where the target refuses it: what it was sent with says nothing then.
 */
export function assertOldPasswordIsTaken(run: RunContext): void {
  if (!journalOf(run).some(({ kind }) => kind === 'old password refused')) return;
  throw new NotApplicable(
    'the target does not take the old password back, as with a history of passwords: give an account without one',
  );
}

/** True where the password was refused before any reset already: then it is not the account's. */
export function wasWrongFromTheStart({ recording }: RunContext): boolean {
  const first = recording.exchanges.find(({ name }) => name === beforeAnyReset);
  return first !== undefined && refusesCredentials(first);
}

/** True where a log-in went through. Whether its body is as promised is for the clauses to say. */
export function letsIn({ response }: Exchange): boolean {
  return response?.status === 200;
}

/** Codes by which a log-in is refused for its name and password; a 404 may be about the URL. */
const credentialsRefused: readonly number[] = [400, 401, 403, 422];

/** True where a log-in was refused for its name and password. */
export function refusesCredentials({ response }: Exchange): boolean {
  return credentialsRefused.includes(response?.status ?? 0);
}
