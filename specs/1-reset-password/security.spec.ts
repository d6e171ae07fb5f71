import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Nonconformity, NotApplicable } from '../../harness/model/outcome.ts';
import { assertAnswered, statusOf } from '../../harness/judge/rules.ts';
import { fieldValue } from '../../harness/model/message.ts';
import { clause, test } from '../suite.ts';
import { caseMappingLoad, tellsLookAlikesApart } from './case-mapping.ts';
import { hidesForgedHost, withForgedHost } from './forged-host.ts';
import { fromForeignOrigins, isNotReflected } from './origin.ts';
import { emptyObject, plainReset } from './stimuli.ts';
import { tokenOf } from './token.ts';
import { assertSoundTls } from './tls-handshake.ts';

function needsHttps({ target }: ClauseContext): void {
  if (!target.baseUrl.startsWith('https:')) throw new NotApplicable('BASE_URL is not https');
}

test.describe('Security', () => {
  test(
    ...clause('RP-SEC-04', { requests: 0, resets: 0, uses: [emptyObject] }, async (context) => {
      needsHttps(context);
      await context.input(emptyObject.name, async () => {
        const exchange = await context.exchange(emptyObject);
        assertAnswered(exchange, 'an answer with Strict-Transport-Security');
        const policy = fieldValue(exchange.response.headers, 'Strict-Transport-Security');
        if (policy === undefined) {
          throw new Nonconformity('Strict-Transport-Security', `none on ${statusOf(exchange)}`);
        }
        context.observe(`Strict-Transport-Security: ${policy}`);
      });
    }),
  );
  test(...clause('RP-SEC-06', fromForeignOrigins, isNotReflected));
  test(...clause('RP-SEC-07', [withForgedHost], hidesForgedHost));
  test(
    ...clause('RP-SEC-11', { requests: 0, resets: 0 }, async (context) => {
      needsHttps(context);
      const { baseUrl, requestTimeoutMs } = context.target;
      await context.input('TLS handshake', async () => {
        context.observe(await assertSoundTls(new URL(baseUrl), requestTimeoutMs));
      });
    }),
  );
  test(...clause('RP-SEC-12', caseMappingLoad, tellsLookAlikesApart));
  test(
    ...clause('RP-SEC-13', { requests: 0, resets: 0, uses: [plainReset] }, async (context) => {
      await context.input(plainReset.name, async () => {
        const holds = tokenOf(await context.exchange(plainReset)) !== undefined;
        context.observe(
          holds
            ? 'whoever names the address gets the token: as documented, and what OWASP advises against'
            : 'the answer holds no token',
        );
      });
    }),
  );
});
