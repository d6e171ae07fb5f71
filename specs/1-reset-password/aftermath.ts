import { type Exchange, stimulus, type Stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';
import { good } from '../calls/reset-password.ts';
import { burst } from './burst.ts';
import { curl, httpie, pythonRequests } from './clients.ts';
import {
  acceptJson,
  emptyAuthorization,
  noAccept,
  otherSpellings,
  queryParameter,
  whiteSpace,
  withoutCharset,
} from './good-forms.ts';
import { isGood, isReset } from './hostile-rules.ts';
import { afterRefusal } from './kept-connection.ts';

/** The plain reset that shows whether the service still serves after the input of a hostile clause. */
export function plainResetAfter(id: string): Stimulus {
  return stimulus(`plain reset after ${id}`, (to) => good(to), { hasEffect: true });
}

/**
 * Good requests that other clauses send anyway: each is sent right after the input of a hostile clause, and shows for it
 * that the service still serves. That spares the account a reset for each.
 */
const followers: Readonly<Record<string, Stimulus>> = {
  'RP-ROB-01': emptyAuthorization,
  'RP-ROB-02': withoutCharset,
  'RP-ROB-03': acceptJson,
  'RP-ROB-04': noAccept,
  'RP-ROB-05': whiteSpace,
  'RP-ROB-06': curl,
  'RP-ROB-07': httpie,
  'RP-ROB-08': pythonRequests,
  'RP-ROB-09': otherSpellings[0],
  'RP-ROB-10': otherSpellings[1],
  'RP-ROB-14': otherSpellings[2],
  'RP-ROB-16': queryParameter,
};

/** Clauses after which a clause with good requests of its own comes at once. */
const shownBy: Readonly<Record<string, (exchange: Exchange) => boolean>> = {
  'RP-ROB-17': ({ name }) => name.startsWith(afterRefusal),
  'RP-ROB-18': isOfBurst,
  'RP-ROB-20': isOfBurst,
  'RP-ROB-21': isOfBurst,
};

function isOfBurst({ name }: Exchange): boolean {
  return burst.some((each) => each.name === name);
}

/** What {@link askAfter} sends for a hostile clause where nothing goes wrong. */
export function followerOf(id: string): Stimulus {
  return followers[id] ?? plainResetAfter(id);
}

/**
 * Asks for a good reset right after the input of a hostile clause. Where it fails it is asked for again, so that what
 * hostile input has left behind is told apart from a form that the service refuses anyway; its own clause judges the last
 * answer. A form that is refused twice tells nothing: then a plain reset follows.
 */
export async function askAfter(id: string, context: ClauseContext): Promise<void> {
  const follower = followerOf(id);
  const isNew = context.recorded(({ name }) => name === follower.name).length === 0;
  if (isNew && isGood(await context.exchange(follower), context)) return;
  if (isNew && isGood(await context.send(follower), context)) return;
  await context.exchange(plainResetAfter(id));
}

/** Judges by the requests of {@link askAfter}, or of the clause that followed, that the service still served. */
export async function servesAfter(id: string, context: ClauseContext): Promise<void> {
  const plain = plainResetAfter(id);
  const shown = shownBy[id];
  const follower = shown === undefined ? undefined : context.recorded(shown).find((each) => isGood(each, context));
  if (follower !== undefined) {
    context.look(follower);
    return;
  }
  const asked = shown === undefined ? context.recorded(({ name }) => name === followerOf(id).name) : [];
  const [first, second] = asked;
  const isPlainAsked = context.recorded(({ name }) => name === plain.name).length > 0;
  if (first === undefined || isPlainAsked) {
    isReset(await context.exchange(plain), context);
    return;
  }
  context.look(first);
  try {
    isReset(first, context);
  } catch (error) {
    if (second === undefined || !(error instanceof Nonconformity)) throw error;
    throw new Nonconformity(error.expected, `${error.actual}; the same request again got its reset`);
  }
}
