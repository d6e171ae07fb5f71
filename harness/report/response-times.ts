import type { Exchange } from '../model/exchange.ts';
import { ownTimeMs, type Phases } from '../model/phases.ts';
import type { RunResult } from './run-result.ts';

/** The answers to good requests that took effect, in the order of sending. */
function goodAnswers({ exchanges }: RunResult): readonly Exchange[] {
  return exchanges.filter(({ hasEffect, response }) => hasEffect && response?.status === 200);
}

/** Response time of the first good request that took effect, name resolution and proxies left out, in milliseconds. */
export function responseTimeMs(result: RunResult): number | undefined {
  const [first] = goodAnswers(result);
  return first === undefined ? undefined : ownTimeMs(first);
}

/** The same of all good requests that took effect. */
export function responseTimesMs(result: RunResult): readonly number[] {
  return goodAnswers(result).map(ownTimeMs);
}

/** How long a part of the exchanges took, in milliseconds: of those that have it, in the order of sending. */
export function phaseTimesMs({ exchanges }: RunResult, phase: keyof Phases): readonly number[] {
  return exchanges.flatMap(({ phases }) => phases?.[phase] ?? []);
}
