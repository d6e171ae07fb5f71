import { readFileSync } from 'node:fs';
import type { Settings } from '../config/settings.ts';

interface Package {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const own = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Package;

/** The versions that a result depends on. */
export const versions: Readonly<Record<string, string>> = {
  'timp-conformance': own.version,
  node: process.versions.node,
  playwright: own.devDependencies['@playwright/test'] ?? 'unknown',
  'fast-check': own.devDependencies['fast-check'] ?? 'unknown',
  ajv: own.devDependencies.ajv ?? 'unknown',
};

/** What the report's environment panel says. */
export function environmentInfo({ address, conduct }: Settings): Record<string, string> {
  return {
    target: address?.baseUrl ?? 'the embedded sandbox',
    profile: conduct.profile,
    strict: conduct.strict ? 'yes' : 'no',
    seed: String(conduct.seed),
    ...Object.fromEntries(Object.entries(versions).map(([name, version]) => [`version of ${name}`, version])),
  };
}
