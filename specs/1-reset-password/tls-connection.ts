import type { ClauseTest } from '../../harness/judge/clause-test.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';

/**
 * The test of a clause that fails too where no client can make a TLS connection, by the target's fault: the handshake is
 * the evidence then, and no request is sent.
 */
export function asClientsConnect(test: ClauseTest): ClauseTest {
  return {
    ...test,
    whileAway: true,
    judge: async (context) => {
      const { flaw } = context.run.outage;
      if (flaw?.isTargets !== true) return test.judge(context);
      await context.input('TLS handshake', () => {
        throw new Nonconformity('a TLS connection, as the published clients make one', flaw.message);
      });
    },
  };
}
