import type { Area } from '../../harness/judge/clause-test.ts';
import { type Exchange } from '../../harness/model/exchange.ts';
import { Inconclusive, Nonconformity } from '../../harness/model/outcome.ts';
import { ownTimeMs } from '../../harness/model/phases.ts';
import type { Target } from '../../harness/model/target.ts';
import { percentile } from '../../harness/statistics/percentile.ts';
import { burst } from '../1-reset-password/burst.ts';
import { isGranted, isIssued } from '../calls/reset-password.ts';
import { clause } from '../clause.ts';

const fewestResets = 20;
const concurrent = new Set(burst.map(({ name }) => name));

/** True for a successful reset that was alone on its way, and that we did not hold back ourselves. */
function isTimed(exchange: Exchange, target: Target): boolean {
  return (
    isGranted(exchange) &&
    isIssued(exchange, target) &&
    exchange.request.expectContinueMs === undefined &&
    !concurrent.has(exchange.name)
  );
}

export const responseTime: Area = {
  title: 'The time that resets take',
  overTraffic: true,
  tests: [
    clause(
      'RP-SLO-01',
      'Nineteen of twenty resets are answered within the time that SLO_P95_MS sets',
      {},
      async (context) => {
        const timed = context.recorded((exchange) => isTimed(exchange, context.target));
        await context.input(`${timed.length} successful resets, one at a time`, () => {
          if (timed.length < fewestResets) {
            throw new Inconclusive(`only ${timed.length} successful resets: ${fewestResets} are needed`, 'budget');
          }
          const { sloP95Ms } = context.target;
          // Slow name servers and proxies are none of the target's.
          const p95 = percentile(timed.map(ownTimeMs), 95);
          const slowest = timed.toSorted((a, b) => ownTimeMs(b) - ownTimeMs(a)).slice(0, 1);
          context.look(...slowest);
          const inWords = `${Math.ceil(p95)} ms over ${timed.length} resets`;
          if (p95 > sloP95Ms) throw new Nonconformity(`a 95th percentile within ${sloP95Ms} ms (SLO_P95_MS)`, inWords);
          context.observe(`95th percentile ${inWords}`);
        });
      },
    ),
  ],
};
