import { test } from '@playwright/test';
import { silent, type StepReporter } from '../judge/clause-context.ts';
import type { ClauseTest } from '../judge/clause-test.ts';
import { judge } from '../judge/judge.ts';
import type { RunContext } from '../judge/run-context.ts';
import { HarnessError } from '../model/outcome.ts';
import type { Finding } from '../model/verdict.ts';
import { note, type Note } from '../run/notes.ts';

/**
 * Judges a clause as a test of Playwright's runner: leaves the verdict in the run folder, from which the reports are
 * made, and ends the test accordingly. A verdict that is no pass is thrown, so that every reporter shows it.
 *
 * Where our reports alone are seen, the inputs are no steps of the runner's, which looks for the place of each in the
 * sources; and a test that fails is one that was expected to, since the runner starts a new worker after any other.
 */
export async function judgeInRunner(each: ClauseTest, run: RunContext): Promise<void> {
  const isSeen = run.folder?.recall('runner-is-seen') !== false;
  const steps: StepReporter = { step: (name, body) => shownAsStep(run.secrets.redact(name), body) };
  const record = await judge(each, run, isSeen ? steps : silent);
  if (record.verdict === 'not-applicable') test.skip(true, record.message);
  if (record.verdict === 'inconclusive' && run.over !== undefined) {
    sayOnce(run, run.over);
    // A test that fails costs a new worker, and time is what such a run has not.
    test.skip(true, `inconclusive: ${record.message}`);
  }
  if (record.verdict !== 'pass' && !isSeen && test.info().config.maxFailures === 0) test.fail();
  if (record.verdict !== 'pass') throw withoutStack(`${record.verdict}: ${record.message}`);
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
      const { verdict, expected } = finding;
      // What came instead may hold a secret; the reports have it, redacted.
      if (!['pass', 'not-applicable'].includes(verdict)) throw withoutStack(`${verdict}: expected ${expected}`);
    });
  } catch (error) {
    if (finding === undefined) throw error;
  }
  if (finding === undefined) throw new HarnessError('a step ended without a finding');
  return finding;
}

/** The stack would show the harness, where nobody needs to look. */
function withoutStack(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}
