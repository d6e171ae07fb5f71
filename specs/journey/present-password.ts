import { tokenRefused } from '../../contract/answers.ts';
import type { Exchange } from '../../harness/model/exchange.ts';
import type { RunContext } from '../../harness/judge/run-context.ts';
import { NotApplicable } from '../../harness/model/outcome.ts';
import { enter } from './journal.ts';
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
  if (refusesCredentials(exchange) && first !== undefined && letsIn(first)) enter(run, { kind: 'locked out' });
  return exchange;
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

/** True where a log-in was refused for its name and password. */
export function refusesCredentials({ response }: Exchange): boolean {
  return tokenRefused.some((code) => code === response?.status);
}
