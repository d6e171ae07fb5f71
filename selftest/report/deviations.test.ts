import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ConfigurationError } from '../../harness/config/configuration-error.ts';
import { readDeviations } from '../../harness/config/deviations.ts';
import { suite } from '../../specs/suite.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const entry = (changes: Readonly<Record<string, string | undefined>> = {}): string => {
  const members: Readonly<Record<string, string | undefined>> = {
    id: 'RP-OK-03',
    reason: 'the gateway rewrites it',
    link: 'https://example.com/1',
    added: '2025-01-31',
    'review-by': '2025-12-31',
    ...changes,
  };
  const lines = Object.entries(members).filter(([, value]) => value !== undefined);
  return lines.map(([name, value], index) => `${index === 0 ? '- ' : '  '}${name}: ${value ?? ''}\n`).join('');
};

function written(content: string): string {
  const path = join(temporaryFolder(), 'deviations.yaml');
  writeFileSync(path, content);
  return path;
}

/** The problems that a file has, without its name. */
function problemsOf(content: string): readonly string[] {
  const path = written(content);
  try {
    readDeviations(path, suite);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map((problem) => problem.replace(`${path}:`, 'line '));
  }
}

test('a list is read, comments and all', () => {
  const content = `# known to the team\n${entry()}${entry({ id: 'RP-OK-09' })}`;
  expect(readDeviations(written(content), suite)).toEqual([
    {
      id: 'RP-OK-03',
      reason: 'the gateway rewrites it',
      link: 'https://example.com/1',
      added: '2025-01-31',
      reviewBy: '2025-12-31',
    },
    expect.objectContaining({ id: 'RP-OK-09' }),
  ]);
});

test('codes that are accepted are numbers', () => {
  expect(readDeviations(written(entry({ accept: '[403, 429]' })), suite)).toEqual([
    expect.objectContaining({ id: 'RP-OK-03', accept: [403, 429] }),
  ]);
});

test('no file and an empty file list nothing', () => {
  expect(readDeviations(undefined, suite)).toEqual([]);
  expect(readDeviations(written('# nothing is known\n'), suite)).toEqual([]);
});

// The entry at fault is the second one; it begins on line 6, and so do most of its faults.
const faults: readonly { title: string; second: string; says: RegExp }[] = [
  { title: 'an unknown clause', second: entry({ id: 'RP-OK-99' }), says: /^line 6: .*RP-OK-99/ },
  { title: 'an id that is none', second: entry({ id: 'everything' }), says: /^line 6: id: "everything"/ },
  { title: 'a clause that is listed twice', second: entry(), says: /^line 6: RP-OK-03 is listed twice/ },
  {
    title: 'no reason',
    second: entry({ id: 'RP-OK-01', reason: undefined }),
    says: /^line 6: the entry has no reason:/,
  },
  { title: 'an empty reason', second: entry({ id: 'RP-OK-01', reason: '" "' }), says: /^line 7: reason: / },
  {
    title: 'a date that is none',
    second: entry({ id: 'RP-OK-01', added: 'soon' }),
    says: /^line 9: added: "soon" .*2026-01-31/,
  },
  {
    title: 'a date that no calendar has',
    second: entry({ id: 'RP-OK-01', 'review-by': '2025-02-30' }),
    says: /^line 10: review-by: "2025-02-30"/,
  },
  {
    title: 'a member that nobody knows',
    second: entry({ id: 'RP-OK-01', verdict: 'fail' }),
    says: /^line 11: verdict is no member/,
  },
  {
    title: 'a code by itself',
    second: entry({ id: 'RP-OK-01', accept: '403' }),
    says: /^line 11: accept: "403" is wrong: give a list of status codes, such as \[403\]/,
  },
  {
    title: 'a code that is none',
    second: entry({ id: 'RP-OK-01', accept: '[4xx]' }),
    says: /^line 11: accept: .*give a list of status codes/,
  },
  { title: 'no code', second: entry({ id: 'RP-OK-01', accept: '[]' }), says: /^line 11: accept: / },
  { title: 'what is no YAML', second: '- id: [\n', says: /^line \d+: no YAML/ },
  { title: 'a member twice', second: `${entry({ id: 'RP-OK-01' })}  reason: another\n`, says: /^line 11: no YAML/ },
];

for (const { title, second, says } of faults) {
  test(`${title} is refused, with its line`, () => {
    const problems = problemsOf(entry() + second);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(says);
    expect(problems[0]).not.toContain('\n');
  });
}

test('what is no list is refused', () => {
  expect(problemsOf('id: RP-OK-01\n')).toEqual([expect.stringMatching(/^line 1: /)]);
});

test('a file that is not there is refused', () => {
  expect(() => readDeviations('/no/such/file', suite)).toThrow(ConfigurationError);
  expect(() => readDeviations('/no/such/file', suite)).toThrow(/DEVIATIONS_FILE.*ENOENT/);
});
