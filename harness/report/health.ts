import type { Verdict } from '../model/verdict.ts';
import { schemaErrors } from '../schema/schema.ts';
import { versions } from './environment-info.ts';
import type { Overall } from './gate.ts';
import type { RunResult } from './run-result.ts';

const statuses: Readonly<Record<Overall, 'pass' | 'warn' | 'fail'>> = {
  conformant: 'pass',
  deviating: 'warn',
  nonconformant: 'fail',
  inconclusive: 'warn',
  error: 'fail',
};

const msPerDay = 86_400_000;

/** Response time of the first reset that went through, in milliseconds. */
export function responseTimeMs({ exchanges }: RunResult): number | undefined {
  return exchanges.find(({ mayReset, response }) => mayReset && response?.status === 200)?.durationMs;
}

/** Days until the certificate that the target showed ends; undefined over plain http. */
function certificateDaysLeft({ exchanges, startedAt }: RunResult): number | undefined {
  const validTo = exchanges.find(({ tls }) => tls !== undefined)?.tls?.validTo;
  return validTo === undefined ? undefined : Math.floor((Date.parse(validTo) - startedAt.getTime()) / msPerDay);
}

/**
 * `results/health.json`, in the manner of the draft of `application/health+json`.
 *
 * @throws Error where it does not satisfy `schemas/health.schema.json`: a fault of the harness.
 */
export function healthJson(result: RunResult): unknown {
  const { gate, target, startedAt } = result;
  const status = statuses[gate.verdict];
  const time = startedAt.toISOString();
  const responseTime = responseTimeMs(result);
  const daysLeft = certificateDaysLeft(result);
  const document = {
    status,
    version: '1',
    releaseId: versions['timp-conformance'] ?? 'unknown',
    serviceId: target.baseUrl,
    description: `reset-password keeps its documented promises: ${gate.verdict}`,
    ...(status === 'pass' ? {} : { output: gate.reason.replace(/\s*[\r\n]+\s*/g, ' ') }),
    checks: {
      'reset-password:conformance': [{ componentType: 'component', observedValue: gate.verdict, status, time }],
      ...(responseTime === undefined
        ? {}
        : {
            'reset-password:responseTime': [
              {
                componentType: 'component',
                observedValue: Math.round(responseTime),
                observedUnit: 'ms',
                status: 'pass',
                time,
              },
            ],
          }),
      ...(daysLeft === undefined
        ? {}
        : {
            'certificate:daysLeft': [
              {
                componentType: 'system',
                observedValue: daysLeft,
                observedUnit: 'd',
                status: daysLeft >= 14 ? 'pass' : 'warn',
                time,
              },
            ],
          }),
    },
  };
  const [departure] = schemaErrors('health', document);
  if (departure !== undefined)
    throw new Error(`health.json: ${departure.pointer} ${departure.rule}, found ${departure.found}`);
  return document;
}

/** `results/metrics.prom`: OpenMetrics text. */
export function metricsText(result: RunResult): string {
  const { gate, clauses, resetsIssued } = result;
  const overall: readonly Overall[] = ['conformant', 'deviating', 'nonconformant', 'inconclusive', 'error'];
  const verdicts: readonly Verdict[] = ['pass', 'fail', 'inconclusive', 'not-applicable', 'error'];
  const seconds = responseTimeMs(result);
  const daysLeft = certificateDaysLeft(result);
  return [
    '# TYPE conformance_verdict stateset',
    '# HELP conformance_verdict Verdict on the target.',
    ...overall.map((each) => `conformance_verdict{conformance_verdict="${each}"} ${each === gate.verdict ? 1 : 0}`),
    '# TYPE conformance_clauses gauge',
    '# HELP conformance_clauses Clauses of the last run by verdict.',
    ...verdicts.map(
      (each) => `conformance_clauses{verdict="${each}"} ${clauses.filter(({ verdict }) => verdict === each).length}`,
    ),
    ...(seconds === undefined
      ? []
      : [
          '# TYPE conformance_response_seconds gauge',
          '# UNIT conformance_response_seconds seconds',
          '# HELP conformance_response_seconds Response time of a plain reset.',
          `conformance_response_seconds ${(seconds / 1000).toFixed(6)}`,
        ]),
    ...(daysLeft === undefined
      ? []
      : [
          '# TYPE conformance_certificate_left_days gauge',
          '# UNIT conformance_certificate_left_days days',
          '# HELP conformance_certificate_left_days Days until the certificate of the target ends.',
          `conformance_certificate_left_days ${daysLeft}`,
        ]),
    '# TYPE conformance_resets_issued gauge',
    '# HELP conformance_resets_issued Tokens that the last run had issued.',
    `conformance_resets_issued ${resetsIssued}`,
    '# EOF',
    '',
  ].join('\n');
}
