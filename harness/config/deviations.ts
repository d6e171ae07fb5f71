import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as yaml from 'yaml';
import { ConfigurationError } from './configuration-error.ts';
import { type SchemaError, schemaErrors } from '../schema/schema.ts';

/** A failure of a target that is known and reviewed. */
export interface Deviation {
  readonly id: string;
  readonly reason: string;
  readonly link: string;
  /** ISO 8601 dates. */
  readonly added: string;
  readonly reviewBy: string;
  /** Status codes that are accepted too, where no other failure of the clause is known; absent where all are. */
  readonly accept?: readonly number[];
}

interface Entry extends Omit<Deviation, 'reviewBy'> {
  readonly 'review-by': string;
}

/** What each member of an entry has to be, for who wrote it otherwise. */
const wanted: Readonly<Record<keyof Required<Entry>, string>> = {
  id: 'the id of a clause, such as RP-OK-01',
  reason: 'why the target deviates, in words',
  link: 'an http or https address where it is dealt with',
  added: 'a date of the calendar, such as 2026-01-31',
  'review-by': 'a date of the calendar, such as 2026-01-31',
  accept: 'a list of status codes, such as [403]',
};

const optional: readonly string[] = ['accept'];

/**
 * Reads the list of known deviations (YAML, `schemas/deviations.schema.json`).
 *
 * @param path The file that `DEVIATIONS_FILE` names; none where undefined.
 * @throws ConfigurationError with file and line for each fault: unreadable, unknown id, one listed twice, a missing
 *   reason, a date that is none.
 */
export function readDeviations(
  path: string | undefined,
  suite: { readonly clause: (id: string) => unknown },
): readonly Deviation[] {
  if (path === undefined) return [];
  // Most runs have no such file, and each of their processes would load it.
  const { isMap, isScalar, isSeq, LineCounter, parseDocument } = createRequire(import.meta.url)('yaml') as typeof yaml;
  const counter = new LineCounter();
  const document = parseDocument(textOf(path), { lineCounter: counter, schema: 'failsafe' });
  const lineAt = (offset: number): number => counter.linePos(offset).line;
  const [broken] = document.errors;
  if (broken !== undefined) {
    throw new ConfigurationError([`${path}:${lineAt(broken.pos[0])}: no YAML: ${broken.message.split('\n')[0] ?? ''}`]);
  }
  const lineOf = (index: number, member?: string): number => {
    const item: unknown = isSeq(document.contents) ? document.contents.items[index] : undefined;
    if (!isMap(item)) return 1;
    const key = item.items.map((pair) => pair.key).find((each) => isScalar(each) && each.value === member);
    return lineAt((isScalar(key) ? key.range?.[0] : item.range?.[0]) ?? 0);
  };
  const entries: unknown = withNumbers(document.toJS() ?? []);
  const departures = schemaErrors('deviations', entries).map((departure) => {
    const { index, member, problem } = describe(departure, entries);
    return `${path}:${lineOf(index, member)}: ${problem}`;
  });
  // A value can break several rules of the schema; the remedy is the same.
  if (departures.length > 0) throw new ConfigurationError([...new Set(departures)]);
  const known = entries as readonly Entry[];
  const misnamed = known.flatMap(({ id }, index) => {
    const problems = suite.clause(id) !== undefined ? [] : [`there is no clause ${id}: see contract/ for the ids`];
    if (known.findIndex((other) => other.id === id) < index) problems.push(`${id} is listed twice`);
    return problems.map((problem) => `${path}:${lineOf(index)}: ${problem}`);
  });
  if (misnamed.length > 0) throw new ConfigurationError(misnamed);
  return known.map(({ 'review-by': reviewBy, ...rest }) => ({ ...rest, reviewBy }));
}

/** A departure from the schema in words: what is wrong, in which member of which entry, and the remedy. */
function describe(
  { pointer, found }: SchemaError,
  entries: unknown,
): { index: number; member?: string; problem: string } {
  const [, place = '0', member] = pointer.split('/');
  const index = Number(place);
  const names = Object.keys(wanted);
  if (member !== undefined) {
    const right = Object.entries(wanted).find(([name]) => name === member)?.[1] ?? 'otherwise';
    return { index, member, problem: `${member}: ${found} is wrong: give ${right}` };
  }
  const entry: unknown = Array.isArray(entries) ? entries[index] : undefined;
  if (typeof entry !== 'object' || entry === null)
    return { index, problem: `give a list of entries with the members ${names.join(', ')}` };
  const surplus = Object.keys(entry).find((name) => !names.includes(name));
  if (surplus !== undefined)
    return { index, member: surplus, problem: `${surplus} is no member of an entry: remove it` };
  const missing = names.filter((name) => !(name in entry) && !optional.includes(name));
  return { index, problem: `the entry has no ${missing.join(', no ')}: add what is missing` };
}

/** The file is read without types, so that a date stays what is written; codes are numbers. */
function withNumbers(entries: unknown): unknown {
  if (!Array.isArray(entries)) return entries;
  return entries.map((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('accept' in entry) || !Array.isArray(entry.accept))
      return entry;
    const codes = entry.accept.map((code: unknown) => (/^\d{3}$/.test(String(code)) ? Number(code) : code));
    return { ...entry, accept: codes };
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new ConfigurationError([`DEVIATIONS_FILE=${JSON.stringify(path)} can't be read (${code}): check the path`]);
  }
}
