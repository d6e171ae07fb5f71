import { expect, test } from '@playwright/test';
import type { Stimulus } from '../../harness/model/exchange.ts';
import { suite } from '../../specs/suite.ts';
import { targetFrom } from '../in-process.ts';
import { departuresOf } from './departures.ts';
import declared from './departures.json' with { type: 'json' };

const target = targetFrom({
  BASE_URL: 'http://127.0.0.1:1',
  ACCOUNT_EMAIL: 'kiosk.signin@example.com',
  UNKNOWN_EMAIL: 'n0b0dy@example.com',
});

/** Every stimulus of the reset call that clauses share or send by name, once. */
const stimuli: readonly Stimulus[] = [
  ...new Map(
    suite.tests
      .filter(({ clause }) => clause.id.startsWith('RP-'))
      .flatMap(({ load }) => load.uses ?? [])
      .map((each) => [each.name, each]),
  ).values(),
];

const departures = new Map(stimuli.map((each) => [each.name, departuresOf(each, target)]));

test('each stimulus departs from the good request in one way, unless it says why in several', () => {
  const several = stimuli
    .filter(({ name, combination }) => combination === undefined && (departures.get(name)?.length ?? 0) > 1)
    .map(({ name }) => `${name}: ${departures.get(name)?.join(', ') ?? ''}`);
  expect(several).toEqual([]);
});

test('a combination departs in several ways, and says why', () => {
  const combinations = stimuli.filter(({ combination }) => combination !== undefined);
  const single = combinations.filter(({ name }) => (departures.get(name)?.length ?? 0) < 2);
  expect(single.map(({ name }) => name)).toEqual([]);
  expect(combinations.filter(({ combination = '' }) => combination.length < 20)).toEqual([]);
});

test('what departs in each stimulus is what departures.json states', () => {
  expect(
    Object.fromEntries(departures),
    'departures.json is what a reviewer reads: state there what departs now',
  ).toEqual(declared);
});

test('several departures at once are noticed', () => {
  const twice: Stimulus = {
    name: 'two ways at once',
    hasEffect: false,
    request: () => ({
      method: 'PUT',
      path: '/timp/organizations/reset-password/?a=1',
      headers: [['Accept', 'text/html']],
    }),
  };
  expect(departuresOf(twice, target)).toEqual(['method', 'query', 'header accept', 'header content-type', 'content']);
});
