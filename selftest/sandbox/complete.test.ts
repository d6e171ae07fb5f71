import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { faults } from '../../sandbox/faults/index.ts';
import { variations } from '../../sandbox/variations/index.ts';

const sandbox = join(import.meta.dirname, '../../sandbox');

/** What the files of a folder export as lists of things with an id. */
async function idsWrittenIn(folder: string): Promise<string[]> {
  const files = readdirSync(join(sandbox, folder)).filter((name) => name !== 'index.ts');
  const modules = await Promise.all(
    files.map((name) => import(join(sandbox, folder, name)) as Promise<Readonly<Record<string, unknown>>>),
  );
  const exported = modules.flatMap((module) => Object.values(module)).filter(Array.isArray) as { id?: string }[][];
  return exported.flat().flatMap(({ id }) => id ?? []);
}

for (const [folder, listed] of [
  ['faults', faults],
  ['variations', variations],
] as const) {
  test(`the proofs leave out none of the ${folder} that are written`, async () => {
    const ids = listed.map(({ id }) => id);
    expect((await idsWrittenIn(folder)).filter((id) => !ids.includes(id))).toEqual([]);
  });
}
