import { expect, test } from '@playwright/test';
import { clauses as register } from '../../contract/register.ts';
import { suite } from '../../specs/suite.ts';
import { run } from '../command.ts';

/** Ids of the clauses in the order in which the command takes them. */
async function listed(env: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { output } = await run('run', env, ['--list']);
  return [...output.matchAll(/ › ((?:RP|VT|CP|LG)-\S+) /g)].map(([, id = '']) => id);
}

test('a run takes the clauses in the order of the suite', async () => {
  expect(await listed()).toEqual(suite.tests.map(({ clause }) => clause.id));
});

test('where not everything fits, what gates comes first, and what looks over all the others last', async () => {
  const ids = await listed({ MAX_RESETS: '5' });
  expect([...ids].sort()).toEqual(register.map(({ id }) => id).sort());
  const levels = ids.map((id) => register.find((clause) => clause.id === id)?.level);
  const unbroken = levels.filter((level, index) => level !== levels[index - 1]);
  expect(unbroken).toEqual(['MUST', 'SHOULD', 'MAY', 'MUST', 'SHOULD', 'MAY']);
  expect(ids.indexOf('RP-ERR-03')).toBeGreaterThan(ids.indexOf('LG-03'));
});
