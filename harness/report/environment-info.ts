import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project/root.ts';

interface Package {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

const own = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as Package;

/** The versions that a result depends on. */
export const versions: Readonly<Record<string, string>> = {
  'timp-conformance': own.version,
  node: process.versions.node,
  playwright: own.dependencies['@playwright/test'] ?? 'unknown',
  'fast-check': own.dependencies['fast-check'] ?? 'unknown',
  ajv: own.dependencies.ajv ?? 'unknown',
};
