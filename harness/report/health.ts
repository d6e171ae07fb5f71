import { daysLeft, fewestDaysLeft } from '../http/certificate.ts';
import { schemaErrors } from '../schema/schema.ts';
import { versions } from './environment-info.ts';
import type { Overall } from '../model/verdict.ts';
import { responseTimeMs } from './response-times.ts';
import type { RunResult } from './run-result.ts';
import { targetInWords, targetName } from './target-name.ts';

type Status = 'pass' | 'warn' | 'fail';

/** `warn` means healthy with concerns, and what could not be judged is not known to be healthy. */
const statuses: Readonly<Record<Overall, Status>> = {
  conformant: 'pass',
  deviating: 'warn',
  nonconformant: 'fail',
  inconclusive: 'fail',
  error: 'fail',
};

/** One measurement of the draft's `checks`. */
interface Check {
  readonly componentType: 'component' | 'system';
  readonly observedValue: string | number;
  readonly observedUnit?: string;
  readonly status: Status;
  /** Why the status is not `pass`. */
  readonly output?: string;
}

/** End of the certificate that the target showed, ISO 8601; undefined over plain http. */
export function certificateEnd({ exchanges }: RunResult): string | undefined {
  return exchanges.find(({ tls }) => tls !== undefined)?.tls?.validTo;
}

/**
 * `results/health.json`, in the manner of the draft of `application/health+json`: its status is the worst of its checks.
 *
 * @throws Error where it does not satisfy `schemas/health.schema.json`: a fault of the harness.
 */
export function healthJson(result: RunResult): unknown {
  const { suite, gate, target, part } = result;
  return documentOf({
    serviceId: targetName(target),
    description: `Conformance of ${suite.title} at ${targetInWords(target)}: ${gate.verdict}${part === undefined ? '' : `, ${part}`}`,
    checks: checksOf(result),
    startedAt: result.startedAt,
  });
}

/**
 * The same of a run that broke before it could weigh anything.
 *
 * @param message Why, in one line.
 */
export function errorHealthJson(message: string, startedAt: Date): unknown {
  const check: Check = { componentType: 'component', observedValue: 'error', status: 'fail', output: message };
  return documentOf({ description: 'The run broke: error', checks: { conformance: check }, startedAt });
}

interface Parts {
  /** Absent where the run broke before it knew its target. */
  readonly serviceId?: string;
  readonly description: string;
  readonly checks: Readonly<Record<string, Check>>;
  readonly startedAt: Date;
}

function documentOf({ serviceId, description, checks, startedAt }: Parts): unknown {
  const all = Object.values(checks);
  const status = (['fail', 'warn'] as const).find((each) => all.some((check) => check.status === each)) ?? 'pass';
  const output = all.flatMap((check) => (check.status === status ? (check.output ?? []) : []));
  const document = {
    status,
    version: '1',
    releaseId: versions['timp-conformance'] ?? 'unknown',
    ...(serviceId === undefined ? {} : { serviceId }),
    description,
    ...(status === 'pass'
      ? {}
      : {
          output: output
            .join('; ')
            .split(/[\r\n]+/)
            .map((line) => line.trim())
            .join(' '),
        }),
    checks: Object.fromEntries(
      Object.entries(checks).map(([name, check]) => [name, [{ ...check, time: startedAt.toISOString() }]]),
    ),
  };
  const [departure] = schemaErrors('health', document);
  if (departure !== undefined)
    throw new Error(`health.json: ${departure.pointer} ${departure.rule}, found ${departure.found}`);
  return document;
}

function checksOf(result: RunResult): Record<string, Check> {
  const { suite, gate, repeats, startedAt } = result;
  const status = statuses[gate.verdict];
  const time = responseTimeMs(result);
  const validTo = certificateEnd(result);
  const checks: Record<string, Check> = {
    [`${suite.id}:conformance`]: {
      componentType: 'component',
      observedValue: gate.verdict,
      status,
      ...(status === 'pass' ? {} : { output: gate.reason }),
    },
    [`${suite.id}:answersRepeated`]: {
      componentType: 'component',
      observedValue: repeats.count,
      ...(repeats.warning === undefined ? { status: 'pass' } : { status: 'warn', output: repeats.warning }),
    },
  };
  if (time !== undefined) {
    checks[`${suite.id}:responseTime`] = {
      componentType: 'component',
      observedValue: Math.round(time),
      observedUnit: 'ms',
      status: 'pass',
    };
  }
  if (validTo !== undefined) {
    const left = daysLeft(validTo, startedAt.getTime());
    checks['certificate:daysLeft'] = {
      componentType: 'system',
      observedValue: left,
      observedUnit: 'd',
      ...(left >= fewestDaysLeft ? { status: 'pass' } : { status: 'warn', output: `the certificate ends ${validTo}` }),
    };
  }
  return checks;
}
