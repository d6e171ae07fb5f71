import { calls } from '../../contract/documented.ts';
import type { Exchange } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import type { RunContext } from '../../harness/judge/run-context.ts';
import { Inconclusive } from '../../harness/model/outcome.ts';
import { journalOf } from './journal.ts';
import { plainReset } from '../calls/reset-password.ts';
import { isGranted } from '../calls/reset-password.ts';
import { assertTokensAreToBeHad, type FreshToken, tokenOfReset } from './token-of-reset.ts';

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
 * @throws NotApplicable where the target mails its tokens and nothing reads them.
 */
export async function newestToken(context: ClauseContext): Promise<FreshToken> {
  const { run } = context;
  assertTokensAreToBeHad(run.target);
  const { exchanges } = run.recording;
  const last = exchanges.findLast(isGranted);
  if (last !== undefined && isNewest(last, run)) {
    const token = await tokenIfAny(run, last);
    if (token !== undefined && !exchanges.some((each) => mayHaveSpent(each, token.value))) return token;
  }
  const isFirst = !exchanges.some(({ name }) => name === plainReset.name);
  return tokenOfReset(run, await (isFirst ? context.exchange(plainReset) : context.send(resetForToken)));
}

async function tokenIfAny(run: RunContext, reset: Exchange): Promise<FreshToken | undefined> {
  try {
    return await tokenOfReset(run, reset);
  } catch (error) {
    if (error instanceof Inconclusive) return undefined;
    throw error;
  }
}

/** True where the token of a reset is the newest of the account, and young. */
function isNewest(issuing: Exchange, run: RunContext): boolean {
  const issuedAt = Date.parse(issuing.startedAt);
  if (Date.now() - issuedAt > tooOldMs) return false;
  const clockMoved = journalOf(run).some((entry) => entry.kind === 'clock' && Date.parse(entry.at) >= issuedAt);
  return !clockMoved && !run.recording.exchanges.some((each) => mayVoid(each, issuing));
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
