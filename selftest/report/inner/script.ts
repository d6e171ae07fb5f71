import type { Exchange } from '../../../harness/model/exchange.ts';
import type { VerdictRecord } from '../../../harness/model/verdict.ts';
import type { Note } from '../../../harness/run/notes.ts';

/** How the test of one clause goes. */
export interface ScriptedClause {
  readonly id: string;
  /** What it leaves in the run folder; nothing where absent. */
  readonly record?: Pick<VerdictRecord, 'verdict' | 'message'> & Partial<VerdictRecord>;
  /** How it ends; `exit` takes the worker with it. */
  readonly end: 'quietly' | 'skipped' | 'throws' | 'exit';
}

/** What a scripted run does; travels as JSON in `SCRIPT`. */
export interface Script {
  readonly clauses: readonly ScriptedClause[];
  readonly notes?: readonly Note[];
  /** Bodies of requests and answers that are on record, as text. */
  readonly exchanges?: readonly ScriptedExchange[];
  /** Files that the run leaves below the results folder, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Throws while the specs are loaded. */
  readonly breaksOnLoad?: boolean;
}

/** One exchange on record, as far as a script says it. */
export interface ScriptedExchange {
  readonly name: string;
  readonly request: Pick<Exchange['request'], 'method' | 'path' | 'headers'> & { readonly body: string };
  readonly status: number;
  readonly body: string;
  readonly phases?: Exchange['phases'];
  /** How often a gateway answered 502 before; never where absent. */
  readonly repeated?: number;
}
