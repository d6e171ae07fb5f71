import type { Clause as AnyClause } from '../harness/model/clause.ts';
import type { SourceKey } from './sources.ts';

/** A row of the register: its source is a known one. */
export interface Clause extends AnyClause {
  readonly source: SourceKey;
}
