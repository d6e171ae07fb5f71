import { expect, test } from '@playwright/test';
import { contradictions } from '../../contract/contradictions.ts';
import { isClauseId } from '../../contract/register.ts';

test('every contradiction says what the pages say and how it is judged', () => {
  for (const { question, pages, judged, clauses } of contradictions) {
    expect(question).toMatch(/\?$/);
    expect(pages, question).toMatch(/\.$/);
    expect(judged, question).toMatch(/\.$/);
    expect(
      clauses.filter((id) => !isClauseId(id)),
      question,
    ).toEqual([]);
  }
});

test('no question is asked twice', () => {
  const questions = contradictions.map(({ question }) => question);
  expect(new Set(questions).size).toBe(questions.length);
});
