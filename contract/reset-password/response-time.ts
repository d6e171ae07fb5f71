import type { Clause } from '../clause.ts';
import { plainReset } from '../foundations.ts';

/** How long a reset takes. */
export const responseTime = [
  {
    id: 'RP-SLO-01',
    level: 'SHOULD',
    impact: 'reset',
    promise: 'Nineteen of twenty resets are answered within the time that SLO_P95_MS sets',
    accept: {
      words:
        '95th percentile of 20 successful resets or more within SLO_P95_MS, without name resolution and proxies; fewer are inconclusive',
    },
    // No text of the API names a time: the objective is the operator's own.
    source: 'sre-objectives',
    dependsOn: plainReset,
  },
] as const satisfies readonly Clause[];
