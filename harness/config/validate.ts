import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describeVariable, environmentSchema, type Environment, type GivenValues } from './variables.ts';

// The self-tests hold the schema against its metaschema; to compile that in each process takes longer than all the rest.
const ajv = new Ajv2020({
  strict: true,
  allErrors: true,
  coerceTypes: true,
  useDefaults: true,
  validateSchema: false,
});
addFormats.default(ajv, ['email']);
const conforms = ajv.compile<Environment>(environmentSchema);

type Validated = { readonly values: Environment } | { readonly problems: readonly string[] };

/**
 * Judges the given values by `schemas/environment.schema.json`.
 * @returns the coerced values with the schema's defaults, or one line a problem.
 */
export function validate(given: GivenValues): Validated {
  const values: unknown = Object.fromEntries([...given].map(([name, { value }]) => [name, value]));
  const lines = new Map<string, string>();
  if (conforms(values)) {
    for (const name of infinite(values)) {
      lines.set(name, `${describeVariable(name, given.get(name))} is out of range: give a finite number.`);
    }
    return lines.size === 0 ? { values } : { problems: [...lines.values()] };
  }
  for (const error of conforms.errors ?? []) {
    const name = variableOf(error);
    // One line a variable: further rules that the same value breaks add nothing.
    if (!lines.has(name)) lines.set(name, `${describeVariable(name, given.get(name))} ${explain(error, name)}`);
  }
  return { problems: [...lines.values()] };
}

/** JSON has no infinite numbers, so ajv's range rules look at finite ones alone; `1e999` is coerced to one that is not. */
function infinite(values: Environment): string[] {
  return Object.entries(values)
    .filter(([, value]) => typeof value === 'number' && !Number.isFinite(value))
    .map(([name]) => name);
}

/** Where a variable is missing, that is the one at fault, not the one that asks for it. */
function variableOf({ keyword, params, instancePath }: ErrorObject): string {
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
      return 'is no absolute http or https URL: give one such as https://api.example.com.';
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
