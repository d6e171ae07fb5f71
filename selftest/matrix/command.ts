import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** `npm run test:matrix [-- ID…]`: the rows of some faults, variations or clauses; of all where none is named. */

const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');
const ids = process.argv.slice(2);
// Rows are titled by the fault, and tagged with the clauses that it breaks.
const only = ids.length === 0 ? [] : ['--grep', ids.map((id) => `(fault|variation) ${id}:|@${id}\\b`).join('|')];
const args = ['test', '--config', join(import.meta.dirname, '../playwright.config.ts'), '--project', 'matrix', ...only];
process.exitCode = spawnSync(process.execPath, [cli, ...args], { stdio: 'inherit' }).status ?? 1;
