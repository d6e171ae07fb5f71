import { styleText } from 'node:util';
import type { Comparison } from '../comparison/comparison.ts';
import { againstBaseline } from '../comparison/words.ts';
import { isGating } from '../model/clause.ts';
import type { Exchange } from '../model/exchange.ts';
import { traceIdOf } from '../model/trace-context.ts';
import type { SecretRegistry } from '../secrets/registry.ts';
import { commandFor } from './curl.ts';
import { differences } from './difference.ts';
import { phasesInWords } from './phases-in-words.ts';
import { responseTimeMs } from './response-times.ts';
import { printable, printableBytes } from '../text/printable.ts';
import { redactBytes } from '../secrets/redact-bytes.ts';
import { redactResponse } from '../secrets/redact-response.ts';
import { againCommand } from './again.ts';
import { type ClauseResult, reasonOf, type RunResult } from './run-result.ts';
import { targetInWords } from './target-name.ts';

type Style = 'red' | 'yellow' | 'green' | 'bold' | 'dim';

/** Findings of one clause that are shown whole; a clause with many inputs fails alike for most of them. */
const mostFindings = 3;

/** Long enough for a request with a header of 16 KiB: a command that is cut repeats nothing. */
const longestCommand = 20_000;

const isCommand = (line: string): boolean => line.startsWith('  repeat ');

/** Writes the result of a run for people: what failed first, the verdict in the last line. */
export class ConsoleReport {
  readonly #result: RunResult;
  readonly #secrets: SecretRegistry;
  readonly #colour: boolean;

  constructor(result: RunResult, secrets: SecretRegistry, colour: boolean) {
    this.#result = result;
    this.#secrets = secrets;
    this.#colour = colour;
  }

