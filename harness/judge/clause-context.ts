import type { Clause } from '../model/clause.ts';
import type { Exchange, Stimulus } from '../model/exchange.ts';
import type { Target } from '../model/target.ts';
import type { Connection } from '../http/connection.ts';
import type { RunContext } from './run-context.ts';
import { FatalInput } from './fatal-input.ts';
import { HarnessError, Inconclusive, Nonconformity, NotApplicable, UnexpectedCode } from '../model/outcome.ts';
import type { Blame, Finding, Verdict } from '../model/verdict.ts';
import { shortened } from '../text/printable.ts';

/** Longest quotation of the target in a message, in characters. */
const longestQuotation = 120;

/** Shows the named inputs of a clause while they are judged, as the steps of Playwright's runner do. */
export interface StepReporter {
  /** Judges an input by `body` under a name, and shows what came of it. */
  step(name: string, body: () => Promise<Finding>): Promise<Finding>;
}

/** Shows nothing. */
export const silent: StepReporter = { step: (_name, body) => body() };

/** What one clause is judged with: it sends, looks at the recording, and collects a finding for each input. */
export class ClauseContext {
  readonly clause: Clause;
  /** The context that all clauses of the run share. */
  readonly run: RunContext;
  readonly findings: Finding[] = [];
  /** Numbers of the exchanges that the clause looked at, in order. */
  readonly seen = new Set<number>();
  readonly observations: { readonly text: string; readonly lasting: string }[] = [];
  /** Why an input was inconclusive, the first reason found. */
  blame: Blame | undefined;
  readonly #steps: StepReporter;

  constructor(run: RunContext, clause: Clause, steps: StepReporter) {
    this.run = run;
    this.clause = clause;
    this.#steps = steps;
  }

  get target(): Target {
    return this.run.target;
  }

  /** The last exchange that a stimulus brought: sent now if no clause of this run has sent it before. */
  async exchange(stimulus: Stimulus): Promise<Exchange> {
    const recorded = this.run.recording.byName(stimulus.name).findLast(({ auxiliary }) => !auxiliary);
    return this.#look(recorded ?? (await this.#send(stimulus)));
  }

  /** Sends a stimulus anew, for clauses about repetition. */
  async send(stimulus: Stimulus): Promise<Exchange> {
    return this.#look(await this.#send(stimulus));
  }

  /** Sends stimuli at once, as {@link Client.sendTogether} does. */
  async sendTogether(stimuli: readonly Stimulus[]): Promise<Exchange[]> {
    await this.run.outage.admit();
    const exchanges = await this.run.client.sendTogether(stimuli);
    return exchanges.map((each) => this.#look(each));
  }

  /** Sends a stimulus on a connection that is kept. */
  async sendOn(connection: Connection, stimulus: Stimulus): Promise<Exchange> {
    await this.run.outage.admit();
    return this.#look(await this.run.client.sendOn(connection, stimulus));
  }

  /** The exchanges of the run so far that are evidence and pass a filter. */
  recorded(filter: (exchange: Exchange) => boolean = () => true): Exchange[] {
    return this.run.recording.exchanges.filter((exchange) => !exchange.auxiliary && filter(exchange));
  }

  /** Takes exchanges from the recording as evidence of this clause. */
  look(...exchanges: readonly Exchange[]): void {
    for (const exchange of exchanges) this.#look(exchange);
  }

  /**
   * Adds to what the clause says when it passes.
   *
   * @param lasting The same without what differs from run to run, such as times: what later runs are compared with.
   */
  observe(text: string, lasting = text): void {
    this.observations.push({ text, lasting });
  }

  /**
   * Judges one named input. A nonconformity becomes a finding, so that the other inputs are judged too.
   *
   * @param judge Throws {@link Nonconformity}, {@link Inconclusive} or {@link NotApplicable}; anything else is an error
   *   of the harness.
   */
  async input(name: string, judge: () => void | Promise<void>): Promise<void> {
    const before = new Set(this.seen);
    this.findings.push(await this.#steps.step(name, () => this.#judged(name, judge, before)));
  }

  async #judged(name: string, judge: () => void | Promise<void>, before: ReadonlySet<number>): Promise<Finding> {
    const expected = this.clause.accept.words;
    let verdict: Verdict = 'pass';
    let words = { expected, actual: '' };
    let code: number | undefined;
    try {
      await judge();
    } catch (error) {
      verdict = verdictOf(error);
      words = error instanceof Nonconformity ? this.#wordsOf(error) : { expected, actual: messageOf(error) };
      if (error instanceof Inconclusive) this.blame ??= error.blame;
      if (error instanceof UnexpectedCode) ({ code } = error);
    }
    const evidence = [...this.seen].filter((id) => !before.has(id)).at(-1) ?? [...this.seen].at(-1);
    return {
      input: name,
      verdict,
      expected: words.expected,
      actual: words.actual,
      ...(evidence === undefined ? {} : { exchange: evidence }),
      ...(code === undefined ? {} : { code }),
    };
  }

  /** What a nonconformity says, with what it quotes. The only place where a quotation is cut. */
  #wordsOf({ expected, actual, quoted }: Nonconformity): { expected: string; actual: string } {
    if (quoted === undefined) return { expected, actual };
    return { expected, actual: `${actual}: ${shortened(this.run.secrets.redact(quoted), longestQuotation)}` };
  }

  async #send(stimulus: Stimulus): Promise<Exchange> {
    const { outage, fatalInputs, client } = this.run;
    await outage.admit();
    if (this.clause.impact !== 'hostile') return client.send(stimulus);
    try {
      return await fatalInputs.send(stimulus);
    } catch (error) {
      if (error instanceof FatalInput) this.#look(error.exchange);
      throw error;
    }
  }

  #look(exchange: Exchange): Exchange {
    // The last one looked at is the evidence, also where it was looked at before.
    this.seen.delete(exchange.id);
    this.seen.add(exchange.id);
    return exchange;
  }
}

/** The verdict that a thrown value stands for. */
export function verdictOf(error: unknown): Verdict {
  if (error instanceof Nonconformity) return 'fail';
  if (error instanceof Inconclusive) return 'inconclusive';
  if (error instanceof NotApplicable) return 'not-applicable';
  return 'error';
}

/** A thrown value in one line; a fault of the harness keeps its place in the code. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const known = error instanceof Inconclusive || error instanceof NotApplicable || error instanceof HarnessError;
  const place = known ? undefined : error.stack?.split('\n').find((line) => line.includes(' at '));
  return place === undefined ? error.message : `${error.name}: ${error.message} (${place.trim()})`;
}
