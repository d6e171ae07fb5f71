import type { Verdict } from '../model/verdict.ts';
import { percentile } from '../statistics/percentile.ts';
import type { Overall } from '../model/verdict.ts';
import { certificateEnd } from './health.ts';
import { phaseTimesMs, responseTimesMs } from './response-times.ts';
import type { RunResult } from './run-result.ts';
import { targetName } from './target-name.ts';

type Labels = Readonly<Record<string, string>>;

/** A value with labels; the suffix is that of a summary's sum and count. */
interface Sample {
  readonly suffix?: '_sum' | '_count';
  readonly labels?: Labels;
  readonly value: number;
}

interface Metric {
  /** Without the prefix that all have. */
  readonly name: string;
  readonly type: 'gauge' | 'summary';
  readonly help: string;
  readonly samples: readonly Sample[];
}

const overall: readonly Overall[] = ['conformant', 'deviating', 'nonconformant', 'inconclusive', 'error'];
const verdicts: readonly Verdict[] = ['pass', 'fail', 'inconclusive', 'not-applicable', 'error'];

/** `results/metrics.prom`: Prometheus text (version 0.0.4), as its node exporter's textfile collector reads it. */
export function metricsText(result: RunResult): string {
  const { suite, gate, target, clauses, effectsIssued, requests, repeats, startedAt, durationMs } = result;
  const [one, many] = suite.effect;
  const endedAt = (startedAt.getTime() + durationMs) / 1000;
  const gauge = (name: string, help: string, ...samples: readonly Sample[]): Metric => ({
    name,
    type: 'gauge',
    help,
    samples,
  });
  const validTo = certificateEnd(result);
  return written(
    [
      verdictOf(gate.verdict),
      gauge(
        'clauses',
        'Clauses of the last run by verdict.',
        ...verdicts.map((verdict) => ({
          labels: { verdict },
          value: clauses.filter((each) => each.verdict === verdict).length,
        })),
      ),
      gauge('suite_clauses', 'Clauses of the whole suite; the last run may have judged a part.', {
        value: suite.tests.length,
      }),
      lastVerdictAt(endedAt),
      gauge('run_duration_seconds', 'How long the last run took.', { value: durationMs / 1000 }),
      gauge('requests', 'Requests of the last run, repeated ones included.', { value: requests }),
      gauge('answers_repeated', 'Answers of the last run that failed on the way and were asked for again.', {
        value: repeats.count,
      }),
      gauge(`${many}_issued`, `How many ${many} the last run had issued.`, { value: effectsIssued }),
      ...responseTime(responseTimesMs(result), one),
      ...phaseTimes(result),
      ...(validTo === undefined
        ? []
        : [
            gauge('certificate_end_timestamp_seconds', 'When the certificate of the target ends.', {
              value: Date.parse(validTo) / 1000,
            }),
          ]),
    ],
    { target: targetName(target), profile: target.profile },
  );
}

/** The same of a run that broke before it could weigh anything: it does not know its target. */
export function errorMetricsText(endedAt: Date): string {
  return written([verdictOf('error'), lastVerdictAt(endedAt.getTime() / 1000)], {});
}

function verdictOf(verdict: Overall): Metric {
  return {
    name: 'verdict',
    type: 'gauge',
    help: 'Verdict on the target: 1 for the one that was given.',
    samples: overall.map((each) => ({ labels: { verdict: each }, value: each === verdict ? 1 : 0 })),
  };
}

function lastVerdictAt(seconds: number): Metric {
  return {
    name: 'last_verdict_timestamp_seconds',
    type: 'gauge',
    help: 'When the last verdict was given.',
    samples: [{ value: seconds }],
  };
}

function responseTime(times: readonly number[], effect: string): Metric[] {
  if (times.length === 0) return [];
  return [
    {
      name: 'response_time_seconds',
      type: 'summary',
      help: `Response time of a good request, one that brought a ${effect}; without name resolution and proxies.`,
      samples: summaryOf(times),
    },
  ];
}

/** The parts of an exchange, by the names that they have in metrics. */
const phases = {
  name: 'name',
  connect: 'connect',
  proxy: 'proxy',
  tls: 'tls',
  first_byte: 'firstByte',
  whole: 'whole',
} as const;

function phaseTimes(result: RunResult): Metric[] {
  const samples = Object.entries(phases).flatMap(([phase, member]) => {
    const times = phaseTimesMs(result, member);
    return times.length === 0 ? [] : summaryOf(times, { phase });
  });
  const help =
    'What the time of a request went into: name resolution, TCP, the tunnel of a proxy, TLS, the first byte; and all of it.';
  return samples.length === 0 ? [] : [{ name: 'request_phase_seconds', type: 'summary', help, samples }];
}

/** @param times In milliseconds; one at least. */
function summaryOf(times: readonly number[], labels: Labels = {}): Sample[] {
  const quantile = (percent: number): Sample => ({
    labels: { ...labels, quantile: String(percent / 100) },
    value: percentile(times, percent) / 1000,
  });
  const sum = times.reduce((a, b) => a + b, 0) / 1000;
  return [
    quantile(50),
    quantile(95),
    { suffix: '_sum', labels, value: sum },
    { suffix: '_count', labels, value: times.length },
  ];
}

function written(metrics: readonly Metric[], common: Labels): string {
  const lines = metrics.flatMap(({ name, type, help, samples }) => [
    `# HELP conformance_${name} ${help}`,
    `# TYPE conformance_${name} ${type}`,
    ...samples.map(({ suffix = '', labels, value }) => {
      const pairs = Object.entries({ ...common, ...labels }).map(([key, text]) => `${key}="${escaped(text)}"`);
      return `conformance_${name}${suffix}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${numeral(value)}`;
    }),
  ]);
  return `${lines.join('\n')}\n`;
}

/** At most six places: a time of one microsecond is exact enough, and binary fractions don't show. */
function numeral(value: number): string {
  return String(Number(value.toFixed(6)));
}

function escaped(label: string): string {
  return label.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
