import type { RunContext } from '../../harness/judge/run-context.ts';
import { plainReset } from '../calls/reset-password.ts';
import { logIn } from '../calls/user-login.ts';

/** Answers that can mean that the account is unknown, locked, or of a type that may not ask. */
const aboutTheAccount: readonly number[] = [403, 409, 422, 423];

/**
 * Asks whether the test account is the reason why good requests are refused: a plain reset is refused too, and the
 * account does not log in. Where its password is known and works, the account is in order and the refusal is the target's.
 *
 * @returns the reason in one line, or undefined where the account is in order or a plain reset goes through.
 */
export async function accountTrouble({ client, target }: RunContext): Promise<string | undefined> {
  const reset = await client.send({
    ...plainReset,
    name: 'plain reset, to see whether the account is in order',
    auxiliary: true,
  });
  const status = reset.response?.status;
  if (status === undefined || !aboutTheAccount.includes(status)) return undefined;
  const advice = 'check ACCOUNT_EMAIL, and that the account is not locked';
  if (target.accountPassword === undefined)
    return `a plain reset is answered ${status} too: the account may be unknown or locked; ${advice}`;
  const login = await client.send({
    ...logIn('log-in, to see whether the account is in order', target.accountPassword),
    auxiliary: true,
  });
  if (login.response?.status === 200) return undefined;
  return `a plain reset is answered ${status} and the account does not log in: unknown or locked; ${advice}`;
}
