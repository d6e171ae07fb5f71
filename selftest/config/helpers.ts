import { writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '../../harness/config/configuration-error.ts';
import { type ConfigOptions, readSettings, type Settings } from '../../harness/config/read.ts';
import { targetOf } from '../../harness/config/target.ts';
import type { Target } from '../../harness/model/target.ts';
import { temporaryFolder } from '../temporary-folder.ts';

export const api = { productionHosts: ['api.example.org'], callPrefixes: ['/v1/users'] } as const;

/** Writes a file into a folder of its own, and gives its path. */
export function fileWith(content: string | Uint8Array, name = '.env'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

export const account = { BASE_URL: 'https://api.example.com', ACCOUNT_EMAIL: 'account@example.com' } as const;

/** The settings of an environment. What a developer keeps in a `.env` file of the project has no say in a test. */
export function settingsOf(env: NodeJS.ProcessEnv, options: ConfigOptions = {}): Settings {
  return readSettings({ ENV_FILE: devNull, ...env }, { api, ...options });
}

/** The target that an environment configures. */
export function targetFrom(env: NodeJS.ProcessEnv): Target {
  return targetOf(settingsOf(env), env);
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
