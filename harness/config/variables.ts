import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-root.ts';
import type { Profile } from '../model/target.ts';

type Flag = '0' | '1';

/** What `schemas/environment.schema.json` lets through, after coercion and with its defaults filled in. */
export interface Environment {
  readonly BASE_URL?: string;
  readonly ACCOUNT_EMAIL?: string;
  readonly ACCOUNT_PASSWORD?: string;
  readonly UNKNOWN_EMAIL?: string;
  readonly CLOCK_CONTROL_URL?: string;
  readonly PROFILE?: Profile;
  readonly STRICT: Flag;
  readonly DEVIATIONS_FILE?: string;
  readonly SLO_P95_MS: number;
  readonly REQUEST_TIMEOUT_MS: number;
  readonly REQUESTS_PER_SECOND?: number;
  readonly RUN_BUDGET_SECONDS: number;
  readonly MAX_RESETS?: number;
  readonly ALLOW_PRODUCTION: Flag;
  readonly ALLOW_HOSTILE: Flag;
  readonly SEED?: number;
  readonly GENERATED_CASES?: number;
  readonly LEDGER_FILE?: string;
  readonly LEDGER_KEY?: string;
  readonly RESULTS_DIR: string;
  readonly CHROMIUM_PATH?: string;
}

export interface EnvironmentSchema {
  readonly properties: Readonly<Record<string, { readonly default?: string | number }>>;
}

/** The one place that says which variables there are, and what each may hold. */
export const environmentSchema = JSON.parse(
  readFileSync(join(projectRoot, 'schemas', 'environment.schema.json'), 'utf8'),
) as EnvironmentSchema;

/** The names of all variables that a user may set. */
export const variableNames: readonly string[] = Object.keys(environmentSchema.properties);

const secretNames: ReadonlySet<string> = new Set(['ACCOUNT_PASSWORD', 'LEDGER_KEY']);

/** A value that was given, and where. */
export interface Given {
  readonly value: string;
  /** `environment`, or the file and the line. */
  readonly where: string;
}

/** Values by the name of their variable. */
export type GivenValues = ReadonlyMap<string, Given>;

/**
 * Names a variable as messages do: `PROFILE="fast" (environment)`. Secrets go without their value, URLs without
 * user information and query; what is left is cut short, with control characters escaped.
 */
export function describeVariable(name: string, given: Given | undefined): string {
  if (given === undefined) return `${name} (not set)`;
  if (secretNames.has(name)) return `${name} (${given.where})`;
  return `${name}=${JSON.stringify(shortened(withoutSecretParts(name, given.value)))} (${given.where})`;
}

function withoutSecretParts(name: string, value: string): string {
  if (!name.endsWith('_URL')) return value;
  return value.replace(/^([a-z][a-z0-9+.-]*:\/*)?.*@/is, '$1***@').replace(/[?#].*$/s, (rest) => `${rest[0] ?? ''}***`);
}

function shortened(value: string): string {
  const longest = 100;
  return value.length > longest ? `${value.slice(0, longest)}…` : value;
}
