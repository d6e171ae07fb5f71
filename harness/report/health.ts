import { daysLeft, fewestDaysLeft } from '../http/certificate.ts';
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

/** Response time of the first good request that took effect, in milliseconds. */
export function responseTimeMs({ exchanges }: RunResult): number | undefined {
  return exchanges.find(({ hasEffect, response }) => hasEffect && response?.status === 200)?.durationMs;
}

/** Days until the certificate that the target showed ends; undefined over plain http. */
function certificateDaysLeft({ exchanges, startedAt }: RunResult): number | undefined {
  const validTo = exchanges.find(({ tls }) => tls !== undefined)?.tls?.validTo;
  return validTo === undefined ? undefined : daysLeft(validTo, startedAt.getTime());
}

/**
 * `results/health.json`, in the manner of the draft of `application/health+json`.
 *
 * @throws Error where it does not satisfy `schemas/health.schema.json`: a fault of the harness.
 */
export function healthJson(result: RunResult): unknown {
  const { suite, gate, target, startedAt } = result;
  const status = statuses[gate.verdict];
  const time = startedAt.toISOString();
  const responseTime = responseTimeMs(result);
  const left = certificateDaysLeft(result);
  const document = {
    status,
    version: '1',
    releaseId: versions['timp-conformance'] ?? 'unknown',
    serviceId: target.baseUrl,
    description: `${suite.id} keeps its documented promises: ${gate.verdict}`,
    ...(status === 'pass' ? {} : { output: gate.reason.replace(/\s*[\r\n]+\s*/g, ' ') }),
    checks: {
      [`${suite.id}:conformance`]: [{ componentType: 'component', observedValue: gate.verdict, status, time }],
      ...(responseTime === undefined
        ? {}
        : {
            [`${suite.id}:responseTime`]: [
              {
                componentType: 'component',
                observedValue: Math.round(responseTime),
                observedUnit: 'ms',
                status: 'pass',
                time,
              },
            ],
          }),
      ...(left === undefined
        ? {}
        : {
            'certificate:daysLeft': [
              {
                componentType: 'system',
                observedValue: left,
                observedUnit: 'd',
                status: left >= fewestDaysLeft ? 'pass' : 'warn',
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
  const { suite, gate, clauses, effectsIssued } = result;
  const [one, many] = suite.effect;
  const overall: readonly Overall[] = ['conformant', 'deviating', 'nonconformant', 'inconclusive', 'error'];
  const verdicts: readonly Verdict[] = ['pass', 'fail', 'inconclusive', 'not-applicable', 'error'];
  const seconds = responseTimeMs(result);
  const left = certificateDaysLeft(result);
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
          `# HELP conformance_response_seconds Response time of a good request: the first ${one}.`,
          `conformance_response_seconds ${(seconds / 1000).toFixed(6)}`,
        ]),
    ...(left === undefined
      ? []
      : [
          '# TYPE conformance_certificate_left_days gauge',
          '# UNIT conformance_certificate_left_days days',
          '# HELP conformance_certificate_left_days Days until the certificate of the target ends.',
          `conformance_certificate_left_days ${left}`,
        ]),
    `# TYPE conformance_${many}_issued gauge`,
    `# HELP conformance_${many}_issued How many ${many} the last run had issued.`,
    `conformance_${many}_issued ${effectsIssued}`,
    '# EOF',
    '',
  ].join('\n');
}
