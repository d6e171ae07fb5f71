import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clauses } from '../../contract/register.ts';
import type { Mutant } from './mutant.ts';

/** Members of a schema that describe it, and decide nothing. */
const annotations = ['$schema', '$id', 'title', 'description', 'examples', 'properties'];

/** Weakens the schemas that answers are judged by: one keyword less. */
export function weakerSchemas(root: string): Mutant[] {
  const judgedBy = new Map<string, string[]>();
  for (const { id, accept } of clauses) {
    if (accept.success !== undefined) judgedBy.set(accept.success, [...(judgedBy.get(accept.success) ?? []), id]);
  }
  return [...judgedBy].flatMap(([schema, ids]) => {
    const file = `schemas/${schema}.schema.json`;
    const text = readFileSync(join(root, file), 'utf8');
    return keywordsOf(JSON.parse(text)).map((path) => ({
      file,
      start: 0,
      end: text.length,
      replacement: JSON.stringify(without(JSON.parse(text), path)),
      what: `${schema} without ${path.join('/')}`,
      clauses: ids,
    }));
  });
}

/** The paths of all keywords of a schema and of its members. */
function keywordsOf(schema: unknown, at: readonly string[] = []): string[][] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = Object.keys(schema).filter((keyword) => !annotations.includes(keyword));
  const { properties = {} } = schema as { properties?: Record<string, unknown> };
  return [
    ...own.map((keyword) => [...at, keyword]),
    ...Object.entries(properties).flatMap(([name, member]) => keywordsOf(member, [...at, 'properties', name])),
  ];
}

function without(schema: unknown, [first = '', ...rest]: readonly string[]): unknown {
  const entries = Object.entries(schema as object);
  return Object.fromEntries(
    rest.length === 0
      ? entries.filter(([name]) => name !== first)
      : entries.map(([name, value]) => [name, name === first ? without(value, rest) : value]),
  );
}
