import type { ResultDocument } from '../model/result-document.ts';
import type { StatedClause, StatedOutcome, Statement } from './statement.ts';

/** https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md */
interface ResourceDescriptor {
  readonly name: string;
  readonly uri?: string;
  readonly digest?: { readonly sha256: string };
  readonly annotations?: Readonly<Record<string, unknown>>;
}

/**
 * An in-toto Statement v1 with the predicate Test Result v0.1, not signed.
 * https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md
 */
export interface InTotoStatement {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: readonly ResourceDescriptor[];
  readonly predicateType: 'https://in-toto.io/attestation/test-result/v0.1';
  readonly predicate: {
    readonly result: 'PASSED' | 'WARNED' | 'FAILED';
    readonly configuration: readonly ResourceDescriptor[];
    readonly passedTests: readonly string[];
    readonly warnedTests: readonly string[];
    readonly failedTests: readonly string[];
  };
}

/**
 * A statement for machines. A clause that does not apply, or could not be decided, stands in none of the lists: a policy
 * that asks for it among those that passed does not find it.
 */
export function inTotoStatement(statement: Statement): InTotoStatement {
  const { result, sha256, areas } = statement;
  const clauses = areas.flatMap((area) => area.clauses);
  const idsOf = (...outcomes: readonly StatedOutcome[]): string[] =>
    clauses.filter(({ outcome }) => outcomes.includes(outcome)).map(({ id }) => id);
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'conformance.json', digest: { sha256 } }],
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: {
      result: resultOf(result, clauses),
      configuration: configurationOf(statement),
      passedTests: idsOf('kept'),
      warnedTests: idsOf('known deviation', 'advisory not kept'),
      failedTests: idsOf('not kept'),
    },
  };
}

/** What could not be decided was not shown to conform, and the predicate has no word for it: it did not pass. */
function resultOf({ verdict }: ResultDocument, clauses: readonly StatedClause[]): 'PASSED' | 'WARNED' | 'FAILED' {
  if (verdict !== 'conformant' && verdict !== 'deviating') return 'FAILED';
  return clauses.some(({ verdict: each }) => each === 'fail') ? 'WARNED' : 'PASSED';
}

function configurationOf({ result }: Statement): ResourceDescriptor[] {
  const { target, embedded, profile, strict, seed, startedAt, verdict, suite, planned, judged, versions } = result;
  const version = versions['timp-conformance'] ?? 'unknown';
  return [
    { name: 'harness', uri: `pkg:npm/timp-conformance@${version}`, annotations: { versions } },
    {
      name: 'contract',
      digest: { sha256: suite.contract },
      annotations: { suite: suite.id, clauses: suite.clauses, planned, judged },
    },
    { name: 'target', uri: target, annotations: { embedded, profile, strict, seed, startedAt, verdict } },
  ];
}
