import { readFileSync } from 'node:fs';

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
