import type { ResultDocument } from '../model/result-document.ts';

/** How much of a digest tells two of them apart for people, in characters. */
const shortDigest = 12;

/** What two runs have not in common, one line each. */
export function unlike(before: ResultDocument, after: ResultDocument): string[] {
  const line = (what: string, of: (result: ResultDocument) => string): string[] => {
    const [was, is] = [of(before), of(after)];
    return was === is ? [] : [`${what}: ${was} before, ${is} after`];
  };
  return [
    ...line('the target', targetOf),
    ...line('the profile', ({ profile }) => profile),
    ...line('SHOULD clauses gate', ({ strict }) => (strict ? 'yes' : 'no')),
    ...line('the contract', ({ suite }) => `${suite.contract.slice(0, shortDigest)} (${suite.clauses} clauses)`),
    ...line('the harness', ({ versions }) => versions['timp-conformance'] ?? 'unknown'),
  ];
}

/** The address of the embedded sandbox is another one in each run. */
function targetOf({ target, embedded }: ResultDocument): string {
  return embedded ? 'the embedded sandbox' : target;
}
