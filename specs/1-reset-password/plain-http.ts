import type { Stimulus } from '../../harness/model/exchange.ts';
import { Connection, openConnection } from '../../harness/http/connection.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Nonconformity, NotApplicable } from '../../harness/model/outcome.ts';
import { fieldValue } from '../../harness/model/message.ts';

const expected = 'a closed port, a redirect to https, or a 4xx other than 422';

/**
 * Asserts that what a target serves over https is not served over http on port 80: what is sent there can be read on the
 * way, whatever comes back.
 *
 * @returns what port 80 says instead, in words.
 * @throws NotApplicable where the base URL names a port: what stands at port 80 of that host is another service.
 */
export async function isNotServedInTheClear(probe: Stimulus, { target, run }: ClauseContext): Promise<string> {
  const base = new URL(target.baseUrl);
  if (base.port !== '') throw new NotApplicable('BASE_URL names a port');
  base.protocol = 'http:';
  const request = run.client.prepared(probe);
  await run.budget.admit(probe.hasEffect);
  run.connections.closeSpares();
  const timeoutMs = target.requestTimeoutMs;
  const opened = await openConnection(base, timeoutMs, target.dial);
  if (!(opened instanceof Connection)) return `port 80: ${opened.message}`;
  const { response, trouble } = await opened.exchange(request, { timeoutMs, keepAlive: false });
  if (response === undefined) return `port 80: ${trouble?.message ?? 'no answer'}`;
  const { status, headers } = response;
  const location = fieldValue(headers, 'Location') ?? '';
  const leadsToHttps = status >= 300 && status < 400 && /^https:\/\//i.test(location);
  if (!leadsToHttps && !(status >= 400 && status < 500 && status !== 422)) {
    throw new Nonconformity(expected, `${status} over http on port 80`);
  }
  return `port 80: ${status}`;
}
