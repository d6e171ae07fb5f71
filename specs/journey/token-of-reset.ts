import { Inconclusive, NotApplicable } from '../../harness/model/outcome.ts';
import type { Exchange } from '../../harness/model/exchange.ts';
import type { Target } from '../../harness/model/target.ts';
import type { RunContext } from '../../harness/judge/run-context.ts';
import { outputOf } from '../../harness/run/command.ts';
import { isGranted, tokenOf } from '../calls/reset-password.ts';
import { enter, journalOf } from './journal.ts';

/** A reset token that was issued in this run. */
export interface FreshToken {
  readonly value: string;
  /** Before the request that it answers, in milliseconds since the epoch. */
  readonly issuedAt: number;
}

/** How long `TOKEN_COMMAND` may take, in seconds, the way of the mail included. */
export const tokenCommandSeconds = 30;

/** One word of what can stand in a URL or a JSON string. */
const aToken = /^[\x21-\x7e]{1,4096}$/;

/**
 * The token that a reset brought: in its answer, or by mail. A mailbox shows the newest one, so it is asked for before
 * another reset is sent.
 *
 * @throws Inconclusive where the reset brought none (that is another clause's failure), or `TOKEN_COMMAND` prints none.
 * @throws NotApplicable where the target mails its tokens and no `TOKEN_COMMAND` brings them.
 */
export async function tokenOfReset(run: RunContext, reset: Exchange): Promise<FreshToken> {
  const issuedAt = Date.parse(reset.startedAt);
  if (run.target.tokenDelivery === 'mail') return { value: await mailedToken(run, reset), issuedAt };
  const value = tokenOf(reset);
  if (value !== undefined) return { value, issuedAt };
  const what = reset.response === undefined ? 'no response' : `${reset.response.status} without a reset_token`;
  throw new Inconclusive(`there is no token to go on with: the reset got ${what}`, 'target');
}

/** Why clauses that look at tokens in answers are not applicable to a target that mails them. */
export const answersHoldNoToken = 'TOKEN_DELIVERY=mail: no answer holds a token';

/**
 * For clauses that look at tokens in answers.
 *
 * @throws NotApplicable where the target keeps its tokens out of them.
 */
export function assertAnswersHoldTokens({ tokenDelivery }: Target): void {
  if (tokenDelivery === 'mail') throw new NotApplicable(answersHoldNoToken);
}

/**
 * For series of requests that go on with a token, before their first one.
 *
 * @throws NotApplicable where the target mails its tokens and no `TOKEN_COMMAND` brings them.
 */
export function assertTokensAreToBeHad({ tokenDelivery, tokenCommand }: Target): void {
  if (tokenDelivery !== 'mail' || tokenCommand !== undefined) return;
  throw new NotApplicable('TOKEN_DELIVERY=mail, and no TOKEN_COMMAND reads the token from the mailbox');
}

async function mailedToken(run: RunContext, reset: Exchange): Promise<string> {
  const { tokenCommand = '', accountEmail } = run.target;
  assertTokensAreToBeHad(run.target);
  if (!isGranted(reset)) {
    const what = reset.response?.status ?? 'no response';
    throw new Inconclusive(`there is no token to go on with: the reset got ${what}`, 'target');
  }
  const known = journalOf(run).find((entry) => entry.kind === 'mailed token' && entry.exchange === reset.id);
  if (known?.kind === 'mailed token') return known.value;
  const variables = { TOKEN_EMAIL: accountEmail, TOKEN_RESET_AT: reset.startedAt };
  const outcome = await outputOf(tokenCommand, variables, tokenCommandSeconds * 1000);
  if ('problem' in outcome) throw new Inconclusive(`TOKEN_COMMAND brings no token: ${outcome.problem}`, 'harness');
  const value = outcome.output.trim();
  if (value === '') throw new Inconclusive('TOKEN_COMMAND prints nothing: no mail with a token has come', 'target');
  // Known as a secret before anything is written.
  run.secrets.learn('reset_token', value);
  if (!aToken.test(value)) {
    throw new Inconclusive('TOKEN_COMMAND prints more than a token: it has to be alone on one line', 'harness');
  }
  enter(run, { kind: 'mailed token', exchange: reset.id, value });
  return value;
}
