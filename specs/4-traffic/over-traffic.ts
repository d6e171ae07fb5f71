import { type Answered, isAnswered, type Stimulus } from '../../harness/client/exchange.ts';
import type { Bench } from '../../harness/judge/bench.ts';
import { HarnessError, Nonconformity } from '../../harness/judge/outcome.ts';

/** A rule that holds for every exchange of a run that it concerns. */
export interface Invariant {
  /** Sent unless the run has sent them before, so that there is always something to look at. */
  readonly seeds: readonly Stimulus[];
  /** The answers that the rule concerns. */
  readonly concerns: (exchange: Answered) => boolean;
  /** Throws where an answer breaks the rule. */
  readonly rule: (exchange: Answered, bench: Bench) => void;
  /** What is said where no answer is concerned; absent where the seeds make that impossible. */
  readonly orElse?: () => Error;
}

/** What an invariant needs to be declared: it sends no more than its seeds. */
export function load({ seeds }: Invariant): { requests: number; resets: number; uses: readonly Stimulus[] } {
  return { requests: 0, resets: 0, uses: seeds };
}

/** Judges an invariant over everything that the run has recorded, and names the exchange at fault. */
export function overTraffic({ seeds, concerns, rule, orElse }: Invariant): (bench: Bench) => Promise<void> {
  return async (bench) => {
    for (const seed of seeds) await bench.exchange(seed);
    const concerned = bench.recorded().filter(isAnswered).filter(concerns);
    await bench.input(`all ${concerned.length} answers of the run that it concerns`, () => {
      if (concerned.length === 0)
        throw orElse?.() ?? new HarnessError('the seeds of the clause brought no answer that it concerns');
      for (const exchange of concerned) judgeOne(exchange, rule, bench);
    });
  };
}

function judgeOne(exchange: Answered, rule: Invariant['rule'], bench: Bench): void {
  try {
    rule(exchange, bench);
  } catch (error) {
    bench.look(exchange);
    if (!(error instanceof Nonconformity)) throw error;
    throw new Nonconformity(error.expected, `${error.actual} (exchange ${exchange.id}, ${exchange.name})`);
  }
}
