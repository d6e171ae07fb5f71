import { test as base, type TestDetails, type TestInfo } from '@playwright/test';
import { type ClauseId, clauseOf } from '../../contract/register.ts';
import type { Stimulus } from '../model/exchange.ts';
import type { ClauseContext } from '../judge/clause-context.ts';
import { byInputs, type DeclaredClause, type Judge, type Load } from '../judge/declared.ts';
import type { RunContext, SuiteSetup } from '../judge/run-context.ts';
import { annotationsFor, judgeInRunner, openRunContext } from './runner.ts';

type Body = (fixtures: { runContext: RunContext }, info: TestInfo) => Promise<void>;

/** Arguments of Playwright's `test`, so that its call, and with it the place that reports show, stays in the spec. */
type TestArguments = [title: string, details: TestDetails, body: Body];

const declared: DeclaredClause[] = [];
let setupOfSpecs: SuiteSetup | undefined;
let withRunner = true;

/**
 * Takes the specs out of Playwright's hands: from now on importing a spec only declares its clauses.
 *
 * For what needs the clauses and not the runner: the plan, and the proof of the harness.
 */
export function declareOnly(): void {
  withRunner = false;
}

/** The clauses that the specs imported so far have declared, and the setup that they share. */
export function declaredClauses(): { readonly clauses: readonly DeclaredClause[]; readonly setup: SuiteSetup } {
  if (setupOfSpecs === undefined) throw new Error('no spec has been imported');
  return { clauses: declared, setup: setupOfSpecs };
}

function runnerTest(setup: SuiteSetup) {
  return base.extend<object, { runContext: RunContext }>({
    runContext: [
      async ({}, use) => {
        await use(openRunContext(setup));
      },
      { scope: 'worker' },
    ],
  });
}

const ignored = Object.assign(() => undefined, { describe: (_title: string, body: () => void) => body() });

/**
 * Makes what specs are written with.
 *
 * @param setup What only the specs know of the API under test.
 * @returns `test`, Playwright's own, and `clause`, which gives its arguments: `test(...clause('RP-400-01', …))`.
 */
export function createSuite(setup: SuiteSetup) {
  setupOfSpecs = setup;
  const test = withRunner ? runnerTest(setup) : (ignored as unknown as ReturnType<typeof runnerTest>);

  /** Declares a clause whose inputs are sent once each and judged one by one by the same rule. */
  function clause(id: ClauseId, inputs: readonly Stimulus[], rule: Judge): TestArguments;
  /** Declares a clause with a procedure of its own, and what that sends at most. */
  function clause(id: ClauseId, load: Load, procedure: (context: ClauseContext) => Promise<void>): TestArguments;
  function clause(
    id: ClauseId,
    what: readonly Stimulus[] | Load,
    how: Judge | ((context: ClauseContext) => Promise<void>),
  ): TestArguments {
    const one: DeclaredClause = isLoad(what)
      ? { id, load: what, procedure: how as (context: ClauseContext) => Promise<void> }
      : byInputs(id, what, how as Judge);
    declared.push(one);
    const { level, impact, promise } = clauseOf(id);
    return [
      `${id} ${promise}`,
      { tag: [`@${level}`, `@${impact}`], annotation: annotationsFor(id) },
      ({ runContext }, info) => judgeInRunner(one, runContext, info),
    ];
  }

  return { test, clause };
}

function isLoad(what: readonly Stimulus[] | Load): what is Load {
  return !Array.isArray(what);
}
