import type { Suite } from '../judge/suite.ts';
import { isGating } from '../model/clause.ts';
import type { DocumentedClause, ResultDocument } from '../model/result-document.ts';

/** How a clause came out, as a statement says it. */
export type StatedOutcome =
  'kept' | 'not kept' | 'known deviation' | 'advisory not kept' | 'not decided' | 'not applicable';

/** A clause as a statement shows it. */
export interface StatedClause extends DocumentedClause {
  readonly outcome: StatedOutcome;
  /** Name of the text that it stands on. */
  readonly sourceName: string;
}

/** Clauses under one heading. */
export interface StatedArea {
  readonly title: string;
  readonly clauses: readonly StatedClause[];
}

/** Everything that a conformance statement says; the same in each of its forms. */
export interface Statement {
  /** Name of the API. */
  readonly api: string;
  readonly result: ResultDocument;
  /** SHA-256 of the `conformance.json` that it is made of, in hexadecimal digits. */
  readonly sha256: string;
  /** Set where the run covers a part of its suite only, such as `60 of 110 clauses`. */
  readonly part?: string;
  /** All clauses, in the order of the register. */
  readonly areas: readonly StatedArea[];
  /** Those that were not kept or not decided, what decides the verdict first. */
  readonly departures: readonly StatedClause[];
}

/** In this order a reader wants to know of what was not kept. */
const departing: readonly StatedOutcome[] = ['not kept', 'known deviation', 'advisory not kept', 'not decided'];

/**
 * Makes a statement of a run.
 *
 * @param sha256 Of the file that the result was read from.
 */
export function statementOf(result: ResultDocument, sha256: string, suite: Suite): Statement {
  const places = new Map(suite.register.map(({ id }, index) => [id, index]));
  const placeOf = ({ id }: DocumentedClause): number => places.get(id) ?? places.size;
  const clauses = result.clauses
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((clause) => statedClause(clause, result, suite));
  const titles = new Set(clauses.map(({ id }) => areaOf(id, suite)));
  return {
    api: suite.title,
    result,
    sha256,
    ...(result.planned < result.suite.clauses ? { part: `${result.planned} of ${result.suite.clauses} clauses` } : {}),
    areas: [...titles].map((title) => ({ title, clauses: clauses.filter(({ id }) => areaOf(id, suite) === title) })),
    departures: departing.flatMap((outcome) => clauses.filter((each) => each.outcome === outcome)),
  };
}

function statedClause(clause: DocumentedClause, result: ResultDocument, { sources }: Suite): StatedClause {
  const name = Object.values(sources).find(({ url }) => url === clause.source)?.name;
  return { ...clause, outcome: outcomeOf(clause, result), sourceName: name ?? clause.source };
}

function outcomeOf(clause: DocumentedClause, result: ResultDocument): StatedOutcome {
  switch (clause.verdict) {
    case 'pass':
      return 'kept';
    case 'fail':
      if (clause.deviation !== undefined) return 'known deviation';
      return isGating(clause, result) ? 'not kept' : 'advisory not kept';
    case 'not-applicable':
      return 'not applicable';
    case 'inconclusive':
    case 'error':
      return 'not decided';
  }
}

function areaOf(id: string, { names }: Suite): string {
  const [callKey = '', areaKey = ''] = id.split('-');
  const call = names.calls[callKey] ?? callKey;
  const area = names.areas[areaKey];
  return area === undefined ? call : `${call}: ${area}`;
}
