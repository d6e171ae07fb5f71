import { expect, test } from '@playwright/test';
import { faults } from '../../sandbox/faults/index.ts';
import { variations } from '../../sandbox/variations/index.ts';

test('ids are unique, in kebab-case, and no title says the same as another', () => {
  const ids = variations.map(({ id }) => id);
  const titles = variations.map(({ title }) => title);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids.filter((id) => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id))).toEqual([]);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});

test('seven of them mix freedoms in the manner of a well-known framework', () => {
  expect(variations.map(({ id }) => id).filter((id) => id.startsWith('like-'))).toHaveLength(7);
});

test('there are 150 faults and 30 variations or more', () => {
  expect(faults.length).toBeGreaterThanOrEqual(150);
  expect(variations.length).toBeGreaterThanOrEqual(30);
});
