import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Attachment,
  type Label,
  Status,
  type StatusDetails,
  type StepResult,
  type TestResult,
} from 'allure-js-commons';
import { createStepResult, createTestResult, FileSystemWriter } from 'allure-js-commons/sdk/reporter';
import type { Level } from '../model/clause.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Finding, Verdict } from '../model/verdict.ts';
import type { SecretRegistry } from '../secrets/registry.ts';
import { redactBytes } from '../secrets/redact-bytes.ts';
import { printable } from '../text/printable.ts';
import { executor } from './ci.ts';
import { clausePage } from './clause-page.ts';
import { bodyFileName, needsBodyFile } from './curl.ts';
import { versions } from './environment-info.ts';
import type { RunnerResult } from './runner-results.ts';
import { httpExchange } from './http-exchange.ts';
import { type ClauseResult, type Outcome, outcomeOf, reasonOf, type RunResult } from './run-result.ts';
import { targetInWords } from './target-name.ts';

/** How many exchanges of a clause a report carries; a generated clause has hundreds. */
const mostExchanges = 8;

/** Red is kept for what decides the verdict, and `broken` for faults of the harness. */
const statuses: Readonly<Record<Outcome, Status>> = {
  conforms: Status.PASSED,
  nonconformity: Status.FAILED,
  'known deviation': Status.PASSED,
  advisory: Status.PASSED,
  inconclusive: Status.SKIPPED,
  'not reached': Status.SKIPPED,
  'not applicable': Status.SKIPPED,
  'harness error': Status.BROKEN,
};

/** What a title says of a clause that looks green and is no plain pass. */
const remarks: Readonly<Partial<Record<Outcome, string>>> = {
  'known deviation': 'known deviation',
  advisory: 'advisory, not kept',
};

const severities: Readonly<Record<Level, string>> = { MUST: 'critical', SHOULD: 'normal', MAY: 'minor' };

/**
 * Writes `allure-results/` anew: a test for each clause, what the run says of itself, and where it ran.
 *
 * @param dir The folder; what it held is removed.
 * @param byRunner What the runner's reporter has written, by clause.
 */
export function writeAllureResults(
  result: RunResult,
  registry: SecretRegistry,
  dir: string,
  byRunner: ReadonlyMap<string, RunnerResult>,
): void {
  const { suite, gate, target, clauses, exchanges, notes, startedAt } = result;
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const writer = new FileSystemWriter({ resultsDir: dir });
  const attachments = new Attachments(dir, result, registry);
  const good = exchanges.find(({ name, response }) => name === suite.goodRequest.name && response !== undefined);
  for (const clause of clauses) {
    const test = testOf(clause, result, attachments, clausePage(clause, result, registry, good));
    const asByRunner = { ...test, ...byRunner.get(clause.id) };
    writeUnflushed(dir, `${asByRunner.uuid}-result.json`, JSON.stringify(asByRunner));
  }
  writer.writeEnvironmentInfo(environmentOf(result));
  // What no clause says: why the run never began or ended early, what it could not put back.
  const alarms = notes.filter(({ kind }) => kind === 'alarm').map(({ message }) => message);
  const isOwn =
    gate.verdict === 'error' || notes.some(({ kind }) => kind === 'stop') || result.repeats.tooMany !== undefined;
  const messages = [...(isOwn ? [`${gate.verdict}: ${gate.reason}`] : []), ...alarms];
  if (messages.length > 0) {
    const timestamp = startedAt.getTime();
    const errors = messages.map((message) => ({ message: printable(message), timestamp }));
    writer.writeGlobals(`${randomUUID()}-globals.json`, { attachments: [], errors });
  }
  const ran = executor(`${gate.verdict}: ${targetInWords(target)}`);
  if (ran !== undefined) writeFileSync(join(dir, 'executor.json'), JSON.stringify(ran));
}

function testOf(clause: ClauseResult, result: RunResult, attachments: Attachments, page: string): TestResult {
  const { suite, target, startedAt } = result;
  const outcome = outcomeOf(clause, target);
  const remark = remarks[outcome];
  const status = statuses[outcome];
  const start = clause.startedAt === undefined ? startedAt.getTime() : Date.parse(clause.startedAt);
  const decisive = clause.findings.find(({ verdict, input }) => verdict === 'fail' && input !== '');
  return {
    ...createTestResult(randomUUID()),
    name: `${clause.id} ${clause.promise}${remark === undefined ? '' : ` (${remark})`}`,
    fullName: `${suite.id} ${clause.id}`,
    // An identity that outlives a change of title.
    historyId: clause.id,
    testCaseId: clause.id,
    status,
    statusDetails: detailsOf(status, reasonOf(clause), decisive),
    descriptionHtml: page,
    labels: labelsOf(clause, outcome, suite.title),
    links: [
      { url: clause.source.url, name: clause.source.name },
      ...(clause.deviation === undefined
        ? []
        : [{ url: clause.deviation.link, name: clause.deviation.reason, type: 'issue' }]),
    ],
    start,
    stop: start + Math.round(clause.durationMs),
    ...evidenceOf(clause, outcome, attachments, start),
  };
}

