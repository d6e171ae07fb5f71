import type { Clause } from '../model/clause.ts';
import type { Exchange, Stimulus } from '../model/exchange.ts';
import type { ClauseContext } from './clause-context.ts';

/** What judging a clause sends at most. */
export interface Load {
  /** Stimuli that are sent once in a run, whichever clause asks for them first. */
  readonly uses?: readonly Stimulus[];
  /** Requests beside those. */
  readonly requests?: number;
  /** How many of the requests take effect for the test account. */
  readonly effects?: number;
  /** True where `GENERATED_CASES` requests come on top. */
  readonly generated?: boolean;
}

/** Judges one exchange; throws where it does not conform. */
export interface Rule {
  (exchange: Exchange, context: ClauseContext): void | Promise<void>;
  /** Stimuli that the rule sends to compare with. */
  readonly uses?: readonly Stimulus[];
  /** The codes that the rule names: by input name, `''` for all other inputs. They have to be those of the register. */
  readonly codes?: ReadonlyMap<string, readonly number[]>;
}

/** A way to judge a clause that is more than one rule over some inputs. */
export interface Procedure {
  readonly load: Load;
  readonly judge: (context: ClauseContext) => Promise<void>;
  /** True where it is judged also while the target is away: it is about that, or needs no answer. */
  readonly whileAway?: true;
}

/** A clause with what is sent for it and how the answers are judged. */
export interface ClauseTest extends Procedure {
  readonly clause: Clause;
  /** See {@link needsFreeHeader}. */
  readonly needsFreeHeader?: string;
}

/**
 * Says of a clause that it is about requests with a header field of their own, or without it: where the target's gateway
 * wants that field on every request (`EXTRA_HEADERS`), it is not applicable.
 */
export function needsFreeHeader(name: string, test: ClauseTest): ClauseTest {
  return { ...test, needsFreeHeader: name };
}

/** Clauses that reports show under one heading. */
export interface Area {
  readonly title: string;
  /** True where its clauses look over what all others have sent, and so come last. */
  readonly overTraffic?: true;
  readonly tests: readonly ClauseTest[];
}

type RowOf<Row extends Clause, Id extends string> = Extract<Row, { readonly id: Id }>;

/** Declares how a clause of the register is judged. The sentence is the register's: another one does not compile. */
export interface ClauseDeclaration<Row extends Clause> {
  /** Each input is sent once in a run and judged by the rule. */
  <Id extends Row['id']>(
    id: Id,
    promise: RowOf<Row, Id>['promise'],
    inputs: readonly Stimulus[],
    rule: Rule,
  ): ClauseTest;
  /** A procedure made elsewhere. */
  <Id extends Row['id']>(id: Id, promise: RowOf<Row, Id>['promise'], procedure: Procedure): ClauseTest;
  /** What is sent at most, and a procedure of the clause's own. */
  <Id extends Row['id']>(
    id: Id,
    promise: RowOf<Row, Id>['promise'],
    load: Load,
    judge: (context: ClauseContext) => Promise<void>,
  ): ClauseTest;
}

/**
 * Makes the function that declares how the clauses of a register are judged.
 *
 * @param register Rows with literal types (`as const`), so that ids and promises are checked by the compiler.
 * @returns {@link ClauseDeclaration}; it throws where a rule names other codes than the register.
 */
export function declareClauses<const Row extends Clause>(register: readonly Row[]): ClauseDeclaration<Row> {
  const byId = new Map<string, Clause>(register.map((row) => [row.id, row]));
  return (
    id: string,
    _promise: string,
    what: readonly Stimulus[] | Procedure | Load,
    how?: Rule | Procedure['judge'],
  ): ClauseTest => {
    const clause = byId.get(id);
    if (clause === undefined) throw new Error(`there is no clause ${id} in the register`);
    if (isInputs(what)) return { clause, ...byInputs(clause, what, how as Rule) };
    if ('judge' in what) return { clause, ...what };
    return { clause, load: what, judge: how as Procedure['judge'] };
  };
}

function isInputs(what: readonly Stimulus[] | Procedure | Load): what is readonly Stimulus[] {
  return Array.isArray(what);
}

function byInputs(clause: Clause, inputs: readonly Stimulus[], rule: Rule): Procedure {
  assertCodesOfRegister(clause, inputs, rule);
  return {
    load: { uses: [...inputs, ...(rule.uses ?? [])] },
    judge: async (context) => {
      for (const input of inputs) {
        await context.input(input.name, async () => rule(await context.exchange(input), context));
      }
    },
  };
}

/** The codes stand in two places, where they are promised and where they are judged: these may not drift apart. */
function assertCodesOfRegister({ id, accept }: Clause, inputs: readonly Stimulus[], { codes }: Rule): void {
  if (codes === undefined) return;
  for (const { name } of inputs) {
    const judged = codes.get(name) ?? codes.get('') ?? [];
    const promised = accept.except?.[name] ?? accept.codes ?? [];
    if (inWords(judged) !== inWords(promised)) {
      throw new Error(`${id}: its test accepts ${inWords(judged)} for ${name}, the register ${inWords(promised)}`);
    }
  }
}

function inWords(codes: readonly number[]): string {
  return codes.length === 0 ? 'no code' : codes.toSorted((a, b) => a - b).join(', ');
}
