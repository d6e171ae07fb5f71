import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds `package.json`, as an absolute path. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * The `.env` file that is read where the caller names none: the project's own. The self-test points
 * `CONFORMANCE_ENV_FILE` elsewhere, so that a developer's own `.env` can't change what it proves.
 */
export function defaultEnvFile(env: NodeJS.ProcessEnv): string {
  return env.CONFORMANCE_ENV_FILE ?? join(projectRoot, '.env');
}
