import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClauseId } from '../../contract/register.ts';
import type { Deviation } from '../../harness/config/deviations.ts';
import type { ResultDocument } from '../../harness/model/result-document.ts';
import type { VerdictRecord } from '../../harness/model/verdict.ts';
import { ResultsFolder } from '../../harness/report/results-folder.ts';
import { resultOf } from '../../harness/report/run-result.ts';
import { targetInWords } from '../../harness/report/target-name.ts';
import { writeResults } from '../../harness/report/write-results.ts';
import type { Note } from '../../harness/run/notes.ts';
import { redactRecord } from '../../harness/secrets/redact-record.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import type { SandboxOptions } from '../../sandbox/start.ts';
import { suite } from '../../specs/suite.ts';
import { judgeAll, targetOf, withSandbox } from '../in-process.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** What a run is made of that only leaves its results: quick, because no runner is started. */
export interface StoredRun {
  readonly ids: readonly ClauseId[];
  readonly sandbox?: SandboxOptions;
  readonly env?: Readonly<Record<string, string>>;
  readonly deviations?: readonly Deviation[];
  /** Changes what was judged, for what no sandbox brings about. */
  readonly instead?: Readonly<Partial<Record<ClauseId, Partial<VerdictRecord>>>>;
  readonly notes?: readonly Note[];
  readonly errors?: readonly string[];
  readonly baseline?: ResultDocument;
}

/** Judges clauses on a sandbox and writes their results as a run does. @returns the results folder. */
export async function storeRun(run: StoredRun): Promise<string> {
  const dir = temporaryFolder();
  const startedAt = new Date();
  const folder = ResultsFolder.claim(dir, { run: 'stored', startedAt, endsBy: new Date(startedAt.getTime() + 60_000) });
  await withSandbox(run.sandbox ?? {}, async (sandbox) => {
    const target = targetOf(sandbox, { RESULTS_DIR: dir, ...run.env });
    const judged = await judgeAll(target, run.ids);
    const { secrets, recording } = judged.run;
    const records = new Map(
      [...judged.verdicts].map(([id, record]) => [
        id,
        { ...redactRecord(record, secrets), ...run.instead?.[id as ClauseId] },
      ]),
    );
    const result = resultOf({
      suite,
      target,
      planned: run.ids,
      ended: new Map(run.ids.map((id) => [id, ''])),
      records,
      exchanges: recording.exchanges,
      notes: run.notes ?? [],
      deviations: run.deviations ?? [],
      errors: run.errors ?? [],
      startedAt,
      endedAt: new Date(),
    });
    writeResults(result, secrets, dir, new Map(), run.baseline);
    folder.end({ target: targetInWords(target), verdict: result.gate.verdict });
  });
  folder.release();
  return dir;
}

/** The `conformance.json` of a results folder. */
export function resultFile(dir: string): string {
  return join(dir, 'conformance.json');
}

/** The same, parsed. */
export function documentIn(dir: string): ResultDocument {
  return JSON.parse(readFileSync(resultFile(dir), 'utf8')) as ResultDocument;
}

/** A sandbox that answers requests to the reset call by these methods with this status. */
export function verbs(status: number, ...methods: readonly string[]): Behaviour {
  return {
    answer: (answer, { method, path }) =>
      methods.includes(method) && path.endsWith('/reset-password/') ? { ...answer, status } : answer,
  };
}

/** A known deviation that is not due for review. */
export function deviation(id: ClauseId, more: Partial<Deviation> = {}): Deviation {
  const link = 'https://issues.example.com/1234';
  return { id, reason: 'The gateway is to be replaced', link, added: '2026-01-01', reviewBy: '2999-12-31', ...more };
}
