import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutant.ts';
import { allMutants } from './mutants.ts';
import { reasonFor } from './reasons.ts';
import { rowsAbout, rowsAlone, rowsForAll } from './rows.ts';
import type { Row } from './trial.ts';
import { Workshop } from './workshop.ts';

/** The share of weaker judgements that the matrix has to notice. */
const fewestNoticed = 0.95;

/** What became of a mutant. */
interface Outcome {
  readonly mutant: Mutant;
  /** How it was noticed; absent where it was not. */
  readonly noticed?: string;
  /** Why it is not noticed, where that is known. */
  readonly reason?: string;
}

async function outcomeOf(mutant: Mutant, rows: readonly Row[], workshop: Workshop): Promise<Outcome> {
  const differences = await workshop.with(mutant, { rows: rowsAbout(mutant.clauses, rows), enough: 1 });
  if (differences === undefined) return { mutant, noticed: 'the harness breaks' };
  const [first] = differences;
  if (first !== undefined) return { mutant, noticed: `${first.row.fault} is not seen by ${first.unseenBy.join(', ')}` };
  const reason = reasonFor(mutant);
  return reason === undefined ? { mutant } : { mutant, reason };
}

/** Takes the mutants one by one, each workshop its next one when it is done with the last. */
async function judgeAll(mutants: readonly Mutant[], workshops: readonly Workshop[]): Promise<readonly Outcome[]> {
  const [first] = workshops;
  if (first === undefined) return [];
  const rows = rowsForAll(await first.asItIs({ rows: rowsAlone(), enough: Infinity }));
  const outcomes: Outcome[] = [];
  const left = mutants.values();
  const work = async (workshop: Workshop): Promise<void> => {
    for (const mutant of left) {
      const outcome = await outcomeOf(mutant, rows, workshop);
      outcomes.push(outcome);
      const found = outcome.noticed ?? `NOT NOTICED${outcome.reason === undefined ? '' : `: ${outcome.reason}`}`;
      console.log(`${outcomes.length}/${mutants.length}  ${mutant.file}: ${mutant.what} → ${found}`);
    }
  };
  await Promise.all(workshops.map(work));
  return outcomes;
}

function report(outcomes: readonly Outcome[]): string {
  const line = ({ mutant, noticed, reason }: Outcome): string =>
    `| ${[mutant.file, mutant.what, noticed ?? '', reason ?? ''].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const table = (rows: readonly Outcome[]): string[] => [
    '| file | judgement made weaker | noticed | why not |',
    '| --- | --- | --- | --- |',
    ...rows.map(line),
  ];
  return [
    '# Mutation of the judgements',
    '',
    summary(outcomes),
    '',
    '## Not noticed',
    '',
    ...table(outcomes.filter(({ noticed }) => noticed === undefined)),
    '',
    '## Noticed',
    '',
    ...table(outcomes.filter(({ noticed }) => noticed !== undefined)),
    '',
  ].join('\n');
}

function summary(outcomes: readonly Outcome[]): string {
  const noticed = outcomes.filter((each) => each.noticed !== undefined).length;
  const open = outcomes.filter((each) => each.noticed === undefined && each.reason === undefined).length;
  const share = ((100 * noticed) / outcomes.length).toFixed(1);
  return `${outcomes.length} judgements made weaker, ${noticed} noticed by the matrix (${share} %), ${outcomes.length - noticed} not, ${open} of them without a known reason`;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const [pattern = ''] = process.argv.slice(2);
const mutants = allMutants(root).filter(({ file, what }) => `${file}: ${what}`.includes(pattern));
if (mutants.length === 0) {
  console.error(`no judgement of the project matches ${pattern}; leave it out, or give a part of a file's name`);
  process.exit(3);
}
const workshops = Array.from({ length: Math.min(availableParallelism(), mutants.length) }, () => new Workshop(root));
try {
  const outcomes = await judgeAll(mutants, workshops);
  const folder = join(root, 'results/selftest');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'mutation.md'), report(outcomes));
  console.log(`\n${summary(outcomes)}. Table: results/selftest/mutation.md`);
  const noticed = outcomes.filter((each) => each.noticed !== undefined).length;
  const unknown = outcomes.some((each) => each.noticed === undefined && each.reason === undefined);
  if (unknown || noticed < fewestNoticed * outcomes.length) process.exitCode = 1;
} finally {
  for (const workshop of workshops) workshop.close();
}
