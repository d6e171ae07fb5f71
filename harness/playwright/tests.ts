import { test as base, type TestDetails } from '@playwright/test';
import type { Area, ClauseTest } from '../judge/clause-test.ts';
import { RunContext } from '../judge/run-context.ts';
import type { Suite } from '../judge/suite.ts';
import { currentRun, targetOfRun } from './current-run.ts';
import { judgeInRunner } from './runner.ts';

type Body = (fixtures: { runContext: RunContext }) => Promise<void>;

/** Playwright's `test` with the context of the run. */
export type SuiteTest = ReturnType<typeof testsFor>['test'];

/** Arguments of Playwright's `test`, so that its call, and with it the place that reports show, stays in the spec. */
type TestArguments = [title: string, details: TestDetails, body: Body];

/** Marks the clauses that look over what all others have sent. */
export const overTrafficTag = '@over-traffic';

/** Type of the annotation by which a test names its clause. */
export const clauseAnnotation = 'clause';

/**
 * What specs make Playwright's tests of a suite with.
 *
 * @returns `test`, Playwright's own with the context of the run as a worker's fixture, and `testOf`, which gives the
 *   arguments for a clause: `test(...testOf(each, area))`.
 */
export function testsFor(suite: Suite) {
  const test = base.extend<object, { runContext: RunContext }>({
    runContext: [
      async ({}, use) => {
        const run = currentRun(suite);
        if (run.folder.recall('runner-is-seen') === false) saveOnStacks();
        const context = new RunContext(targetOfRun(run), suite, run.folder.startedAt, run.folder);
        await use(context);
        context.connections.closeSpares();
      },
      { scope: 'worker' },
    ],
  });

  const testOf = (each: ClauseTest, { overTraffic }: Area): TestArguments => {
    const { id, level, impact, promise } = each.clause;
    return [
      `${id} ${promise}`,
      {
        tag: [`@${level}`, `@${impact}`, ...(overTraffic === true ? [overTrafficTag] : [])],
        annotation: { type: clauseAnnotation, description: id },
      },
      ({ runContext }) => judgeInRunner(each, runContext),
    ];
  };

  return { test, testOf };
}

/**
 * The runner asks for a stack at the begin and the end of each fixture, and looks for the place of each of its lines in
 * the sources, which takes as long as judging does. Our reports show none, so these stay empty. All others stay as V8
 * writes them: the client of the witness, for one, tells by its stack whether https is spoken.
 */
function saveOnStacks(): void {
  Error.prepareStackTrace = (error, places) =>
    places[0]?.getFunctionName() === 'captureRawStack' ? '' : [String(error), ...places.map(String)].join('\n    at ');
}
