import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'dotenv';
import { suggestion } from './misspelt.ts';
import { describeVariable, variableNames, type Given } from './variables.ts';

interface EnvFile {
  readonly given: ReadonlyMap<string, Given>;
  readonly problems: readonly string[];
}

/**
 * Reads a `.env` file; one that does not exist holds nothing. Each line is parsed by itself, so that every problem has
 * its line, and what the parser would skip or cut in silence (a line that is no assignment, an unquoted `#`) is said.
 */
export function readEnvFile(path: string): EnvFile {
  const file = basename(path);
  const given = new Map<string, Given>();
  const problems: string[] = [];
  const text = readText(path);
  if (typeof text !== 'string') return { given, problems: [`${file} can't be read (${text.code}): ${text.mend}`] };

  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const where = `${file} line ${index + 1}`;
    const entry = Object.entries(parse(line))[0];
    if (entry === undefined) {
      problems.push(`${where} is no setting: write NAME=value, or # before a comment.`);
      continue;
    }
    const [name, value] = entry;
    const earlier = given.get(name);
    const quoting = quotingProblem(line);
    if (!variableNames.includes(name)) {
      const meant = suggestion(name, variableNames);
      problems.push(
        `${name} (${where}) is no setting of this harness: ${meant ? `did you mean ${meant}?` : 'remove it.'}`,
      );
    } else if (earlier !== undefined) {
      problems.push(`${name} (${where}) stands a second time, after ${earlier.where}: keep one of the two.`);
    } else if (quoting !== undefined) {
      problems.push(`${describeVariable(name, { value, where })} ${quoting}`);
    } else {
      given.set(name, { value, where });
    }
  }
  return { given, problems };
}

/** Says what the parser would make of the line that its writer can't have meant; else undefined. */
function quotingProblem(line: string): string | undefined {
  const written = line.slice(line.search(/[=:]/) + 1).trim();
  const quote = /^["'`]/.exec(written)?.[0];
  if (quote !== undefined) {
    return written.lastIndexOf(quote) === 0 ? 'has no closing quote: close it on the same line.' : undefined;
  }
  return /^[^\s#]+(\s+[^\s#]+)*#/.test(written)
    ? 'holds a # that would end the value there: put the value in single quotes.'
    : undefined;
}

function readText(path: string): string | { readonly code: string; readonly mend: string } {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    if (code === 'ENOENT') return '';
    return { code, mend: code === 'EISDIR' ? 'it is a folder; make it a file.' : 'allow reading it, or remove it.' };
  }
}
