import type { ClauseId } from '../../contract/register.ts';
import type { SandboxOptions } from '../../sandbox/start.ts';
import { judgeAll, targetOf, withSandbox } from '../in-process.ts';
import { idsWith } from '../matrix/row.ts';

/** A row of the matrix, as far as it concerns some clauses. */
export interface Row {
  readonly fault: string;
  /** Those of them that have to see the fault. */
  readonly seenBy: readonly ClauseId[];
  /** True where the other clauses are judged too, because these look at what the others have sent. */
  readonly whole: boolean;
}

/** Rows, and how many of them may be wrong before the rest is left. */
export interface Task {
  readonly rows: readonly Row[];
  readonly enough: number;
}

/** A row that is not as it should be. */
export interface Difference {
  readonly row: Row;
  readonly unseenBy: readonly ClauseId[];
}

async function unseenIn({ fault, seenBy, whole }: Row): Promise<readonly ClauseId[]> {
  const options: SandboxOptions = { fault };
  const { verdicts } = await withSandbox(options, (sandbox) => judgeAll(targetOf(sandbox), whole ? undefined : seenBy));
  const seen = idsWith(verdicts, 'fail');
  return seenBy.filter((id) => !seen.includes(id));
}

const { rows, enough } = JSON.parse(process.argv[2] ?? '{"rows":[]}') as Task;
const differences: Difference[] = [];
for (const row of rows) {
  const unseenBy = await unseenIn(row);
  if (unseenBy.length > 0) differences.push({ row, unseenBy });
  if (differences.length >= enough) break;
}
process.stdout.write(JSON.stringify(differences));
