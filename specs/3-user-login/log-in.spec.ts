import { clauseOf } from '../../contract/register.ts';
import type { Bench } from '../../harness/judge/bench.ts';
import { Inconclusive, NotApplicable } from '../../harness/judge/outcome.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { changePassword, loadOfChange, steps } from '../2-complete-password/password-change.ts';
import { plainReset } from '../1-reset-password/stimuli.ts';
import { isGranted } from '../1-reset-password/token.ts';
import { stepOf } from '../series.ts';
import { clause, test } from '../suite.ts';
import {
  letsIn,
  presentLogIn,
  refusesCredentials,
  wasWrongFromTheStart,
  withPresentPassword,
} from './present-password.ts';

const completed: readonly number[] = clauseOf('CP-01').accept.codes ?? [];

/** Judges a log-in after the change; where no new password was set, that is another clause's failure. */
async function judgeLogIn(bench: Bench, name: string): Promise<void> {
  await bench.input(name, async () => {
    await changePassword(bench.lab);
    const newLogIn = stepOf(bench, 'password change', steps.newLogIn);
    const change = stepOf(bench, 'password change', steps.change);
    if (!letsIn(newLogIn) && !completed.includes(change.response?.status ?? 0)) {
      throw new Inconclusive('the completion did not go through, so no new password was set', 'target');
    }
    isAccepted(stepOf(bench, 'password change', name), bench);
  });
}

/** A log-in that answers neither yes nor no does not work at all; the password is not changed then. */
async function assertLogInWorks(bench: Bench): Promise<void> {
  const present = await presentLogIn(bench.lab);
  if (letsIn(present) || refusesCredentials(present)) return;
  bench.look(present);
  await bench.input(withPresentPassword, () => isAccepted(present, bench));
}

test.describe('Logging in', () => {
  test(
    ...clause('LG-01', loadOfChange, async (bench) => {
      await assertLogInWorks(bench);
      if (bench.findings.length === 0) await judgeLogIn(bench, steps.newLogIn);
    }),
  );
  test(...clause('LG-02', loadOfChange, (bench) => judgeLogIn(bench, steps.oldLogIn)));
  test(
    ...clause('LG-03', { requests: 1, resets: 0, uses: [plainReset] }, async (bench) => {
      await bench.input(withPresentPassword, async () => {
        if (bench.target.accountPassword === undefined) throw new NotApplicable('ACCOUNT_PASSWORD is not set');
        if (bench.recorded(isGranted).length === 0) await bench.exchange(plainReset);
        const exchange = await presentLogIn(bench.lab);
        if (refusesCredentials(exchange) && wasWrongFromTheStart(bench.lab)) {
          throw new Inconclusive('ACCOUNT_PASSWORD was refused before any reset too: check it', 'account');
        }
        if (bench.recorded((each) => isGranted(each) && each.id < exchange.id).length === 0) {
          throw new Inconclusive('no reset went through before it, so the log-in says nothing about one', 'target');
        }
        bench.look(exchange);
        isAccepted(exchange, bench);
      });
    }),
  );
});
