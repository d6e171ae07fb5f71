import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds `package.json`, as an absolute path. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
