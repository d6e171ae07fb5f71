import type { ClauseId } from '../../contract/register.ts';
import type { Exchange, Stimulus } from '../model/exchange.ts';
import type { ClauseContext } from './clause-context.ts';

/** What judging a clause sends at most, beside its named stimuli. */
export interface Load {
  readonly requests: number;
  readonly resets: number;
  /** True where GENERATED_CASES requests come on top. */
  readonly generated?: boolean;
  /** Stimuli that other clauses may have sent already. */
  readonly uses?: readonly Stimulus[];
}

/** Judges one exchange; throws where it does not conform. */
export type Judge = (exchange: Exchange, context: ClauseContext) => void | Promise<void>;

/** A clause as a spec declares it: what it sends and how it is judged. */
export interface DeclaredClause {
  readonly id: ClauseId;
  readonly load: Load;
  readonly procedure: (context: ClauseContext) => Promise<void>;
}

/** A clause that sends each of some inputs once and judges each exchange by the same rule. */
export function byInputs(id: ClauseId, inputs: readonly Stimulus[], rule: Judge): DeclaredClause {
  return {
    id,
    load: { requests: 0, resets: 0, uses: inputs },
    procedure: async (context) => {
      for (const input of inputs) {
        await context.input(input.name, async () => rule(await context.exchange(input), context));
      }
    },
  };
}
