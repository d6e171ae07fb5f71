import type { Bench } from '../../harness/judge/bench.ts';
import { Nonconformity, NotApplicable } from '../../harness/judge/outcome.ts';
import { assertAnswered, statusOf } from '../../harness/judge/rules.ts';
import { fieldValue } from '../../harness/wire/message.ts';
import { clause, test } from '../suite.ts';
import { caseMappingLoad, tellsLookAlikesApart } from './case-mapping.ts';
import { hidesForgedHost, withForgedHost } from './forged-host.ts';
import { fromForeignOrigins, isNotReflected } from './origin.ts';
import { emptyObject, plainReset } from './stimuli.ts';
import { tokenOf } from './token.ts';
import { assertSoundTls } from './tls-handshake.ts';

function needsHttps({ target }: Bench): void {
  if (!target.baseUrl.startsWith('https:')) throw new NotApplicable('BASE_URL is not https');
}

test.describe('Security', () => {
  test(
    ...clause('RP-SEC-04', { requests: 0, resets: 0, uses: [emptyObject] }, async (bench) => {
      needsHttps(bench);
      await bench.input(emptyObject.name, async () => {
        const exchange = await bench.exchange(emptyObject);
        assertAnswered(exchange, 'an answer with Strict-Transport-Security');
        const policy = fieldValue(exchange.response.headers, 'Strict-Transport-Security');
        if (policy === undefined) {
          throw new Nonconformity('Strict-Transport-Security', `none on ${statusOf(exchange)}`);
        }
        bench.observe(`Strict-Transport-Security: ${policy}`);
      });
    }),
  );
  test(...clause('RP-SEC-06', fromForeignOrigins, isNotReflected));
  test(...clause('RP-SEC-07', [withForgedHost], hidesForgedHost));
  test(
    ...clause('RP-SEC-11', { requests: 0, resets: 0 }, async (bench) => {
      needsHttps(bench);
      const { baseUrl, requestTimeoutMs } = bench.target;
      await bench.input('TLS handshake', async () => {
        bench.observe(await assertSoundTls(new URL(baseUrl), requestTimeoutMs));
      });
    }),
  );
  test(...clause('RP-SEC-12', caseMappingLoad, tellsLookAlikesApart));
  test(
    ...clause('RP-SEC-13', { requests: 0, resets: 0, uses: [plainReset] }, async (bench) => {
      await bench.input(plainReset.name, async () => {
        const holds = tokenOf(await bench.exchange(plainReset)) !== undefined;
        bench.observe(
          holds
            ? 'whoever names the address gets the token: as documented, and what OWASP advises against'
            : 'the answer holds no token',
        );
      });
    }),
  );
});
