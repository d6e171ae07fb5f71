import type { Area } from '../../harness/judge/clause-test.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { NotApplicable } from '../../harness/model/outcome.ts';
import { clause } from '../clause.ts';
import { caseMappingLoad, tellsLookAlikesApart } from './case-mapping.ts';
import { hidesForgedHost, withForgedHost } from './forged-host.ts';
import { fromForeignOrigins, isNotReflected } from './origin.ts';
import { plainReset, unknownAddress } from '../calls/reset-password.ts';
import { tokenOf } from '../calls/reset-password.ts';
import { isNotServedInTheClear } from './plain-http.ts';
import { assertSoundTls, refusesOldTls } from './tls-handshake.ts';
import { isPinned } from './transport-security.ts';

function needsHttps({ target }: ClauseContext): void {
  if (!target.baseUrl.startsWith('https:')) throw new NotApplicable('BASE_URL is not https');
}

export const security: Area = {
  title: 'Security',
  tests: [
    clause('RP-SEC-04', 'Over https the service pins itself to https', { uses: [plainReset] }, async (context) => {
      needsHttps(context);
      await context.input(plainReset.name, async () => isPinned(await context.exchange(plainReset), context));
    }),
    clause('RP-SEC-06', 'A foreign origin is not let in together with credentials', fromForeignOrigins, isNotReflected),
    clause(
      'RP-SEC-07',
      'A forged X-Forwarded-Host, or host in Forwarded, shows up nowhere in the answer',
      withForgedHost,
      hidesForgedHost,
    ),
    clause(
      'RP-SEC-11',
      'Over https the service speaks TLS 1.2 or later alone, under a certificate that verifies and lasts',
      {
        load: {},
        // A target whose certificate no client takes is away for all other clauses.
        whileAway: true,
        judge: async (context) => {
          needsHttps(context);
          const { baseUrl, requestTimeoutMs, dial } = context.target;
          context.run.connections.closeSpares();
          await context.input('TLS handshake', async () => {
            context.observe(await assertSoundTls(new URL(baseUrl), requestTimeoutMs, dial));
          });
          await context.input('TLS 1.1 at best', () => refusesOldTls(new URL(baseUrl), requestTimeoutMs, dial));
        },
      },
    ),
    clause(
      'RP-SEC-14',
      'What is served over https is not served over http on port 80 too',
      { requests: 1, effects: 0 },
      async (context) => {
        needsHttps(context);
        await context.input(unknownAddress.name, async () => {
          context.observe(await isNotServedInTheClear(unknownAddress, context));
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
