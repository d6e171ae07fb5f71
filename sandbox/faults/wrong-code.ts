import type { Fault } from '../behaviour.ts';
import { answers, when, type Where } from '../when.ts';

/** The codes that the documentation names. */
const documented = [200, 201, 204, 400, 401, 403, 404, 405, 409, 415, 422];

/**
 * Faults by which one kind of request gets another code, as after a change of framework: one fault a code.
 *
 * @param id Beginning of the ids, which end in the code.
 * @param what The requests, as the subject of a sentence.
 * @param breaks Clauses that name the right code; a code that is documented nowhere breaks RP-ERR-07 beside them.
 */
export function wrongCodes(
  id: string,
  what: string,
  where: Where,
  breaks: readonly string[],
  ...codes: readonly number[]
): readonly Fault[] {
  return codes.map((code) => ({
    id: `${id}-${code}`,
    title: `${what} is answered ${code}`,
    breaks: documented.includes(code) ? breaks : [...breaks, 'RP-ERR-07'],
    shows: 'for one kind of request',
    origin: 'rot',
    ...when(where, answers(code)),
  }));
}
