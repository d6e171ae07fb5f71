import type { Exchange } from '../model/exchange.ts';
import type { Phases } from '../model/phases.ts';
import type { RunResult } from './run-result.ts';

/** The answers to good requests that took effect, in the order of sending. */
function goodAnswers({ exchanges }: RunResult): readonly Exchange[] {
  return exchanges.filter(({ hasEffect, response }) => hasEffect && response?.status === 200);
}

/** Response time of the first good request that took effect, in milliseconds. */
export function responseTimeMs(result: RunResult): number | undefined {
  return goodAnswers(result)[0]?.durationMs;
}

/** Response times of all good requests that took effect, in milliseconds. */
export function responseTimesMs(result: RunResult): readonly number[] {
  return goodAnswers(result).map(({ durationMs }) => durationMs);
}

/** What the time of each of them went into, where that is known. */
export function goodPhases(result: RunResult): readonly Phases[] {
  return goodAnswers(result).flatMap(({ phases }) => phases ?? []);
}
