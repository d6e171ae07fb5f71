import type { SecretRegistry } from './registry.ts';

/** A JSON value with the secrets in all its strings replaced; the names of its members stay. */
export function redactStrings<Value>(value: Value, registry: SecretRegistry): Value {
  return redacted(value, registry) as Value;
}

function redacted(value: unknown, registry: SecretRegistry): unknown {
  if (typeof value === 'string') return registry.redact(value);
  if (Array.isArray(value)) return value.map((each) => redacted(each, registry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, redacted(member, registry)]));
}
