import { clauseOf } from '../../contract/register.ts';
import { Bench, messageOf, type Stage, verdictOf } from './bench.ts';
import type { DeclaredClause } from './declared.ts';
import { guard } from './guard.ts';
import type { Laboratory } from './laboratory.ts';
import { Inconclusive } from './outcome.ts';
import type { Blame, Finding, Verdict, VerdictRecord } from './verdict.ts';

const severity: readonly Verdict[] = ['not-applicable', 'pass', 'inconclusive', 'fail', 'error'];

/**
 * Judges one clause: the one way from a declared clause to a verdict, whatever drives it.
 *
 * All inputs are judged and the worst verdict wins (ISO/IEC 9646-1: a verdict only gets worse). A failure stands only
 * when the target is seen to be well after it.
 */
export async function judge(declared: DeclaredClause, lab: Laboratory, stage: Stage): Promise<VerdictRecord> {
  const record = await judged(declared, lab, stage);
  lab.give(record);
  return record;
}

async function judged(declared: DeclaredClause, lab: Laboratory, stage: Stage): Promise<VerdictRecord> {
  const startedAt = new Date();
  const clause = clauseOf(declared.id);
  const bench = new Bench(lab, clause, stage);
  const leftOut = guard(clause, lab.target);
  if (leftOut !== undefined) return recordOf(bench, [findingOf('not-applicable', leftOut)], startedAt);
  try {
    await lab.outage.admit();
    await declared.procedure(bench);
  } catch (error) {
    if (error instanceof Inconclusive) bench.blame ??= error.blame;
    bench.findings.push(findingOf(verdictOf(error), messageOf(error)));
  }
  if (bench.findings.length === 0) bench.findings.push(findingOf('error', 'the clause ended without judging anything'));
  const findings = await confirmed(bench);
  return recordOf(bench, findings, startedAt);
}

/** Turns failures into inconclusive findings where the target, or the test account, is not in order. */
async function confirmed(bench: Bench): Promise<readonly Finding[]> {
  // A finding without an exchange is about something else than an answer, such as a TLS handshake: nothing to confirm.
  const failed = bench.findings.filter(({ verdict, exchange }) => verdict === 'fail' && exchange !== undefined);
  if (failed.length === 0) return bench.findings;
  const excuse = await excuseFor(bench, failed);
  if (excuse === undefined) return bench.findings;
  bench.blame ??= excuse.blame;
  return bench.findings.map((finding) =>
    failed.includes(finding)
      ? { ...finding, verdict: 'inconclusive', actual: `${finding.actual}; ${excuse.reason}` }
      : finding,
  );
}

interface Excuse {
  readonly reason: string;
  readonly blame: Blame;
}

/** What speaks against holding failures against the target; that it can't be asked any more speaks against it too. */
async function excuseFor(bench: Bench, failed: readonly Finding[]): Promise<Excuse | undefined> {
  try {
    return (await targetTrouble(bench)) ?? (await accountTrouble(bench, failed));
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error;
    return { reason: `it could not be confirmed: ${error.message}`, blame: error.blame };
  }
}

async function targetTrouble({ lab }: Bench): Promise<Excuse | undefined> {
  if (lab.budget.leftMs <= 0) return { reason: 'the run budget ended before it could be confirmed', blame: 'budget' };
  if (await lab.outage.isTargetWell()) return undefined;
  return { reason: 'a known good request fails too', blame: lab.outage.blame };
}

/** Only an answer that refuses the account by its identity can be the account's fault. */
const refusesAccount: readonly number[] = [401, 403, 409, 422, 423];

async function accountTrouble({ lab }: Bench, failed: readonly Finding[]): Promise<Excuse | undefined> {
  const evidence = failed.map(({ exchange }) => lab.recording.exchanges.find(({ id }) => id === exchange));
  const refused = evidence.some(
    (each) => each?.mayReset === true && refusesAccount.includes(each.response?.status ?? 0),
  );
  const reason = refused ? await lab.setup.accountTrouble(lab) : undefined;
  return reason === undefined ? undefined : { reason, blame: 'account' };
}

function findingOf(verdict: Verdict, actual: string): Finding {
  return { input: '', verdict, expected: '', actual };
}

function recordOf(bench: Bench, findings: readonly Finding[], startedAt: Date): VerdictRecord {
  const verdict = worst(findings.map((finding) => finding.verdict));
  return {
    id: bench.clause.id,
    verdict,
    message: bench.lab.secrets.redact(messageFor(verdict, findings, bench)),
    findings: findings.map((each) => ({ ...each, actual: bench.lab.secrets.redact(each.actual) })),
    exchanges: [...bench.seen],
    ...(bench.blame === undefined ? {} : { blame: bench.blame }),
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
  };
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce((a, b) => (severity.indexOf(b) > severity.indexOf(a) ? b : a));
}

function messageFor(verdict: Verdict, findings: readonly Finding[], bench: Bench): string {
  if (verdict === 'pass') return bench.observations.join('; ');
  const telling = findings.filter((finding) => finding.verdict === verdict);
  const [first] = telling;
  if (first === undefined) return '';
  const more = telling.length > 1 ? ` (and ${telling.length - 1} more)` : '';
  const input = first.input === '' || verdict === 'not-applicable' ? '' : `${first.input}: `;
  const words = verdict === 'fail' ? `expected ${first.expected}, got ${first.actual}` : first.actual;
  return `${input}${words}${more}`;
}
