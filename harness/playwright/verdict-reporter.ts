import { join, relative } from 'node:path';
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import { Recording } from '../client/recording.ts';
import { ConfigurationError } from '../config/configuration-error.ts';
import { secretsOf } from '../judge/run-context.ts';
import { type Testimony, testimonyIn } from '../judge/witness.ts';
import type { Suite as ClauseSuite } from '../judge/suite.ts';
import type { Note } from '../run/notes.ts';
import { redactRecord } from '../secrets/redact-record.ts';
import { SecretRegistry } from '../secrets/registry.ts';
import { filesSince, findLeaks, withdraw } from '../secrets/scan.ts';
import { comparisonLines } from '../comparison/console-lines.ts';
import { ConsoleReport } from '../report/console.ts';
import { readDeviations } from '../config/deviations.ts';
import { exitCodes } from '../report/gate.ts';
import { printable } from '../text/printable.ts';
import { Progress } from '../report/progress.ts';
import { resultOf } from '../report/run-result.ts';
import { openingInWords, targetInWords } from '../report/target-name.ts';
import { readRunnerResults } from '../report/runner-results.ts';
import { writeResults } from '../report/write-results.ts';
import { type CurrentRun, currentRun, targetOfRun } from './current-run.ts';
import { clauseAnnotation } from './tests.ts';
import { witnessAnnotation } from './witness.ts';

/** Where in the run folder the runner's own Allure reporter writes. */
export const runnerResultsFolder = 'allure-results';

/** What the runner reports as errors of a run that planned nothing, and of one that `--max-failures` (`-x`) ended. */
const saidByTheGate = ['No tests found', 'Testing stopped early'];

/**
 * Joins the verdicts that the clauses left with what the runner planned, writes the results, and sets the exit code.
 *
 * Everything happens in `onExit`, after the teardown and all that the runner itself writes, so that this is searched too.
 */
export default class VerdictReporter implements Reporter {
  readonly #suite: ClauseSuite;
  readonly #planned: string[] = [];
  readonly #ended = new Map<string, string>();
  readonly #errors: string[] = [];
  readonly #progress = new Progress(process.stdout);
  #status: FullResult['status'] = 'passed';
  readonly #listed = process.argv.includes('--list');

  /** @param options From the configuration: the suite that is judged. */
  constructor({ suite }: { readonly suite: ClauseSuite }) {
    this.#suite = suite;
  }

