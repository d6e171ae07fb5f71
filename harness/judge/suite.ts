import { hash } from 'node:crypto';
import type { Clause, Contradiction, Source } from '../model/clause.ts';
import type { Stimulus } from '../model/exchange.ts';
import type { Target } from '../model/target.ts';
import type { Area, ClauseTest } from './clause-test.ts';
import type { PreflightStimuli } from './preflight.ts';
import type { RunContext } from './run-context.ts';

/** An API under test with everything that the harness needs to know of it. */
export interface SuiteDefinition {
  /** Short name in kebab-case, for machines. */
  readonly id: string;
  /** Name of the API, as reports show it. */
  readonly title: string;
  /** Every promise, in the order in which reports show them. */
  readonly register: readonly Clause[];
  /** The texts that promises stand on, by the key that a clause names. */
  readonly sources: Readonly<Record<string, Source>>;
  readonly contradictions: readonly Contradiction[];
  /** Names of the calls, and of the areas of a call, by the parts of a clause's id. */
  readonly names: {
    readonly calls: Readonly<Record<string, string>>;
    readonly areas: Readonly<Record<string, string>>;
  };
  /** How the clauses are judged, in the order of a run. */
  readonly areas: readonly Area[];
  /** Folder of the JSON Schemas that clauses name, absolute. */
  readonly schemas: string;
  /** Schemas that take the place of others on a target, by the name of the one that is replaced; none where absent. */
  readonly schemasInstead?: (target: Target) => Readonly<Record<string, string>>;
  /** The good request: a failure is explained by what differs from it. */
  readonly goodRequest: Stimulus;
  /** True where its specs ask an independent client to send the good request too. */
  readonly hasWitness?: true;
  /** What the call under test does for the test account, as a noun in the singular and the plural. */
  readonly effect: readonly [one: string, many: string];
  /** Known good exchanges that touch no account, the best one first: the first that is answered tells an outage. */
  readonly canaries: readonly [Stimulus, ...Stimulus[]];
  /** What tells the API from any other server at the same address. */
  readonly preflight: PreflightStimuli;
  /** Path of a call that refuses an empty JSON object with 400: what `doctor` asks. */
  readonly harmlessPath: string;
  /** Clauses of the health profile. */
  readonly healthClauses: readonly string[];
  /** Names of members of messages that hold a secret. */
  readonly secretMembers: readonly string[];
  /** Hosts that are refused without an express wish. */
  readonly productionHosts: readonly string[];
  /** Where the calls' paths begin, such as `/v1/users`: no base URL ends with a part of a call. */
  readonly callPrefixes: readonly string[];
  /**
   * Asks whether the test account itself is the reason why good requests are refused.
   *
   * @returns that reason in one line, or undefined where the account is in order.
   */
  readonly accountTrouble: (run: RunContext) => Promise<string | undefined>;
  /** What is done once before the first clause. */
  readonly before?: (run: RunContext) => Promise<void>;
  /** What is done once after the last clause, also where the run was stopped. */
  readonly after?: (run: RunContext) => Promise<void>;
}

/** A suite: the value that runs, plans, reports and the proof of the harness are made from. */
export interface Suite extends SuiteDefinition {
  /** All clause tests, in the order of a run. */
  readonly tests: readonly ClauseTest[];
  /** SHA-256 of what the register promises, in hexadecimal digits: two results with the same one stand on the same contract. */
  readonly contract: string;
  /** The row of a clause, undefined where the register holds none. */
  readonly clause: (id: string) => Clause | undefined;
}

/**
 * Makes a suite of its definition.
 *
 * @throws Error with one line for each clause that has no test or two, and each id or source that is not known.
 */
export function defineSuite(definition: SuiteDefinition): Suite {
  const { register, sources, areas, healthClauses } = definition;
  const tests = areas.flatMap((area) => area.tests);
  const byId = new Map(register.map((clause) => [clause.id, clause]));
  const problems = [
    ...register.flatMap(({ id, source, dependsOn }) => {
      const count = tests.filter(({ clause }) => clause.id === id).length;
      return [
        ...(count === 1 ? [] : [`${id} has ${count} tests, not one`]),
        ...(Object.hasOwn(sources, source) ? [] : [`${id} names the source ${source}, which is not known`]),
        ...dependsOn.filter((each) => !byId.has(each)).map((each) => `${id} depends on ${each}, which is not known`),
      ];
    }),
    ...healthClauses.filter((id) => !byId.has(id)).map((id) => `the health profile names ${id}, which is not known`),
  ];
  if (problems.length > 0) throw new Error(`the suite ${definition.id} is not whole:\n${problems.join('\n')}`);
  return Object.freeze({
    ...definition,
    tests,
    contract: contractOf(definition),
    clause: (id: string) => byId.get(id),
  });
}

/** Digest of the promises by their ids: what is asked, how strictly, what conforms, and by which text. */
function contractOf({ register, sources }: SuiteDefinition): string {
  const promises = register
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, level, promise, accept, source }) => [id, level, promise, accept, sources[source]?.url]);
  return hash('sha256', JSON.stringify(promises), 'hex');
}
