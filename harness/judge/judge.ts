import { ClauseContext, messageOf, type StepReporter, verdictOf } from './clause-context.ts';
import type { ClauseTest } from './clause-test.ts';
import { guard } from './guard.ts';
import type { RunContext } from './run-context.ts';
import { Inconclusive } from '../model/outcome.ts';
import type { Blame, Finding, Verdict, VerdictRecord } from '../model/verdict.ts';
import { redactRecord } from '../secrets/redact-record.ts';

const severity: readonly Verdict[] = ['not-applicable', 'pass', 'inconclusive', 'fail', 'error'];

/**
 * Judges one clause: the one way from its test to a verdict, whatever drives it.
 *
 * All inputs are judged and the worst verdict wins (ISO/IEC 9646-1: a verdict only gets worse). A failure stands only
 * when the target is seen to be well after it.
 */
export async function judge(test: ClauseTest, run: RunContext, steps: StepReporter): Promise<VerdictRecord> {
  const record = await judged(test, run, steps);
  run.give(record);
  return record;
}

async function judged(test: ClauseTest, run: RunContext, steps: StepReporter): Promise<VerdictRecord> {
  const startedAt = new Date();
  const { clause } = test;
  const context = new ClauseContext(run, clause, steps);
  const leftOut = guard(test, run.target, run.suite);
  if (leftOut !== undefined) return recordOf(context, [findingOf('not-applicable', leftOut)], startedAt);
  try {
    if (test.whileAway !== true) await run.outage.admit();
    await test.judge(context);
  } catch (error) {
    if (error instanceof Inconclusive) context.blame ??= error.blame;
    context.findings.push(findingOf(verdictOf(error), messageOf(error)));
  }
  if (context.findings.length === 0)
    context.findings.push(findingOf('error', 'the clause ended without judging anything'));
  const findings = await unblocked(context, await confirmed(context));
  return recordOf(context, findings, startedAt);
}

/** The code by which a firewall refuses hostile input, and may refuse everything from then on. */
const firewallRefusal = 403;

/**
 * Turns passes into inconclusive findings where a firewall has blocked us: hostile input may be refused with 403, but
 * where known good requests are refused alike, nothing of the application was seen any more.
 */
async function unblocked(context: ClauseContext, findings: readonly Finding[]): Promise<readonly Finding[]> {
  const { run, clause, seen } = context;
  if (clause.impact !== 'hostile') return findings;
  const first = Math.min(...[...seen].filter((id) => run.recording.byId(id)?.response?.status === firewallRefusal));
  const passed = findings.filter(({ verdict, exchange = 0 }) => verdict === 'pass' && exchange >= first);
  if (passed.length === 0) return findings;
  const excuse = await excuseFor(() => targetTrouble(context));
  if (excuse === undefined) return findings;
  context.blame ??= excuse.blame;
  return findings.map((finding) =>
    passed.includes(finding) ? { ...finding, verdict: 'inconclusive', actual: excuse.reason } : finding,
  );
}

/** Turns failures into inconclusive findings where the target, or the test account, is not in order. */
async function confirmed(context: ClauseContext): Promise<readonly Finding[]> {
  // A finding without an exchange is about something else than an answer, such as a TLS handshake: nothing to confirm.
  // Where the target went down on an input, that is the failure.
  const failed = context.findings.filter(
    ({ verdict, exchange }) => verdict === 'fail' && exchange !== undefined && !context.run.fatalInputs.has(exchange),
  );
  if (failed.length === 0) return context.findings;
  const excuse = await excuseFor(async () => (await targetTrouble(context)) ?? (await accountTrouble(context, failed)));
  if (excuse === undefined) return context.findings;
  context.blame ??= excuse.blame;
  return context.findings.map((finding) =>
    failed.includes(finding)
      ? { ...finding, verdict: 'inconclusive', actual: `${finding.actual}; ${excuse.reason}` }
      : finding,
  );
}

interface Excuse {
  readonly reason: string;
  readonly blame: Blame;
}

/** What speaks against a finding; that the target can't be asked any more speaks against it too. */
async function excuseFor(look: () => Promise<Excuse | undefined>): Promise<Excuse | undefined> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error;
    return { reason: `it could not be confirmed: ${error.message}`, blame: error.blame };
  }
}

async function targetTrouble({ run }: ClauseContext): Promise<Excuse | undefined> {
  if (run.budget.leftMs <= 0) return { reason: 'the run budget ended before it could be confirmed', blame: 'budget' };
  await run.outage.isTargetWell();
  const { away } = run.outage;
  return away === undefined
    ? undefined
    : { reason: `a known good request fails too (${away.message})`, blame: away.blame };
}

/** Only an answer that refuses the account by its identity can be the account's fault. */
const refusesAccount: readonly number[] = [401, 403, 409, 422, 423];

async function accountTrouble({ run }: ClauseContext, failed: readonly Finding[]): Promise<Excuse | undefined> {
  const evidence = failed.map(({ exchange = 0 }) => run.recording.byId(exchange));
  const refused = evidence.some(
    (each) => each?.hasEffect === true && refusesAccount.includes(each.response?.status ?? 0),
  );
  const reason = refused ? await run.suite.accountTrouble(run) : undefined;
  return reason === undefined ? undefined : { reason, blame: 'account' };
}

function findingOf(verdict: Verdict, actual: string): Finding {
  return { input: '', verdict, expected: '', actual };
}

function recordOf(context: ClauseContext, findings: readonly Finding[], startedAt: Date): VerdictRecord {
  const verdict = worst(findings.map((finding) => finding.verdict));
  const record = {
    id: context.clause.id,
    verdict,
    message: messageFor(verdict, findings, context),
    findings,
    exchanges: [...context.seen],
    ...(context.blame === undefined ? {} : { blame: context.blame }),
    ...(verdict === 'pass' && context.observations.length > 0
      ? { observations: context.observations.map(({ lasting }) => lasting) }
      : {}),
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
  };
  return redactRecord(record, context.run.secrets);
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce((a, b) => (severity.indexOf(b) > severity.indexOf(a) ? b : a));
}

function messageFor(verdict: Verdict, findings: readonly Finding[], context: ClauseContext): string {
  if (verdict === 'pass') return context.observations.map(({ text }) => text).join('; ');
  const decisive = findings.filter((finding) => finding.verdict === verdict);
  const [first] = decisive;
  if (first === undefined) return '';
  const more = decisive.length > 1 ? ` (and ${decisive.length - 1} more)` : '';
  if (verdict === 'fail') return `${failureIn(first)}${more}`;
  const input = first.input === '' || verdict === 'not-applicable' ? '' : `${first.input}: `;
  return `${input}${first.actual}${more}`;
}

/** A failure in one line: the input, what was expected, what came instead. */
export function failureIn({ input, expected, actual }: Finding): string {
  return `${input === '' ? '' : `${input}: `}expected ${expected}, got ${actual}`;
}