  printsToStdio(): boolean {
    // A list of the tests is the runner's to print.
    return !this.#listed;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    for (const test of suite.allTests()) {
      if (test.annotations.some(({ type }) => type === witnessAnnotation)) continue;
      const id = this.#clauseOf(test);
      if (id === undefined) this.#errors.push(`the test ${JSON.stringify(test.title)} names no clause`);
      else this.#planned.push(id);
    }
    if (this.#listed) return;
    const { settings } = currentRun(this.#suite);
    const isQuiet = settings.conduct.profile === 'health';
    // Who forgot BASE_URL is told so before the run, and not after it. A run that can't begin has no more than one line.
    if (!isQuiet && this.#planned.length > 0) console.log(`TARGET  ${openingInWords(settings, this.#planned.length)}`);
    this.#progress.begin(this.#planned.length, isQuiet);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const id = this.#clauseOf(test);
    // The runner reports what an interruption cut off as skipped before it has begun.
    if (id === undefined || result.workerIndex === -1 || result.status === 'interrupted') return;
    const isAgainst = result.status === 'failed' || result.status === 'timedOut';
    this.#ended.set(id, isAgainst ? firstLine(result.error?.message ?? 'it gives no reason') : '');
    this.#progress.step(id, result.status);
  }

  onError(error: TestError): void {
    const line = firstLine(error.message ?? error.value ?? 'an error without a message');
    if (!saidByTheGate.some((each) => line.includes(each))) this.#errors.push(line);
  }

  onEnd(result: FullResult): void {
    this.#status = result.status;
  }

  async onExit(): Promise<void> {
    const run = currentRun(this.#suite);
    const { folder } = run;
    if (this.#listed) {
      folder.markEnded();
      return;
    }
    this.#progress.end();
    const code = this.#conclude(run);
    folder.markEnded();
    // The runner sets its own code as it leaves; ours has the last word.
    process.once('exit', () => {
      process.exitCode = code;
    });
    await Promise.resolve();
  }

  #conclude(run: CurrentRun): number {
    try {
      return this.#report(run);
    } catch (error) {
      // What broke first explains the rest, such as a sandbox that did not start.
      const secrets = this.#secretsSoFar(run);
      const lines = [...this.#errors, ...linesOf(error)].map((line) => secrets.redact(line));
      for (const line of lines) console.log(`ERROR  ${printable(line)}`);
      this.#writeError(lines[0] ?? 'the harness broke', run);
      return exitCodes.error;
    }
  }

  /** The secrets of a run that may have broken before there was a target, or a recording that can be read. */
  #secretsSoFar(run: CurrentRun): SecretRegistry {
    try {
      const secrets = secretsOf(targetOfRun(run), this.#suite);
      new Recording(secrets, run.folder);
      return secrets;
    } catch {
      return new SecretRegistry();
    }
  }

  #report(run: CurrentRun): number {
    const { folder, settings } = run;
    const target = targetOfRun(run);
    const secrets = secretsOf(target, this.#suite);
    const { exchanges } = new Recording(secrets, folder);
    const notes = [
      ...settings.warnings.map(warning),
      ...folder.read<Note>('notes.jsonl').map((each) => withoutSecrets(each, secrets)),
      ...this.#early(),
    ];
    const stopped = notes.some(({ kind }) => kind === 'stop');
    const cutShort = ['interrupted', 'timedout'].includes(this.#status);
    const cutOff = stopped && (this.#ended.size === 0 || cutShort);
    const records = new Map([...folder.verdicts()].map(([id, record]) => [id, redactRecord(record, secrets)]));
    // The test that was under way when the run was cut short ends in one way or another, which says nothing.
    const ended = [...this.#ended].filter(([id]) => !cutShort || records.has(id));
    const facts = {
      suite: this.#suite,
      target,
      planned: this.#planned,
      ended: new Map(ended.map(([id, objection]) => [id, cutShort ? '' : secrets.redact(objection)])),
      records,
      exchanges,
      notes,
      witness: testimonyWithoutSecrets(testimonyIn(folder), secrets),
      deviations: readDeviations(target.deviationsFile, this.#suite),
      // What cut the run off is said by its note; the runner reports the same as an error.
      errors: cutOff ? [] : this.#errors.map((line) => secrets.redact(line)),
      startedAt: new Date(folder.startedAt),
      endedAt: new Date(),
    };
    let result = resultOf(facts);
    const byRunner = readRunnerResults(join(folder.path, runnerResultsFolder));
    const { baseline } = run;
    let written = writeResults(result, secrets, target.resultsDir, byRunner, baseline);
    const leaks = findLeaks(filesSince(target.resultsDir, result.startedAt), secrets);
    if (leaks.length > 0) {
      withdraw(leaks);
      const named = leaks.map(({ file, placeholder }) => `${relative(target.resultsDir, file)} held ${placeholder}`);
      result = resultOf({ ...facts, errors: [`a secret was written and the file is withdrawn: ${named.join('; ')}`] });
      written = writeResults(result, secrets, target.resultsDir, byRunner, baseline);
      // Better no report than one that tells it again.
      if (findLeaks(filesSince(target.resultsDir, result.startedAt), secrets).length > 0)
        this.#writeError(result.gate.reason, run);
    }
    const report = new ConsoleReport(result, secrets, isColourful(process.stdout));
    const { files, comparison } = written;
    if (target.profile !== 'health' && !(stopped && this.#ended.size === 0)) {
      for (const line of report.body(files)) console.log(line);
      if (comparison !== undefined)
        for (const line of ['', ...comparisonLines(comparison, isColourful(process.stdout))]) console.log(line);
    } else
      for (const { kind, message } of result.notes)
        if (kind === 'warning') console.log(`${kind.toUpperCase()}  ${printable(message)}`);
    console.log(report.lastLine(comparison));
    run.results?.end({ target: targetInWords(target), verdict: result.gate.verdict });
    return exitCodes[result.gate.verdict];
  }

  /** Writes that there is no result, where the disk still allows it, so that nobody takes an older one for it. */
  #writeError(message: string, { folder, settings, results }: CurrentRun): void {
    try {
      results?.withdraw(message, new Date(folder.startedAt), settings.conduct.profile === 'health');
    } catch (error) {
      for (const line of linesOf(error)) console.log(`ERROR  no result could be written: ${printable(line)}`);
    }
  }

  #clauseOf(test: TestCase): string | undefined {
    const id = test.annotations.find(({ type }) => type === clauseAnnotation)?.description ?? '';
    return this.#suite.clause(id)?.id;
  }

  /** Why the run ended before its last clause, as the runner knows it. */
  #early(): Note[] {
    if (this.#status === 'interrupted') {
      return [{ kind: 'stop', verdict: 'inconclusive', blame: 'interrupted', message: 'the run was interrupted' }];
    }
    if (this.#status === 'timedout') {
      return [
        {
          kind: 'stop',
          verdict: 'inconclusive',
          blame: 'budget',
          message: 'the run budget (RUN_BUDGET_SECONDS) is used up',
        },
      ];
    }
    return [];
  }
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof ConfigurationError) return error.problems;
  return [error instanceof Error ? firstLine(error.message) : String(error)];
}

/** A note as it may be shown. The reader of an alarm needs the address in it, and nothing else in it is a secret. */
function withoutSecrets(note: Note, secrets: SecretRegistry): Note {
  return note.kind === 'alarm' ? note : { ...note, message: secrets.redact(note.message) };
}

/** A testimony as it may be shown: the names of a body's members are in it. */
function testimonyWithoutSecrets(testimony: Testimony | undefined, secrets: SecretRegistry): Testimony | undefined {
  if (testimony === undefined || testimony.agrees === true) return testimony;
  return testimony.agrees === false
    ? { ...testimony, message: secrets.redact(testimony.message) }
    : { leftOut: secrets.redact(testimony.leftOut) };
}

function warning(message: string): Note {
  return { kind: 'warning', message };
}

function firstLine(text: string): string {
  // The runner colours its messages.
  return text.replace(/\u001b\[[0-9;]*m/g, '').split('\n')[0] ?? '';
}

function isColourful(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && process.env.NO_COLOR === undefined;
}
