import { test, type TestInfo } from '@playwright/test';
import type { ClauseTest } from '../judge/clause-test.ts';
import { judge } from '../judge/judge.ts';
import type { RunContext } from '../judge/run-context.ts';
import { HarnessError } from '../model/outcome.ts';
import type { Finding, VerdictRecord } from '../model/verdict.ts';
import { note, type Note } from '../run/notes.ts';
import { attachExchange, describeClause } from './allure.ts';

/** How many exchanges of a clause a report carries; a generated clause has hundreds. */
const mostAttachments = 8;

/**
 * Judges a clause as a test of Playwright's runner: leaves the verdict in the run folder, attaches the evidence, and
 * ends the test accordingly. A verdict that is no pass is thrown, so that every reporter shows it.
 */
export async function judgeInRunner(each: ClauseTest, run: RunContext, info: TestInfo): Promise<void> {
  await describeClause(each.clause, run.suite);
  const record = await judge(each, run, { step: (name, body) => shownAsStep(run.secrets.redact(name), body) });
  for (const exchange of evidenceOf(record, run)) await attachExchange(info, exchange, run.secrets, run.target.baseUrl);
  if (record.verdict === 'not-applicable') test.skip(true, record.message);
  if (record.verdict === 'inconclusive' && run.over !== undefined) {
    sayOnce(run, run.over);
    // A test that fails costs a new worker, and time is what such a run has not.
    test.skip(true, `inconclusive: ${record.message}`);
  }
  if (record.verdict !== 'pass') {
    const failure = new Error(`${record.verdict}: ${record.message}`);
    // The stack would show the harness, where nobody needs to look.
    failure.stack = failure.message;
    throw failure;
  }
}

/** Leaves word of why the run ends early. */
function sayOnce({ folder }: RunContext, over: NonNullable<RunContext['over']>): void {
  if (folder === undefined || folder.read<Note>('notes.jsonl').some(({ kind }) => kind === 'stop')) return;
  note(folder, { kind: 'stop', verdict: 'inconclusive', ...over });
}

/** Shows an input as a step of the runner, red where it did not pass; the clause goes on with its other inputs. */
async function shownAsStep(name: string, body: () => Promise<Finding>): Promise<Finding> {
  let finding: Finding | undefined;
  try {
    await test.step(name, async () => {
      finding = await body();
      if (!['pass', 'not-applicable'].includes(finding.verdict)) throw new Error(finding.verdict);
    });
  } catch (error) {
    if (finding === undefined) throw error;
  }
  if (finding === undefined) throw new HarnessError('a step ended without a finding');
  return finding;
}

/** The exchanges that a report needs: those of findings that did not pass, else the first ones looked at. */
function evidenceOf(record: VerdictRecord, run: RunContext) {
  const decisive = record.findings
    .filter(({ verdict }) => verdict !== 'pass')
    .flatMap(({ exchange }) => exchange ?? []);
  const ids = new Set(decisive.length > 0 ? decisive : record.exchanges);
  return run.recording.exchanges.filter(({ id }) => ids.has(id)).slice(0, mostAttachments);
}