function detailsOf(status: Status, reason: string, decisive: Finding | undefined): StatusDetails {
  if (status !== Status.FAILED || decisive === undefined) return reason === '' ? {} : { message: printable(reason) };
  return {
    // As its step says it: Allure shows what no step says once more.
    message: printable(inWords(decisive)),
    expected: printable(decisive.expected),
    actual: printable(decisive.actual),
  };
}

function labelsOf(clause: ClauseResult, outcome: Outcome, title: string): Label[] {
  return [
    { name: 'epic', value: title },
    { name: 'parentSuite', value: clause.call },
    { name: 'suite', value: clause.area },
    { name: 'severity', value: severities[clause.level] },
    { name: 'level', value: clause.level },
    { name: 'outcome', value: outcome },
  ];
}

/** The inputs as steps, each with its exchange: those that did not pass, or else the first ones. */
function evidenceOf(
  { id: owner, findings, exchanges }: ClauseResult,
  outcome: Outcome,
  attachments: Attachments,
  start: number,
): Pick<TestResult, 'steps' | 'attachments'> {
  const decisive = findings.filter(({ verdict }) => verdict !== 'pass').flatMap(({ exchange }) => exchange ?? []);
  const shown = new Set((decisive.length > 0 ? decisive : exchanges).slice(0, mostExchanges));
  const steps: StepResult[] = [];
  for (const finding of findings.filter(({ input }) => input !== '')) {
    const evidence =
      finding.exchange !== undefined && shown.delete(finding.exchange) ? attachments.of(owner, finding.exchange) : [];
    steps.push({
      ...createStepResult(),
      name: printable(finding.input),
      // Red here would look like a failure of the whole.
      status:
        finding.verdict === 'fail' && outcome !== 'nonconformity' ? Status.SKIPPED : stepStatuses[finding.verdict],
      statusDetails: finding.verdict === 'pass' ? {} : { message: printable(inWords(finding)) },
      attachments: evidence,
      start,
      stop: start,
    });
  }
  return { steps, attachments: [...shown].flatMap((id) => attachments.of(owner, id)) };
}

const stepStatuses: Readonly<Record<Verdict, Status>> = {
  pass: Status.PASSED,
  fail: Status.FAILED,
  inconclusive: Status.SKIPPED,
  'not-applicable': Status.SKIPPED,
  error: Status.BROKEN,
};

function inWords({ input, verdict, expected, actual }: Finding): string {
  return verdict === 'fail' ? `${input}: expected ${expected}, got ${actual}` : actual;
}

/** Writes the exchanges of a run as files of the report, into its folder, which is there. */
class Attachments {
  readonly #dir: string;
  readonly #byId: ReadonlyMap<number, Exchange>;
  readonly #baseUrl: string;
  readonly #registry: SecretRegistry;

  constructor(dir: string, { exchanges, target }: RunResult, registry: SecretRegistry) {
    this.#dir = dir;
    this.#byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
    this.#baseUrl = target.baseUrl;
    this.#registry = registry;
  }

  /**
   * Writes an exchange, and beside it a request body that can't be read off a command line.
   *
   * @param owner Id of the clause: Allure loses a file that two tests name.
   * @param id Number of the exchange.
   */
  of(owner: string, id: number): Attachment[] {
    const exchange = this.#byId.get(id);
    if (exchange === undefined) return [];
    const { name, request } = exchange;
    const source = `${owner}-exchange-${id}-attachment.json`;
    const document = httpExchange(exchange, this.#registry, this.#baseUrl);
    writeUnflushed(this.#dir, source, JSON.stringify(document));
    const shown = printable(this.#registry.redact(name), 80);
    const whole = { name: `exchange ${id}: ${shown}`, source, type: 'application/vnd.allure.http+json' };
    if (request.body === undefined || !needsBodyFile(request.body)) return [whole];
    const file = `${owner}-exchange-${id}-request-body-attachment.bin`;
    writeUnflushed(this.#dir, file, redactBytes(request.body, this.#registry));
    return [whole, { name: bodyFileName(exchange), source: file, type: 'application/octet-stream' }];
  }
}

/** Allure's own writer waits for the disk after each of some hundred files. */
function writeUnflushed(dir: string, name: string, content: string | Uint8Array): void {
  writeFileSync(join(dir, name), content);
}

function environmentOf({ target, gate, covered, witness }: RunResult): Record<string, string> {
  return {
    Target: targetInWords(target),
    Verdict: gate.verdict,
    Clauses: covered,
    Profile: target.profile,
    Strict: target.strict ? 'yes' : 'no',
    Seed: String(target.seed),
    ...(witness?.agrees === undefined ? {} : { 'Second client': witness.agrees ? 'agrees' : 'disagrees' }),
    ...Object.fromEntries(Object.entries(versions).map(([name, version]) => [`Version of ${name}`, version])),
  };
}
