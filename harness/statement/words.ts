import type { StatedClause, Statement } from './statement.ts';

/** What a statement is, in two sentences. */
export function explanation({ result, part }: Statement): string {
  const scope = part === undefined ? 'of the whole suite' : `of a part of the suite, ${part}`;
  const rest = result.strict
    ? 'MUST and SHOULD clauses decide the verdict (STRICT=1); MAY clauses are observations.'
    : 'MUST clauses decide the verdict; SHOULD clauses are advisories, MAY clauses observations.';
  return `What was seen from outside in one run ${scope}. ${rest}`;
}

/** What was seen of a clause, where that is worth a line: anything but a plain pass. */
export function seenInWords({ outcome, level, message }: StatedClause): string {
  return outcome === 'kept' && level !== 'MAY' ? '' : message;
}
