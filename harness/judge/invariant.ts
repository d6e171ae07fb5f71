import type { ClauseContext } from './clause-context.ts';
import type { Procedure } from './clause-test.ts';
import { type Answered, isAnswered, type Stimulus } from '../model/exchange.ts';
import { Nonconformity, NotApplicable, UnexpectedCode } from '../model/outcome.ts';

/** A rule that holds for every answer of a run that it concerns. */
export interface Invariant {
  /** Sent unless the run has sent them before, so that there is always something to look at. */
  readonly seeds: readonly Stimulus[];
  /** The answers that the rule concerns. */
  readonly concerns: (exchange: Answered) => boolean;
  /** Throws where an answer breaks the rule. */
  readonly rule: (exchange: Answered, context: ClauseContext) => void;
  /** What is said where no answer is concerned; that the clause is not applicable where absent. */
  readonly orElse?: (context: ClauseContext) => Error;
}

/** Judges an invariant over everything that the run has recorded, and names the exchange at fault. */
export function everyAnswer({ seeds, concerns, rule, orElse }: Invariant): Procedure {
  return {
    load: { uses: seeds },
    judge: async (context) => {
      for (const seed of seeds) await context.exchange(seed);
      const concerned = context.recorded().filter(isAnswered).filter(concerns);
      const broken = concerned.flatMap((exchange) => {
        const error = departureOf(exchange, rule, context);
        return error === undefined ? [] : [{ exchange, error }];
      });
      const [first] = broken;
      const looked = `${concerned.length} answers looked at`;
      const input =
        first && `${first.exchange.name}: exchange ${first.exchange.id}, first of ${broken.length} in ${looked}`;
      await context.input(input ?? looked, () => {
        if (concerned.length === 0)
          throw orElse?.(context) ?? new NotApplicable('no answer of the run is one that it concerns');
        if (first === undefined) return;
        context.look(first.exchange);
        throw isAboutOneCode(broken) ? first.error : withoutCode(first.error);
      });
    },
  };
}

/** What a known deviation accepts of the first answer has to hold for all that are broken. */
function isAboutOneCode(broken: readonly { readonly error: Nonconformity }[]): boolean {
  const codes = new Set(broken.map(({ error }) => (error instanceof UnexpectedCode ? error.code : undefined)));
  return codes.size === 1;
}

function withoutCode({ expected, actual, quoted }: Nonconformity): Nonconformity {
  return new Nonconformity(expected, actual, quoted);
}

function departureOf(exchange: Answered, rule: Invariant['rule'], context: ClauseContext): Nonconformity | undefined {
  try {
    rule(exchange, context);
    return undefined;
  } catch (error) {
    if (error instanceof Nonconformity) return error;
    throw error;
  }
}
