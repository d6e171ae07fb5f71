import { calls } from '../../contract/documented.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import type { RunContext } from '../../harness/judge/run-context.ts';
import type { Exchange } from '../../harness/model/exchange.ts';
import { Inconclusive, NotApplicable } from '../../harness/model/outcome.ts';
import { isOpened, organizationDetails } from '../calls/organizations.ts';
import { authTokenOf, logIn } from '../calls/user-login.ts';

/** How long a completion may take to end what earlier auth tokens open, and the pause between two looks, in milliseconds. */
const endsWithinMs = 5000;
const pauseMs = 1000;

/**
 * Logs in anew with `ACCOUNT_PASSWORD`: a target may keep the newest auth token of an account alone.
 *
 * @throws Inconclusive where the log-in brings none.
 */
export async function newAuthToken(context: ClauseContext, name: string): Promise<string> {
  const exchange = await context.send(logIn(name, context.target.accountPassword ?? ''));
  const token = authTokenOf(exchange);
  if (token !== undefined) return token;
  throw new Inconclusive(`there is no auth token to go on with: the log-in got ${codeOf(exchange)}`, 'target');
}

/**
 * Asserts that an auth token opened something, so that it can be told whether it goes on doing so.
 *
 * @throws NotApplicable where it did not.
 */
export function assertOpened(exchange: Exchange): void {
  if (isOpened(exchange)) return;
  const { method, path } = calls.organizationDetails;
  throw new NotApplicable(`a fresh auth token does not open ${method} ${path}: it got ${codeOf(exchange)}`);
}

/** Looks at what an auth token opens until it opens nothing any more, or the time for that is over. */
export async function watchUntilItOpensNothing(run: RunContext, name: string, authToken: string): Promise<void> {
  const end = Date.now() + endsWithinMs;
  for (let look = 1; ; look += 1) {
    const exchange = await run.client.send(organizationDetails(look === 1 ? name : `${name}, look ${look}`, authToken));
    if (!isOpened(exchange) || Date.now() >= end) return;
    await run.budget.wait(pauseMs);
  }
}

/** The last look of {@link watchUntilItOpensNothing}, undefined where there was none. */
export function lastLook(context: ClauseContext, name: string): Exchange | undefined {
  return context.recorded((each) => each.name === name || each.name.startsWith(`${name}, look `)).at(-1);
}

function codeOf({ response }: Exchange): string {
  return String(response?.status ?? 'no response');
}