  /** Everything but the last line. */
  body(filesSearched: number): string[] {
    const { clauses, target, notes, deviationNotes } = this.#result;
    const of = (...verdicts: ClauseResult['verdict'][]): ClauseResult[] =>
      clauses.filter(({ verdict }) => verdicts.includes(verdict));
    const failed = of('fail');
    const unexcused = failed.filter(({ deviation }) => deviation === undefined);
    const failures = [
      ...unexcused.filter((each) => isGating(each, target)).flatMap((each) => this.#failure(each, 'FAIL')),
      ...failed.filter((each) => !unexcused.includes(each)).flatMap((each) => this.#failure(each, 'DEVIATION')),
      ...unexcused.filter((each) => !isGating(each, target)).flatMap((each) => this.#failure(each, 'ADVISORY')),
    ];
    const variables = new Set(
      failures.flatMap((line) => (isCommand(line) ? (line.match(/\$[A-Z][A-Z_0-9]+/g) ?? []) : [])),
    );
    return [
      ...failures,
      ...(variables.size === 0
        ? []
        : [
            `Set in a shell before a repeat line runs, since a run keeps them to itself: ${[...variables].join(', ')}`,
            '',
          ]),
      ...this.#witness(),
      ...this.#oneLiners('ERROR', 'red', of('error', 'missing')),
      ...this.#oneLiners('INCONCLUSIVE', 'yellow', of('inconclusive')),
      ...this.#observations(of('pass')),
      ...this.#leftOut(of('not-applicable')),
      ...deviationNotes.map((line) => `${this.#paint('yellow', 'DEVIATION')}  ${line}`),
      ...notes
        .filter(({ kind }) => kind === 'warning')
        .map(({ message }) => `${this.#paint('yellow', 'WARNING')}  ${printable(message)}`),
      '',
      this.counts(filesSearched),
    ];
  }

  /** Counts, requests, effects, files searched: one line. */
  counts(filesSearched: number): string {
    const { suite, clauses, requests, effectsIssued, target } = this.#result;
    const count = (verdict: ClauseResult['verdict']): number =>
      clauses.filter((each) => each.verdict === verdict).length;
    const advisories = clauses.filter((each) => each.verdict === 'fail' && !isGating(each, target)).length;
    return [
      `${count('pass')} passed`,
      `${count('fail')} failed${advisories > 0 ? ` (${advisories} advisory)` : ''}`,
      `${count('inconclusive')} inconclusive`,
      `${count('not-applicable')} not applicable`,
      ...(count('none') > 0 ? [`${count('none')} not reached`] : []),
      `${requests} requests`,
      `${effectsIssued} ${suite.effect[1]} issued`,
      `${filesSearched} files searched for secrets`,
    ].join(', ');
  }

  /**
   * The verdict in one line, the last that a run prints; what the run could not put back stands there too.
   *
   * @param comparison What changed since the baseline; undefined where there is none.
   */
  lastLine(comparison?: Comparison): string {
    const { suite, gate, target, durationMs, repeats } = this.#result;
    const style: Style = {
      conformant: 'green',
      deviating: 'yellow',
      nonconformant: 'red',
      inconclusive: 'yellow',
      error: 'red',
    }[gate.verdict] as Style;
    const responseTime = responseTimeMs(this.#result);
    const { notes } = this.#result;
    const alarms = notes.filter(({ kind }) => kind === 'alarm');
    const remarks = notes.flatMap((each) => (each.kind === 'warning' ? (each.lastLine ?? []) : []));
    const facts = [
      ...(target.profile === 'health' && responseTime !== undefined
        ? [`${suite.effect[0]} in ${Math.round(responseTime)} ms`]
        : []),
      `profile ${target.profile}`,
      `seed ${target.seed}`,
      `${(durationMs / 1000).toFixed(1)} s`,
      ...(repeats.words === undefined ? [] : [repeats.words]),
      ...remarks,
      ...(comparison === undefined ? [] : [againstBaseline(comparison)]),
    ];
    return [
      `${this.#paint(style, gate.verdict.toUpperCase())}  ${targetInWords(target)}  ${printable(gate.reason)} (${facts.join(', ')})`,
      ...alarms.map(({ message }) => `${this.#paint('red', 'ALARM')}  ${printable(message)}`),
    ].join('  ');
  }

  #failure(clause: ClauseResult, word: string): string[] {
    const findings = clause.findings.filter(({ verdict }) => verdict === 'fail');
    const more = findings.length > mostFindings ? [`  and ${findings.length - mostFindings} more inputs fail`] : [];
    return [
      `${this.#paint(word === 'FAIL' ? 'red' : 'yellow', word)}  ${this.#paint('bold', clause.id)}  ${clause.level}  ${clause.promise}`,
      ...findings
        .slice(0, mostFindings)
        .flatMap((finding) => [
          `  input     ${printable(finding.input)}`,
          `  expected  ${printable(finding.expected)}`,
          `  actual    ${printable(finding.actual)}`,
          ...this.#evidence(this.#result.exchanges.find(({ id }) => id === finding.exchange)),
        ]),
      ...more,
      ...(findings.length === 0 ? [`  actual    ${printable(clause.message)}`] : []),
      `  source    ${clause.source.name}: ${clause.source.url}`,
      `  again     ${againCommand(clause.id, this.#result.target)}`,
      ...(clause.deviation === undefined
        ? []
        : [
            `  known     ${printable(clause.deviation.reason)} (${clause.deviation.link}, review by ${clause.deviation.reviewBy})`,
          ]),
      '',
    ];
  }

  #evidence(exchange: Exchange | undefined): string[] {
    if (exchange === undefined) return [];
    const { suite, exchanges } = this.#result;
    const good = exchanges.find(({ name, response }) => name === suite.goodRequest.name && response !== undefined);
    const head = this.#secrets
      .redact(exchange.sentHead)
      .trimEnd()
      .split('\r\n')
      .map((line) => printable(line, 200));
    const body = printableBytes(redactBytes(exchange.request.body ?? Buffer.alloc(0), this.#secrets), 400);
    const [first = '', ...rest] = [
      ...head.slice(0, 12),
      ...(head.length > 12 ? [`… ${head.length - 12} lines more`] : []),
      ...(body === '' ? [] : ['', body]),
    ];
    const differs = good === undefined || good.id === exchange.id ? [] : differences(exchange, good, this.#secrets);
    const trace = traceIdOf(exchange);
    return [
      `  sent      ${first}`,
      ...rest.map((line) => `            ${line}`),
      ...differs.map((line, index) => `  ${index === 0 ? 'differs' : '       '}   ${line}`),
      ...(trace === undefined ? [] : [`  trace     ${trace}`]),
      ...(exchange.phases === undefined ? [] : [`  took      ${phasesInWords(exchange.phases)}`]),
      `  repeat    ${printable(commandFor(exchange, this.#result.target.baseUrl, this.#secrets), longestCommand)}`,
    ];
  }

  /** What the second client came to; both exchanges where it disagrees with ours. */
  #witness(): string[] {
    const { witness, exchanges } = this.#result;
    if (witness?.agrees === undefined) return [];
    if (witness.agrees)
      return [`${this.#paint('dim', 'SEEN')}  Playwright's own client gets the same answer to the good request`];
    const [ours, theirs] = witness.exchanges.map((id) => exchanges.find((each) => each.id === id));
    return [
      `${this.#paint('red', 'ERROR')}  ${printable(this.#secrets.redact(witness.message), longestCommand)}`,
      '  our client',
      ...this.#evidence(ours),
      ...this.#answer(ours),
      "  Playwright's client",
      ...this.#evidence(theirs),
      ...this.#answer(theirs),
      '',
    ];
  }

  #answer(exchange: Exchange | undefined): string[] {
    const { response, trouble } = exchange ?? {};
    if (response === undefined) return [`  got       ${printable(trouble?.message ?? 'nothing')}`];
    const { status, reason, headers, body } = redactResponse(response, this.#secrets);
    const fields = headers.map(([name, value]) => `${name}: ${value}`);
    const lines = [...fields.map((line) => printable(line, 200)), '', printableBytes(body, 400)];
    return [`  got       ${status} ${printable(reason)}`, ...lines.map((line) => `            ${line}`)];
  }

  #oneLiners(word: string, style: Style, clauses: readonly ClauseResult[]): string[] {
    return clauses.map((clause) => {
      const { id, level, blame } = clause;
      return `${this.#paint(style, word)}  ${id}  ${level}  ${printable(reasonOf(clause))}${blame === undefined ? '' : ` [${blame}]`}`;
    });
  }

  #observations(clauses: readonly ClauseResult[]): string[] {
    return clauses
      .filter(({ level, message }) => level === 'MAY' && message !== '')
      .map(({ id, message }) => `${this.#paint('dim', 'SEEN')}  ${id}  ${printable(message)}`);
  }

  #leftOut(clauses: readonly ClauseResult[]): string[] {
    const reasons = [...new Set(clauses.map(({ message }) => message))];
    return reasons.map((reason) => {
      const ids = clauses.filter(({ message }) => message === reason).map(({ id }) => id);
      return `${this.#paint('dim', 'NOT APPLICABLE')}  ${ids.join(', ')}: ${printable(reason)}`;
    });
  }

  #paint(style: Style, text: string): string {
    return this.#colour ? styleText(style, text) : text;
  }
}
