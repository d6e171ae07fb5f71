import { readFileSync } from 'node:fs';
import type { ClauseId } from '../../contract/register.ts';
import { judgeAll, targetOf, withSandbox } from '../in-process.ts';
import { idsWith } from '../matrix/row.ts';

/** A row of the matrix, as far as it concerns some clauses. */
export interface Row {
  readonly kind: 'fault' | 'variation';
  readonly id: string;
  /** Those that have to see the fault, or may not flag the variation. */
  readonly clauses: readonly ClauseId[];
  /** True where the other clauses are judged too, because these look at what the others have sent. */
  readonly whole: boolean;
}

/** Rows, and how many of them may be wrong before the rest is left. */
export interface Task {
  readonly rows: readonly Row[];
  readonly enough: number;
}

/** A row that is not as it should be, with the clauses at fault. */
export interface Difference {
  readonly row: Row;
  readonly clauses: readonly ClauseId[];
}

async function wrongIn({ kind, id, clauses, whole }: Row): Promise<readonly ClauseId[]> {
  const { verdicts } = await withSandbox(kind === 'fault' ? { fault: id } : { variations: [id] }, (sandbox) =>
    judgeAll(targetOf(sandbox), whole ? undefined : clauses),
  );
  const failed = idsWith(verdicts, 'fail');
  return clauses.filter((each) => failed.includes(each) !== (kind === 'fault'));
}

const { rows, enough } = JSON.parse(readFileSync(process.stdin.fd, 'utf8')) as Task;
const differences: Difference[] = [];
for (const row of rows) {
  const clauses = await wrongIn(row);
  if (clauses.length > 0) differences.push({ row, clauses });
  if (differences.length >= enough) break;
}
process.stdout.write(JSON.stringify(differences));
