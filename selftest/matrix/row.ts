import type { TestInfo } from '@playwright/test';
import type { VerdictRecord } from '../../harness/model/verdict.ts';

/** A row of the matrix: a fault or a variation, and the clauses that failed on it. */
export interface Row {
  readonly kind: 'fault' | 'variation';
  readonly id: string;
  readonly title: string;
  readonly shows: string;
  /** Clauses that the fault breaks; none for a variation. */
  readonly breaks: readonly string[];
  readonly failed: readonly string[];
  readonly problems: readonly string[];
}

const type = 'matrix-row';

/** Leaves a row for the reporter that draws the table. */
export function leaveRow(info: TestInfo, row: Row): void {
  info.annotations.push({ type, description: JSON.stringify(row) });
}

/** The row that a test has left, if it has. */
export function rowOf(annotations: readonly { type: string; description?: string }[]): Row | undefined {
  const found = annotations.find((each) => each.type === type)?.description;
  return found === undefined ? undefined : (JSON.parse(found) as Row);
}

/** The ids of the clauses that got a verdict. */
export function idsWith(verdicts: ReadonlyMap<string, VerdictRecord>, ...wanted: VerdictRecord['verdict'][]): string[] {
  return [...verdicts.values()].filter(({ verdict }) => wanted.includes(verdict)).map(({ id }) => id);
}

/** What clauses said, a line each. */
export function messagesOf(verdicts: ReadonlyMap<string, VerdictRecord>, ids: readonly string[]): string {
  return ids.map((id) => `${id} ${verdicts.get(id)?.verdict ?? 'none'}: ${verdicts.get(id)?.message ?? ''}`).join('\n');
}
