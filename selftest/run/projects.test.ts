import { expect, test } from '@playwright/test';
import { projectsOf } from '../../harness/run/projects.ts';

test('the parts of a run come in the order of their folders', () => {
  expect(projectsOf(['one', 'two', 'traffic'], false).map(({ name }) => name)).toEqual(['one', 'two', 'traffic']);
});

test('where not everything fits, what gates comes first, and what looks over all traffic last', () => {
  const parts = projectsOf(['one', 'two', 'traffic'], true);
  expect(parts.map(({ name }) => name)).toEqual([
    'one (MUST)',
    'two (MUST)',
    'one (SHOULD)',
    'two (SHOULD)',
    'one (MAY)',
    'two (MAY)',
    'traffic (MUST)',
    'traffic (SHOULD)',
    'traffic (MAY)',
  ]);
  const [first] = parts;
  const selects = (title: string): boolean => first?.grep instanceof RegExp && first.grep.test(title);
  expect(selects('RP-OK-01 a promise @MUST @reset')).toBe(true);
  expect(selects('RP-OK-07 a promise @SHOULD @reset')).toBe(false);
});
