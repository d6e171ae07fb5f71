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

/** How many there are. A change that takes some away has to say so here. */
const counts = { faults: 545, variations: 131 };

test('no fault and no variation is lost unseen', () => {
  expect({ faults: faults.length, variations: variations.length }).toEqual(counts);
});
