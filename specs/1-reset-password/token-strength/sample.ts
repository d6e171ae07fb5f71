import { type Exchange, isAnswered } from '../../../harness/model/exchange.ts';
import { fieldValue } from '../../../harness/model/message.ts';
import { isGranted, tokenOf } from '../../calls/reset-password.ts';

/** A token, and when the target made it. */
export interface Sample {
  readonly token: string;
  /** By the target's clock as far as it is known, in milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

/** Beyond this difference between our clock and `Date` theirs is taken, in milliseconds; `Date` has whole seconds. */
const sameClockMs = 2000;

/** Most characters of a token that are looked at. */
const mostCharacters = 1024;

/** The tokens that the resets among some exchanges issued, in the order in which they were asked for. */
export function samplesOf(exchanges: readonly Exchange[]): Sample[] {
  return exchanges.flatMap((exchange) => {
    const token = tokenOf(exchange);
    if (token === undefined || !isGranted(exchange) || !isAnswered(exchange)) return [];
    const ours = Date.parse(exchange.startedAt);
    const theirs = Date.parse(fieldValue(exchange.response.headers, 'Date') ?? '');
    const from = Math.abs(theirs - ours) > sameClockMs + exchange.durationMs ? theirs : ours;
    return [{ token: token.slice(0, mostCharacters), from, to: from + Math.ceil(exchange.durationMs) }];
  });
}
