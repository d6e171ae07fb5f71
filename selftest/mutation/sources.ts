import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { clauses } from '../../contract/register.ts';

/** A source file with its syntax. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** Where judgements are written: what stands beside the numbered folders in `specs/` sends and keeps, and judges nothing. */
const folders = /^(contract|specs[\\/]\d-[^\\/]+)[\\/]/;
const files = ['harness/judge/rules.ts', 'harness/judge/invariant.ts', 'harness/generate/holds-for-all.ts'];

/** All source files in which a judgement may stand. */
export function judgingSources(root: string): readonly Source[] {
  const all = ['contract', 'specs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  );
  return [...all.filter((path) => folders.test(path)), ...files]
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return { file, text, tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) };
    });
}

/**
 * The clauses that a file takes part in judging: those it declares, and those of every spec that imports it, directly or
 * not.
 *
 * @returns by file; all clauses for a file that no spec imports.
 */
export function clausesByFile(sources: readonly Source[]): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>();
  for (const { file, text } of sources) {
    for (const [, path = ''] of text.matchAll(/from '(\.[^']+)'/g)) {
      const imported = normalize(join(dirname(file), path)).replaceAll('\\', '/');
      importers.set(imported, [...(importers.get(imported) ?? []), file]);
    }
  }
  const declaredIn = new Map(sources.map(({ file, text }) => [file, idsDeclared(file, text)]));
  const all = clauses.map(({ id }) => id);
  return new Map(
    sources.map(({ file }) => {
      const ids = [...reaching(file, importers)].flatMap((each) => declaredIn.get(each) ?? []);
      return [file, ids.length === 0 ? all : [...new Set(ids)]];
    }),
  );
}

/** Clauses are declared by `clause`, the id first. */
function idsDeclared(file: string, text: string): string[] {
  if (!file.endsWith('.clauses.ts')) return [];
  return [...text.matchAll(/\(\s*'((?:RP|VT|CP|LG)-[A-Z0-9-]+)'/g)].map(([, id = '']) => id);
}

function reaching(file: string, importers: ReadonlyMap<string, readonly string[]>, found = new Set<string>()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const importer of importers.get(file) ?? []) reaching(importer, importers, found);
  return found;
}
