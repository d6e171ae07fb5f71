import type { VerdictRecord } from '../model/verdict.ts';
import type { SecretRegistry } from './registry.ts';

/** A verdict with the secrets in all its texts replaced; what was known of them when it was given may be less than now. */
export function redactRecord(record: VerdictRecord, registry: SecretRegistry): VerdictRecord {
  return {
    ...record,
    message: registry.redact(record.message),
    ...(record.observations === undefined
      ? {}
      : { observations: record.observations.map((each) => registry.redact(each)) }),
    findings: record.findings.map((finding) => ({
      ...finding,
      input: registry.redact(finding.input),
      expected: registry.redact(finding.expected),
      actual: registry.redact(finding.actual),
    })),
  };
}
