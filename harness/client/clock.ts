import type { Target } from '../model/target.ts';
import { Inconclusive } from '../model/outcome.ts';
import { Connection, openConnection } from '../http/connection.ts';
import { withExtraHeaders } from '../model/message.ts';
import { userAgent } from './user-agent.ts';

/**
 * Moves the target's clock forward, by `POST {"advance_seconds": n}` to its clock control. That is no call of the API
 * under test, so nothing of it is recorded.
 *
 * @param seconds Whole seconds, 0 or more.
 * @param timeoutMs For the whole exchange, in milliseconds.
 * @throws Inconclusive where the target names no clock control, or the clock control does not do it.
 */
export async function advanceClock(target: Target, seconds: number, timeoutMs: number): Promise<void> {
  if (target.clockControlUrl === undefined) throw new Inconclusive('no CLOCK_CONTROL_URL is set', 'harness');
  const url = new URL(target.clockControlUrl);
  // The control may lie beside the base URL's own path, so its path counts from the origin.
  const opened = await openConnection(new URL(url.origin), timeoutMs, target.dial);
  if (!(opened instanceof Connection)) throw new Inconclusive(failure(opened.message), 'network');
  const { response, trouble } = await opened.exchange(
    {
      method: 'POST',
      path: `${url.pathname}${url.search}`,
      headers: withExtraHeaders(
        [
          ['Accept', '*/*'],
          ['Content-Type', 'application/json'],
        ],
        [...target.extraHeaders, ['User-Agent', target.userAgent ?? userAgent]],
      ),
      body: Buffer.from(JSON.stringify({ advance_seconds: seconds })),
    },
    { timeoutMs, keepAlive: false },
  );
  if (response === undefined) throw new Inconclusive(failure(trouble?.message ?? 'nothing came'), 'network');
  if (response.status < 200 || response.status > 299) {
    throw new Inconclusive(failure(`it answers ${response.status}, not 2xx`), 'target');
  }
}

function failure(what: string): string {
  return `the clock control (CLOCK_CONTROL_URL) does not move the clock: ${what}`;
}
