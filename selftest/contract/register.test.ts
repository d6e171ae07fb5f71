import { expect, test } from '@playwright/test';
import { codesWhereAccepted, documentedCodes, limitingCodes } from '../../contract/documented.ts';
import { healthClauses } from '../../contract/profiles.ts';
import { clauseOf, clauses, isClauseId } from '../../contract/register.ts';
import type { ClauseId } from '../../contract/register.ts';
import { sourceOf, sources } from '../../contract/sources.ts';
import { schemaIds } from '../schemas/schemas.ts';
import published from './published-ids.json' with { type: 'json' };

const ids = clauses.map(({ id }) => id);

// These lines are the test: they compile only where the type holds each id and nothing else.
const misspeltDoesNotCompile: 'RP-OK-99' extends ClauseId ? never : true = true;
const anyStringDoesNotCompile: string extends ClauseId ? never : true = true;
const knownCompiles: 'RP-OK-01' extends ClauseId ? true : never = true;

test('a misspelt id does not compile', () => {
  expect([misspeltDoesNotCompile, anyStringDoesNotCompile, knownCompiles]).toEqual([true, true, true]);
});

test('an id from outside is known exactly where the register holds it', () => {
  expect(isClauseId('RP-OK-01')).toBe(true);
  for (const id of ['RP-OK-99', 'rp-ok-01', '', 'constructor', '__proto__']) {
    expect(isClauseId(id), id).toBe(false);
  }
});

test('each id leads to its own row', () => {
  for (const clause of clauses) {
    expect(clauseOf(clause.id)).toBe(clause);
  }
});

test('an id that a cast smuggled in is an error that says what to do', () => {
  expect(() => clauseOf('RP-OK-99' as ClauseId)).toThrow(/no clause RP-OK-99 .*check the spelling/);
});

test('ids are unique', () => {
  expect(new Set(ids).size).toBe(ids.length);
});

test('ids and levels are those that were published', () => {
  const now = Object.fromEntries(clauses.map(({ id, level }) => [id, level]));
  expect(
    now,
    'an id is never renamed, reused or given another level; a new one is added to published-ids.json',
  ).toEqual(published);
});

test('ids say call, area and number', () => {
  for (const id of ids) {
    expect(id).toMatch(/^(RP-(OK|400|404|405|415|422|401|ERR|ROB|SEC|SLO)|VT|CP|LG)-\d{2}$/);
  }
});

test('a promise is one sentence of at most 110 characters that no other clause has', () => {
  for (const { id, promise } of clauses) {
    expect(promise.length, id).toBeLessThan(110);
    expect(promise, id).toMatch(/^[A-Z]/);
    // No end of a sentence, neither inside nor at the end.
    expect(promise, id).not.toMatch(/[.!?;](\s|$)/);
    expect(promise, id).not.toMatch(/\b(should|must|shall|will|test that)\b/i);
  }
  expect(new Set(clauses.map(({ promise }) => promise)).size).toBe(clauses.length);
});

test('every source is an https address, and every one is used', () => {
  for (const { name, url } of Object.values(sources)) {
    expect(new URL(url).protocol, name).toBe('https:');
    expect(name).not.toBe('');
  }
  const used = new Set<string>(clauses.map(({ source }) => source));
  expect(Object.keys(sources).filter((key) => !used.has(key))).toEqual([]);
});

test('every clause leads to its source', () => {
  for (const { id, source } of clauses) {
    expect(sourceOf(source).url, id).toMatch(/^https:\/\//);
  }
});

test('every accepted code is documented, or one that only a clause can allow', () => {
  for (const { id, accept } of clauses) {
    const codes = [...(accept.codes ?? []), ...Object.values(accept.except ?? {}).flat()];
    const strange = codes.filter((code) => !documentedCodes.has(code) && !codesWhereAccepted.has(code));
    expect(strange, id).toEqual(id === 'RP-ROB-13' ? [429] : []);
  }
});

test('every code that only a clause can allow is allowed by one, and is not a documented one', () => {
  const accepted = new Set(
    clauses.flatMap(({ accept }) => [...(accept.codes ?? []), ...Object.values(accept.except ?? {}).flat()]),
  );
  expect([...codesWhereAccepted].filter((code) => !accepted.has(code))).toEqual([]);
  expect([...codesWhereAccepted, ...limitingCodes].filter((code) => documentedCodes.has(code))).toEqual([]);
});

test('a set of codes has no code twice, and is never empty', () => {
  for (const { id, accept } of clauses) {
    for (const codes of [accept.codes ?? [200], ...Object.values(accept.except ?? {})]) {
      expect(codes.length, id).toBeGreaterThan(0);
      expect(new Set(codes).size, id).toBe(codes.length);
    }
    expect(accept.words, id).not.toBe('');
  }
});

test('the schema that makes a 200 count exists', () => {
  const known = schemaIds();
  for (const { id, accept } of clauses) {
    if (accept.success !== undefined) {
      expect(known, id).toContain(accept.success);
    }
  }
});

test('a reset that conforms is what a 200 of the success, credentials and robustness clauses means', () => {
  const area = clauses.filter(({ id }) => /^RP-(OK|401|ROB)-/.test(id));
  const bare = area.filter(({ accept }) => accept.codes?.includes(200) && accept.success !== 'reset-password/response');
  expect(bare.map(({ id }) => id)).toEqual([]);
});

test('an observation never gates and a refusal never accepts success', () => {
  for (const { id, level, accept } of clauses) {
    if (level === 'MAY') {
      expect(accept.words, id).toMatch(/^an observation: /);
      expect(accept.codes, id).toBeUndefined();
    }
    if (/^RP-(400|415)-/.test(id)) {
      expect(
        accept.codes?.every((code) => code >= 400 && code < 500),
        id,
      ).toBe(true);
    }
  }
});

test('the health profile names clauses once, and none that is hostile or destructive', () => {
  expect(new Set(healthClauses).size).toBe(healthClauses.length);
  for (const id of healthClauses) {
    expect(['probe', 'reset'], id).toContain(clauseOf(id).impact);
  }
});
