// Compiles the program beforehand, for `npm ci` and for a package, which has to hold nothing stale.
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { compiledFolder } from './compiled.mjs';

const folder = await compiledFolder();
const dist = dirname(folder);
for (const name of readdirSync(dist))
  if (name !== basename(folder)) rmSync(join(dist, name), { recursive: true, force: true });
