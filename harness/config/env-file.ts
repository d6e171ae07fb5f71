import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'dotenv';
import { suggestion } from './misspelt.ts';
import { namesOfTarget } from './warnings.ts';
import { describeSetting, type Given, settingNamed, settingNames, settings } from './schema.ts';

interface EnvFile {
  /** By the name of the setting; where a name stands in both cases, the lower case one. */
  readonly given: ReadonlyMap<string, Given>;
  readonly problems: readonly string[];
}

/**
 * Reads a `.env` file. Each line is parsed by itself, so that every problem has its line, and what the parser would skip
 * or cut in silence (a line that is no assignment, an unquoted `#`) is said.
 *
 * @param named Where the file's name was given, in words; undefined for the usual one, which need not exist.
 */
export function readEnvFile(path: string, named: string | undefined): EnvFile {
  const file = basename(path);
  const given = new Map<string, Given>();
  const seen = new Map<string, string>();
  const problems: string[] = [];
  const text = textOf(path, named);
  if (typeof text !== 'string') return { given, problems: [text.problem] };

  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const where = `${file} line ${index + 1}`;
    const entry = Object.entries(parse(line))[0];
    if (entry === undefined) {
      problems.push(`${where} is no setting: write NAME=value, or # before a comment.`);
      continue;
    }
    const [as, value] = entry;
    const name = settingNamed(as);
    const earlier = seen.get(as);
    seen.set(as, where);
    const quoting = quotingProblem(line);
    if (name === undefined) {
      const meant = namesOfTarget.includes(as) ? 'BASE_URL' : suggestion(as, settingNames);
      problems.push(
        `${as} (${where}) is no setting of this harness: ${meant === undefined ? 'remove it.' : `did you mean ${meant}?`}`,
      );
    } else if (settings[name]?.['x-environment-only'] === true) {
      problems.push(`${as} (${where}) can't stand in a file: set it in the environment.`);
    } else if (earlier !== undefined) {
      problems.push(`${as} (${where}) stands a second time, after ${earlier}: keep one of the two.`);
    } else if (quoting !== undefined) {
      problems.push(`${describeSetting(name, { value, where, as })} ${quoting}`);
    } else if (!given.has(name) || as !== name) {
      given.set(name, { value, where, as });
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

function textOf(path: string, named: string | undefined): string | { readonly problem: string } {
  const file = basename(path);
  try {
    const bytes = readFileSync(path);
    // UTF-16, whose letters have a NUL each, is what Windows' editors and PowerShell's > write.
    if (bytes.includes(0) || /^(?:\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2))) {
      return { problem: `${file} is UTF-16, or no text: save it as UTF-8.` };
    }
    return bytes.toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    if (code === 'ENOENT') {
      return named === undefined ? '' : { problem: `${path} is not there, and ${named} names it: check the name.` };
    }
    const fix = code === 'EISDIR' ? 'it is a folder; make it a file.' : 'allow reading it, or remove it.';
    return { problem: `${file} can't be read (${code}): ${fix}` };
  }
}
