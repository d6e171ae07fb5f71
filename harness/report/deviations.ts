import { readFileSync } from 'node:fs';
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import { isClauseId } from '../../contract/register.ts';
import { ConfigurationError } from '../config/configuration-error.ts';
import { schemaErrors } from '../judge/schema.ts';

/** A failure of a target that is known and reviewed. */
export interface Deviation {
  readonly id: string;
  readonly reason: string;
  readonly link: string;
  /** ISO 8601 dates. */
  readonly added: string;
  readonly reviewBy: string;
}

interface Entry extends Omit<Deviation, 'reviewBy'> {
  readonly 'review-by': string;
}

/**
 * Reads the list of known deviations (YAML, `schemas/deviations.schema.json`).
 *
 * @param path The file that `DEVIATIONS_FILE` names; none where undefined.
 * @throws ConfigurationError with file and line for each fault: unreadable, unknown id, one listed twice, a missing
 *   reason, a date that is none.
 */
export function readDeviations(path: string | undefined): readonly Deviation[] {
  if (path === undefined) return [];
  const counter = new LineCounter();
  const document = parseDocument(textOf(path), { lineCounter: counter, schema: 'failsafe' });
  const lineAt = (offset: number): number => counter.linePos(offset).line;
  const [broken] = document.errors;
  if (broken !== undefined) {
    throw new ConfigurationError([`${path}:${lineAt(broken.pos[0])}: no YAML: ${broken.message.split('\n')[0] ?? ''}`]);
  }
  const lineOf = (index: number): number => {
    const item: unknown = isSeq(document.contents) ? document.contents.items[index] : undefined;
    return isMap(item) ? lineAt(item.range?.[0] ?? 0) : 1;
  };
  const entries: unknown = document.toJS() ?? [];
  const problems = schemaErrors('deviations', entries).map(({ pointer, rule }) => {
    const [, index = '0', member] = pointer.split('/');
    return `${path}:${lineOf(Number(index))}: ${member ?? 'the entry'} ${rule}`;
  });
  if (problems.length > 0) throw new ConfigurationError(problems);
  const known = entries as readonly Entry[];
  const misnamed = known.flatMap(({ id }, index) => {
    const problems = isClauseId(id) ? [] : [`there is no clause ${id}: see contract/ for the ids`];
    if (known.findIndex((other) => other.id === id) < index) problems.push(`${id} is listed twice`);
    return problems.map((problem) => `${path}:${lineOf(index)}: ${problem}`);
  });
  if (misnamed.length > 0) throw new ConfigurationError(misnamed);
  return known.map(({ 'review-by': reviewBy, ...rest }) => ({ ...rest, reviewBy }));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new ConfigurationError([`DEVIATIONS_FILE=${JSON.stringify(path)} can't be read (${code}): check the path`]);
  }
}
