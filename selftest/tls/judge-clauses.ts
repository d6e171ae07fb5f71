import type { ClauseId } from '../../contract/register.ts';
import { judgedAt } from '../security/judged.ts';

/** Judges the clauses that it is called with on the target of its environment, and prints what they came to as JSON. */
const { records } = await judgedAt(process.env, process.argv.slice(2) as ClauseId[]);
process.stdout.write(JSON.stringify([...records.values()]));
