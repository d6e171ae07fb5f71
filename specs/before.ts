import { calls } from '../contract/documented.ts';
import type { PreflightStimuli } from '../harness/judge/preflight.ts';
import type { RunContext } from '../harness/judge/run-context.ts';
import { stimulus } from '../harness/model/exchange.ts';
import { path, post } from './calls/reset-password.ts';
import { emptyObject } from './calls/reset-password.ts';
import { tryPresentPassword } from './journey/present-password.ts';
import { putRight } from './journey/put-right.ts';
import { settleLedger } from './journey/ledger.ts';

const json = { 'Content-Type': 'application/json' };

/** What tells this API from any other server. */
export const preflight: PreflightStimuli = {
  call: emptyObject,
  nowhere: stimulus('a path that does not exist', () =>
    post('{}', { path: path.replace('reset-password', 'resetpassword1') }),
  ),
  others: [
    stimulus('validate without a token', () => ({
      ...calls.validateToken,
      headers: [['Accept', '*/*']],
    })),
    stimulus('log-in with an empty object', () => post('{}', { path: calls.userLogin.path, headers: json })),
  ],
};

/** Before the clauses: what has a killed run left, is a token of an earlier run left to settle, does the account log in? */
export async function beforeClauses(run: RunContext): Promise<void> {
  await putRight(run);
  await settleLedger(run);
  await tryPresentPassword(run);
}
