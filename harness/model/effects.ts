import type { Exchange } from './exchange.ts';

/**
 * True for an answer after which the call may have taken effect: any but a refusal. Where no answer came, nobody knows,
 * and it counts.
 *
 * @param status Undefined where no answer came.
 */
export function mayHaveTakenEffect(status: number | undefined): boolean {
  return status === undefined || status < 400;
}

/** True for the answer that says that the call took effect. */
export function saysThatItTookEffect(status: number | undefined): boolean {
  return status === 200;
}

/** How often the call under test may have taken effect for the account: what a run's allowance is charged with. */
export function possibleEffects(exchanges: readonly Exchange[]): number {
  return attempts(exchanges).filter(mayHaveTakenEffect).length;
}

/** How often an answer said that the call took effect for the account: what reports name. Never more than the possible. */
export function confirmedEffects(exchanges: readonly Exchange[]): number {
  return attempts(exchanges).filter(saysThatItTookEffect).length;
}

/** The status of every attempt that could take effect, those that were given up for another one included. */
function attempts(exchanges: readonly Exchange[]): (number | undefined)[] {
  return exchanges
    .filter(({ hasEffect }) => hasEffect)
    .flatMap(({ earlier, response }) => [...earlier.map(({ status }) => status), response?.status]);
}
