import { fieldValue, type Header, listMembers, type Response } from '../../harness/model/message.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';

const expected = 'Cache-Control with no-store, or with private or no-cache and nothing that keeps the answer fresh';

/**
 * Asserts that no cache answers in the target's place (RFC 9111 5.2.2).
 *
 * @throws Nonconformity where a cache may keep the answer and use it again without asking.
 */
export function isNotStored({ headers }: Response): void {
  const directives = new Map(
    listMembers(headers, 'Cache-Control').map((each) => {
      const [name = '', value] = each.split('=', 2);
      return [name.trim().toLowerCase(), value?.trim().replaceAll('"', '')];
    }),
  );
  if (directives.has('no-store')) return;
  // With field names they are about those fields alone.
  const isHeldBack = ['private', 'no-cache'].some((name) => directives.has(name) && directives.get(name) === undefined);
  const freshness = freshnessIn(headers, directives);
  if (isHeldBack && freshness === undefined) return;
  const value = fieldValue(headers, 'Cache-Control');
  const what = value === undefined ? 'no Cache-Control' : `Cache-Control: ${value}`;
  throw new Nonconformity(expected, isHeldBack ? `${what}, fresh by ${freshness}` : what);
}

/** What keeps an answer fresh, undefined where nothing does (RFC 9111 4.2.1). */
function freshnessIn(
  headers: readonly Header[],
  directives: ReadonlyMap<string, string | undefined>,
): string | undefined {
  const fresh = ['max-age', 's-maxage'].find((name) => Number(directives.get(name) ?? 0) > 0);
  if (fresh !== undefined) return fresh;
  const expires = Date.parse(fieldValue(headers, 'Expires') ?? '');
  const now = Date.parse(fieldValue(headers, 'Date') ?? '');
  const isFresh = !directives.has('max-age') && expires > (Number.isNaN(now) ? Date.now() : now);
  return isFresh ? 'Expires' : undefined;
}
