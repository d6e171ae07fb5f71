/** `npm run settings`: writes what is made from the schema of the settings. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { settingsFiles } from './settings-files.ts';

for (const { path, text } of settingsFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, await text());
}
