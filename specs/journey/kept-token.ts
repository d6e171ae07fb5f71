import { tokenLifeSeconds } from '../../contract/documented.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Nonconformity, NotApplicable } from '../../harness/model/outcome.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { journalOf } from './journal.ts';

/** The names under which a token of an earlier run is tried. */
export const keptSteps = {
  shortOfTwoHours: 'a token of an earlier run, short of its two hours',
  past: 'a token of an earlier run, past its two hours',
  completed: 'a token of an earlier run, completed past its two hours',
  authToken: 'organization details with an auth token of an earlier run, past its two hours',
} as const;

/** From this age on, in seconds, a token that is still valid says something about two hours. */
const nearlyTwoHours = tokenLifeSeconds - 600;

/**
 * Judges what a token of an earlier run has shown.
 *
 * @returns false where none was tried.
 */
export async function judgeKeptToken(context: ClauseContext, name: string): Promise<boolean> {
  const [exchange] = context.recorded((each) => each.name === name);
  const kept = journalOf(context.run).find((entry) => entry.kind === 'kept token');
  if (exchange === undefined || kept === undefined) return false;
  await context.input(name, () => {
    context.look(exchange);
    const failure = failureOf(() => isAccepted(exchange, context));
    const age = `${kept.ageSeconds} s old${kept.validated ? ', validated when it was new' : ''}`;
    // A void token is refused at any age: its refusal says nothing, that it is taken says all the more.
    const wasTaken = name === keptSteps.shortOfTwoHours ? failure === undefined : failure !== undefined;
    if (kept.maybeVoid && !wasTaken) {
      throw new NotApplicable(`the kept token may be void: a later run has asked for a reset (${age})`);
    }
    if (failure === undefined && kept.ageSeconds < nearlyTwoHours) {
      throw new NotApplicable(`the kept token is valid, and too young to tell about two hours (${age})`);
    }
    if (failure !== undefined) throw new Nonconformity(failure.expected, `${failure.actual} (${age})`, failure.quoted);
    context.observe(`settled by a token of an earlier run, ${age}`);
  });
  return true;
}

/**
 * Judges what an auth token of an earlier run has shown. It opened something when it was kept.
 *
 * @returns false where none was tried.
 */
export async function judgeKeptAuthToken(context: ClauseContext): Promise<boolean> {
  const [exchange] = context.recorded((each) => each.name === keptSteps.authToken);
  if (exchange === undefined) return false;
  await context.input(keptSteps.authToken, () => {
    context.look(exchange);
    isAccepted(exchange, context);
    context.observe('settled by an auth token of an earlier run');
  });
  return true;
}

function failureOf(judge: () => void): Nonconformity | undefined {
  try {
    judge();
    return undefined;
  } catch (error) {
    if (error instanceof Nonconformity) return error;
    throw error;
  }
}
