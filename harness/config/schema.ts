import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { projectRoot } from '../project/root.ts';
import type { SettingValues } from './setting-values.ts';

/** A setting as `schemas/environment.schema.json` describes it; the schema's own description says what each member means. */
export interface SettingSchema {
  readonly description: string;
  readonly type: 'string' | 'number' | 'integer';
  readonly enum?: readonly string[];
  readonly default?: string | number;
  readonly examples?: readonly (string | number)[];
  readonly writeOnly?: boolean;
  readonly 'x-group': string;
  readonly 'x-default'?: string;
  readonly 'x-empty'?: 'error';
  readonly 'x-form'?: string;
  readonly 'x-lower-case'?: boolean;
  readonly 'x-environment-only'?: boolean;
}

/** The annotations of the schema that JSON Schema itself does not have. */
export const annotations = [
  'x-group',
  'x-default',
  'x-empty',
  'x-form',
  'x-lower-case',
  'x-environment-only',
] as const satisfies readonly (keyof SettingSchema)[];

const environmentSchema = JSON.parse(readFileSync(join(projectRoot, 'schemas/environment.schema.json'), 'utf8')) as {
  readonly properties: Readonly<Record<string, SettingSchema>>;
};

/** All settings by their names, in the order in which they are shown. */
export const settings: Readonly<Record<string, SettingSchema>> = environmentSchema.properties;

/** The names of all settings. */
export const settingNames: readonly string[] = Object.keys(settings);

/** A value that was given, and where. */
export interface Given {
  readonly value: string;
  /** `environment`, or the file and the line. */
  readonly where: string;
  /** The name as it is written there, which for some settings may be in lower case. */
  readonly as: string;
}

/** Values by the name of their setting. */
export type GivenValues = ReadonlyMap<string, Given>;

/** The setting of a name as somebody writes it; undefined where there is none. */
export function settingNamed(written: string): string | undefined {
  if (Object.hasOwn(settings, written)) return written;
  const name = written.toUpperCase();
  return written === written.toLowerCase() && settings[name]?.['x-lower-case'] === true ? name : undefined;
}

/**
 * Names a setting as messages do: `PROFILE="fast" (environment)`. Secrets go without their value, URLs without user
 * information and query; what is left is cut short, with control characters escaped.
 */
export function describeSetting(name: string, given: Given | undefined): string {
  if (given === undefined) return `${name} (not set)`;
  if (settings[name]?.writeOnly === true) return `${given.as} (${given.where})`;
  return `${given.as}=${JSON.stringify(shortened(withoutSecretParts(name, given.value)))} (${given.where})`;
}

function withoutSecretParts(name: string, value: string): string {
  if (!name.endsWith('_URL')) return value;
  return value.replace(/^([a-z][a-z0-9+.-]*:\/*)?.*@/is, '$1***@').replace(/[?#].*$/s, (rest) => `${rest[0] ?? ''}***`);
}

function shortened(value: string): string {
  const longest = 100;
  return value.length > longest ? `${value.slice(0, longest)}…` : value;
}

let compiled: ValidateFunction<SettingValues> | undefined;

/** The schema as a function: only the process that starts a run asks for it. */
function conforms(): ValidateFunction<SettingValues> {
  if (compiled !== undefined) return compiled;
  // The self-tests hold the schema against its metaschema; to compile that in each run takes longer than all the rest.
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    coerceTypes: true,
    useDefaults: true,
    validateSchema: false,
    // To shorten the code of a function that is called once takes longer than the call.
    code: { optimize: false },
  });
  ajv.addVocabulary([...annotations]);
  addFormats.default(ajv, ['email']);
  compiled = ajv.compile<SettingValues>(environmentSchema);
  return compiled;
}

type Validated = { readonly values: SettingValues } | { readonly problems: readonly string[] };

/**
 * Judges the given values by `schemas/environment.schema.json`.
 *
 * @returns the coerced values with the schema's defaults, or one line for each problem.
 */
export function validate(given: GivenValues): Validated {
  const values: unknown = Object.fromEntries([...given].map(([name, { value }]) => [name, value]));
  const lines = new Map<string, string>();
  const hasTheForm = conforms();
  if (hasTheForm(values)) {
    for (const name of infinite(values)) {
      lines.set(name, `${describeSetting(name, given.get(name))} is out of range: give a finite number.`);
    }
    return lines.size === 0 ? { values } : { problems: [...lines.values()] };
  }
  for (const error of hasTheForm.errors ?? []) {
    const name = settingOf(error);
    // One line for each setting: further rules that the same value breaks add nothing.
    if (!lines.has(name)) lines.set(name, `${describeSetting(name, given.get(name))} ${explain(error, name)}`);
  }
  return { problems: [...lines.values()] };
}

/** JSON has no infinite numbers, so ajv's range rules look at finite ones alone; `1e999` is coerced to one that is not. */
function infinite(values: SettingValues): string[] {
  return Object.entries(values)
    .filter(([, value]) => typeof value === 'number' && !Number.isFinite(value))
    .map(([name]) => name);
}

/** Where a setting is missing, that is the one at fault, not the one that asks for it. */
function settingOf({ keyword, params, instancePath }: ErrorObject): string {
  return keyword === 'dependentRequired' ? text(params, 'missingProperty') : instancePath.slice(1);
}

const missing: Readonly<Record<string, string>> = {
  ACCOUNT_EMAIL: "set it to the test account's address.",
  BASE_URL: 'set it to the target, or unset the other to use the embedded sandbox with its own account.',
  LEDGER_FILE: 'set it to the file that keeps the token.',
  LEDGER_KEY: 'set it to a passphrase of 12 characters or more.',
};

function explain({ keyword, params }: ErrorObject, name: string): string {
  switch (keyword) {
    case 'dependentRequired':
      return `is needed by ${text(params, 'property')}: ${missing[name] ?? 'set it.'}`;
    case 'pattern':
      return `is no ${settings[name]?.['x-form'] ?? 'such value'}: give one such as ${settings[name]?.examples?.[0] ?? ''}.`;
    case 'format':
      return 'is no e-mail address: give one such as somebody@example.com.';
    case 'enum':
      return `is not known: use ${list(params)}.`;
    case 'minLength':
      return `is too short: give ${text(params, 'limit')} characters or more.`;
    case 'type':
      return `is no ${text(params, 'type') === 'integer' ? 'whole number' : 'number'}: give one in digits.`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
      return `is out of range: give a number ${text(params, 'comparison')} ${text(params, 'limit')}.`;
    default:
      throw new Error(`No message for the rule ${keyword} of ${name} in environment.schema.json`);
  }
}

function text(params: ErrorObject['params'], key: string): string {
  return String((params as Readonly<Record<string, unknown>>)[key]);
}

function list(params: ErrorObject['params']): string {
  const allowed = (params as { readonly allowedValues?: readonly string[] }).allowedValues ?? [];
  return `${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1) ?? ''}`;
}
