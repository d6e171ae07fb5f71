import { calls } from '../contract/documented.ts';
import { stimulus } from '../harness/model/exchange.ts';
import { prepareRun } from '../harness/playwright/prepare.ts';
import { path, post } from './1-reset-password/request.ts';
import { emptyObject } from './1-reset-password/stimuli.ts';
import { settleLedger } from './ledger.ts';
import { suiteSetup } from './setup.ts';
import { tryPresentPassword } from './3-user-login/present-password.ts';

const json = { 'Content-Type': 'application/json' };

/** Runs once before the clauses: is the API there at all, does the account log in, is a token left to settle? */
export default async function globalSetup(): Promise<void> {
  const run = await prepareRun(suiteSetup, {
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
  });
  await tryPresentPassword(run);
  await settleLedger(run);
}
