import type { Exchange } from '../../harness/model/exchange.ts';
import type { Target } from '../../harness/model/target.ts';
import { resultOf, type RunResult } from '../../harness/report/run-result.ts';
import { suite } from '../../specs/suite.ts';

/** The result of a run that sent this, and judged one clause, which passed. */
export function resultWith({
  target,
  exchanges,
}: {
  readonly target: Target;
  readonly exchanges: readonly Exchange[];
}): RunResult {
  const startedAt = '2026-01-01T00:00:00.000Z';
  const passed = { id: 'RP-OK-01', verdict: 'pass', message: '', findings: [], exchanges: [1], startedAt } as const;
  return resultOf({
    suite,
    target,
    planned: [passed.id],
    ended: new Map([[passed.id, '']]),
    records: new Map([[passed.id, { ...passed, durationMs: 1 }]]),
    exchanges,
    notes: [],
    deviations: [],
    errors: [],
    startedAt: new Date(startedAt),
    endedAt: new Date('2026-01-01T00:00:01.000Z'),
  });
}
