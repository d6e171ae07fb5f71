import type { Area } from '../../harness/judge/clause-test.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Nonconformity, NotApplicable } from '../../harness/model/outcome.ts';
import { assertAnswered, statusOf } from '../../harness/judge/rules.ts';
import { fieldValue } from '../../harness/model/message.ts';
import { clause } from '../clause.ts';
import { caseMappingLoad, tellsLookAlikesApart } from './case-mapping.ts';
import { hidesForgedHost, withForgedHost } from './forged-host.ts';
import { fromForeignOrigins, isNotReflected } from './origin.ts';
import { emptyObject, plainReset } from '../calls/reset-password.ts';
import { tokenOf } from '../calls/reset-password.ts';
import { assertSoundTls } from './tls-handshake.ts';

function needsHttps({ target }: ClauseContext): void {
  if (!target.baseUrl.startsWith('https:')) throw new NotApplicable('BASE_URL is not https');
}

export const security: Area = {
  title: 'Security',
  tests: [
    clause('RP-SEC-04', 'Over https the service pins itself to https', { uses: [emptyObject] }, async (context) => {
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
    clause('RP-SEC-06', 'A foreign origin is not let in together with credentials', fromForeignOrigins, isNotReflected),
    clause('RP-SEC-07', 'A forged X-Forwarded-Host shows up nowhere in the answer', [withForgedHost], hidesForgedHost),
    clause(
      'RP-SEC-11',
      'Over https the service speaks TLS 1.2 or later under a certificate that verifies and lasts',
      {},
      async (context) => {
        needsHttps(context);
        const { baseUrl, requestTimeoutMs, dial } = context.target;
        await context.input('TLS handshake', async () => {
          context.observe(await assertSoundTls(new URL(baseUrl), requestTimeoutMs, dial));
        });
      },
    ),
    clause(
      'RP-SEC-12',
      'An address that equals that of the account only after Unicode case mapping is another one',
      caseMappingLoad,
      tellsLookAlikesApart,
    ),
    clause(
      'RP-SEC-13',
      'The token goes to whoever names the address, as documented and against what OWASP advises',
      { uses: [plainReset] },
      async (context) => {
        await context.input(plainReset.name, async () => {
          const holds = tokenOf(await context.exchange(plainReset)) !== undefined;
          context.observe(
            holds
              ? 'whoever names the address gets the token: as documented, and what OWASP advises against'
              : 'the answer holds no token',
          );
        });
      },
    ),
  ],
};
