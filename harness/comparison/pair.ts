import type { DocumentedClause } from '../model/result-document.ts';

/** A clause as each of two runs has judged it. */
export interface Pair {
  readonly before: DocumentedClause;
  readonly after: DocumentedClause;
}
