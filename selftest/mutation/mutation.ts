import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutant.ts';
import { allMutants } from './mutants.ts';
import { reasonFor, testsElsewhere } from './reasons.ts';
import { allFaults, allVariations, faultsAlone, rowsAbout } from './rows.ts';
import type { Row } from './trial.ts';
import { Workshop } from './workshop.ts';

/** The share of weaker judgements that the matrix has to notice. */
const fewestNoticed = 0.95;

/** The rows of the matrix. */
interface Rows {
  readonly faults: readonly Row[];
  readonly variations: readonly Row[];
}

/** What became of a mutant. */
interface Outcome {
  readonly mutant: Mutant;
  /** How it was noticed; absent where it was not. */
  readonly noticed?: string;
  /** Why it is not noticed, where that is known. */
  readonly reason?: string;
}

async function outcomeOf(mutant: Mutant, rows: Rows, workshop: Workshop): Promise<Outcome> {
  const noticed =
    (await seenBy(rowsAbout(mutant.clauses, rows.faults), mutant, workshop)) ??
    (await seenBy(rowsAbout(mutant.clauses, rows.variations), mutant, workshop));
  if (noticed !== undefined) return { mutant, noticed };
  const tests = testsElsewhere(mutant);
  if (tests !== undefined && (await workshop.failsTests(mutant, tests))) return { mutant, noticed: `${tests} fails` };
  const reason = reasonFor(mutant);
  return reason === undefined ? { mutant } : { mutant, reason };
}

/** What of some rows shows a mutant. */
async function seenBy(rows: readonly Row[], mutant: Mutant, workshop: Workshop): Promise<string | undefined> {
  const differences = await workshop.with(mutant, { rows, enough: 1 });
  if (differences === undefined) return 'the harness breaks';
  const [first] = differences;
  if (first === undefined) return undefined;
  const { row, clauses } = first;
  return `${row.kind} ${row.id} is ${row.kind === 'fault' ? 'not seen' : 'flagged'} by ${clauses.join(', ')}`;
}

/** Takes the mutants one by one, each workshop its next one when it is done with the last. */
async function judgeAll(mutants: readonly Mutant[], workshops: readonly Workshop[]): Promise<readonly Outcome[]> {
  const shares = workshops.map((workshop, share) => {
    const rows = faultsAlone().filter((_, index) => index % workshops.length === share);
    // JSON has no infinity.
    return workshop.asItIs({ rows, enough: Number.MAX_SAFE_INTEGER });
  });
  const rows = { faults: allFaults((await Promise.all(shares)).flat()), variations: allVariations() };
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
  return `${outcomes.length} judgements made weaker, ${noticed} noticed (${share} %), ${outcomes.length - noticed} not, ${open} of them without a known reason`;
}

/** The mutants whose file and words match a pattern; the end with code 3 where none does. */
function chosen(pattern: string): readonly Mutant[] {
  const expression = patternOrExit(pattern);
  const found = allMutants(root).filter(({ file, what }) => expression.test(`${file}: ${what}`));
  if (found.length > 0) return found;
  console.error(
    `ERROR  no judgement of the project matches ${pattern}; give a part of a file's name, or nothing for all`,
  );
  return process.exit(3);
}

function patternOrExit(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch (error) {
    console.error(`ERROR  ${error instanceof Error ? error.message : String(error)}; give a part of a file's name`);
    return process.exit(3);
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const mutants = chosen(process.argv[2] ?? '');
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
