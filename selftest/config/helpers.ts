import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '../../harness/config/configuration-error.ts';
import { targetOf } from '../../harness/config/load.ts';
import type { Target } from '../../harness/model/target.ts';
import { readSettings, type ConfigOptions, type Settings } from '../../harness/config/settings.ts';
import { temporaryFolder } from '../temporary-folder.ts';

export const api = { productionHosts: ['api.example.org'], callPrefixes: ['/v1/users'] } as const;

/** Writes a `.env` file into a folder of its own. */
export function envFile(text: string): string {
  const path = join(temporaryFolder(), '.env');
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

/** No `.env` file at all: what a developer keeps in the project's own has no say in a test. */
export const options: ConfigOptions = { envFile: join(tmpdir(), 'no-such-folder', '.env'), api };

export const account = { BASE_URL: 'https://api.example.com', ACCOUNT_EMAIL: 'account@example.com' } as const;

/** The target that an environment configures. */
export function loadTarget(env: NodeJS.ProcessEnv, given: ConfigOptions): Target {
  return targetOf(readSettings(env, given), env);
}

export function settingsOf(env: NodeJS.ProcessEnv): Settings {
  return readSettings(env, options);
}

/** The problems that the configuration is refused with; none where it is accepted. */
export function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}
