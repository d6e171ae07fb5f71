import { calls } from '../../contract/documented.ts';
import type { Exchange } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Inconclusive } from '../../harness/model/outcome.ts';
import { journalOf } from './journal.ts';
import { plainReset } from '../calls/reset-password.ts';
import { isGranted, tokenOf } from '../calls/reset-password.ts';

/** A reset token that was issued in this run. */
export interface FreshToken {
  readonly value: string;
  /** Before the request that it answers, in milliseconds since the epoch. */
  readonly issuedAt: number;
}

/** Asked for where the run's newest token can't be used. */
export const resetForToken = { ...plainReset, name: 'reset for a fresh token' };

/** What a clause that sends one request with {@link newestToken} declares. */
export const loadOfNewestToken = { requests: 1, effects: 0, uses: [plainReset, resetForToken] };

/** Old enough, in milliseconds, to leave the tests of the token's life no room. */
const tooOldMs = 3_600_000;

/**
 * The newest token of the account, if it is neither spent nor perhaps void; else a new one is asked for.
 *
 * @throws Inconclusive where no token is to be had.
 */
export async function newestToken(context: ClauseContext): Promise<FreshToken> {
  const { exchanges } = context.run.recording;
  const last = exchanges.findLast(isGranted);
  if (last !== undefined && isFresh(last, context)) return tokenIn(last);
  const isFirst = !exchanges.some(({ name }) => name === plainReset.name);
  return tokenIn(await (isFirst ? context.exchange(plainReset) : context.send(resetForToken)));
}

/**
 * The token that a reset brought.
 *
 * @throws Inconclusive where it brought none: that is another clause's failure.
 */
export function tokenIn(exchange: Exchange): FreshToken {
  const value = tokenOf(exchange);
  if (value !== undefined) return { value, issuedAt: Date.parse(exchange.startedAt) };
  const what = exchange.response === undefined ? 'no response' : `${exchange.response.status} without a reset_token`;
  throw new Inconclusive(`there is no token to go on with: the reset got ${what}`, 'target');
}

function isFresh(issuing: Exchange, { run }: ClauseContext): boolean {
  const token = tokenOf(issuing);
  const issuedAt = Date.parse(issuing.startedAt);
  if (token === undefined || Date.now() - issuedAt > tooOldMs) return false;
  const clockMoved = journalOf(run).some((entry) => entry.kind === 'clock' && Date.parse(entry.at) >= issuedAt);
  const { exchanges } = run.recording;
  return !clockMoved && !exchanges.some((each) => mayVoid(each, issuing) || mayHaveSpent(each, token));
}

/** True for another reset that went on while or after the token was issued: whose token is the newest nobody can tell. */
function mayVoid(other: Exchange, issuing: Exchange): boolean {
  if (other.id === issuing.id || !other.hasEffect) return false;
  const status = other.response?.status ?? 0;
  const mayHaveIssued = status < 300 || status >= 500;
  // A millisecond is the resolution of the record.
  return mayHaveIssued && Date.parse(other.startedAt) + other.durationMs > Date.parse(issuing.startedAt) + 1;
}

/** True for a completion with the token that was not refused. */
function mayHaveSpent({ request, response }: Exchange, token: string): boolean {
  const { method, path } = calls.completePassword;
  if (request.method !== method || request.path !== path) return false;
  const refused = response !== undefined && response.status >= 400 && response.status < 500;
  return !refused && Buffer.from(request.body ?? []).includes(JSON.stringify(token));
}
