import { silent } from '../../harness/judge/clause-context.ts';
import { declareClauses } from '../../harness/judge/clause-test.ts';
import { judge } from '../../harness/judge/judge.ts';
import { answers } from '../../harness/judge/rules.ts';
import { RunContext } from '../../harness/judge/run-context.ts';
import { defineSuite, type Suite } from '../../harness/judge/suite.ts';
import type { Clause } from '../../harness/model/clause.ts';
import { stimulus } from '../../harness/model/exchange.ts';
import { targetFrom } from '../in-process.ts';
import { startNotes } from '../second-api/notes/sandbox.ts';
import { suite as notes } from '../second-api/notes/suite.ts';
import type { Figure } from './figures.ts';

/** How many clauses the smaller suite has. */
const few = 50;
const times = 10;

/** A suite of so many clauses about the notes API, each with a request of its own. */
function suiteOf(count: number): Suite {
  const register = Array.from({ length: count }, (_, index): Clause => ({
    id: `GN-${String(index).padStart(4, '0')}`,
    level: 'MUST',
    impact: 'probe',
    promise: `Note ${index} is taken`,
    accept: { codes: [200], words: '200' },
    source: 'page',
    dependsOn: [],
  }));
  const clause = declareClauses(register);
  const tests = register.map(({ id, promise }, index) => {
    const note = stimulus(`note ${index}`, () => ({
      method: 'POST',
      path: '/notes/write/',
      headers: [['Content-Type', 'application/json']],
      body: Buffer.from(JSON.stringify({ text: `note ${index}` })),
    }));
    return clause(id, promise, [note], answers(200));
  });
  return defineSuite({
    ...notes,
    register,
    names: { calls: { GN: 'Generated notes' }, areas: {} },
    areas: [{ title: 'Generated', tests }],
    healthClauses: register.slice(0, 1).map(({ id }) => id),
  });
}

/** CPU time of judging a suite, in microseconds. */
async function cpuOf(suite: Suite, baseUrl: string): Promise<number> {
  const run = new RunContext(targetFrom({ BASE_URL: baseUrl, ACCOUNT_EMAIL: 'a@example.com' }), suite, Date.now());
  const before = process.cpuUsage();
  for (const each of suite.tests) await judge(each, run, silent);
  const { user, system } = process.cpuUsage(before);
  if (run.verdicts.size !== suite.tests.length) throw new Error('a clause of the generated suite was not judged');
  return user + system;
}

/** Measures whether ten times the calls cost ten times as much. */
export async function growth(rounds: number): Promise<Figure> {
  const [small, large] = [suiteOf(few), suiteOf(few * times)];
  const { baseUrl, close } = await startNotes();
  const ratios: number[] = [];
  try {
    // What is compiled as it runs is compiled before.
    await cpuOf(large, baseUrl);
    for (let round = 0; round < rounds; round += 1) {
      // A few clauses are over before the garbage collector comes by, so that as many are measured in small runs.
      let inSmallRuns = 0;
      for (let part = 0; part < times; part += 1) inSmallRuns += await cpuOf(small, baseUrl);
      ratios.push((await cpuOf(large, baseUrl)) / inSmallRuns);
    }
  } finally {
    close();
  }
  return { name: `CPU of ${few * times} clauses ÷ ten times ${few} clauses`, ratios, mark: 1.1 };
}
