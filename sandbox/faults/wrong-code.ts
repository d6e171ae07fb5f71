import { fault, type Fault } from '../behaviour.ts';
import { answers, when, type Where } from '../when.ts';

/** The codes that the documentation names. */
const documented = [200, 201, 204, 400, 401, 403, 404, 405, 409, 415, 422];

/**
 * Makes a fault for each code by which one kind of request is answered with that code.
 *
 * @param id Prefix of the ids. The code is appended.
 * @param what The requests, as the subject of a sentence.
 * @param breaks Clauses that require the right code. A code that is not documented also breaks RP-ERR-07.
 */
export function wrongCodes(
  id: string,
  what: string,
  where: Where,
  breaks: readonly string[],
  ...codes: readonly number[]
): readonly Fault[] {
  return codes.map((code) =>
    fault(
      `${id}-${code}`,
      `${what} is answered ${code}`,
      documented.includes(code) ? breaks : [...breaks, 'RP-ERR-07'],
      when(where, answers(code)),
      'for one kind of request',
    ),
  );
}
