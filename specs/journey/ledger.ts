import { authTokenLifeSeconds, tokenLifeSeconds } from '../../contract/documented.ts';
import { stimulus } from '../../harness/model/exchange.ts';
import type { RunContext } from '../../harness/judge/run-context.ts';
import { Inconclusive, NotApplicable } from '../../harness/model/outcome.ts';
import { type KeptToken, Ledger } from '../../harness/ledger/ledger.ts';
import { note } from '../../harness/run/notes.ts';
import { keptSteps } from './kept-token.ts';
import { marginSeconds } from './lifetime.ts';
import { validation } from '../calls/complete-password.ts';
import { completing, sendCompletion } from './send.ts';
import { enter } from './journal.ts';
import { plainReset } from '../calls/reset-password.ts';
import { isOpened, organizationDetails } from '../calls/organizations.ts';
import { authTokenOf, logIn } from '../calls/user-login.ts';
import { letsIn, tryPresentPassword } from './present-password.ts';
import { tokenOfReset } from './token-of-reset.ts';

/**
 * Tries what an earlier run has kept, before this run logs in or asks for any reset, and leaves the exchanges for VT-05,
 * VT-06, CP-06 and LG-07 to judge. Whatever is wrong with the ledger is said and fails nothing.
 */
export async function settleLedger(run: RunContext): Promise<void> {
  const ledger = ledgerOf(run);
  if (ledger === undefined) return;
  const content = ledger.read(run.target, Date.now());
  if (content === undefined) return;
  if ('problem' in content) {
    warn(run, content.problem);
    return;
  }
  const { token } = content;
  if (run.target.profile === 'health') {
    // It judges none of the clauses; its resets may make the token void.
    warn(run, ledger.keep({ ...token, maybeVoid: true }));
    return;
  }
  try {
    await tryAuthToken(run, token);
    await tryToken(run, token);
    warn(run, ledger.forget());
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error;
    warn(run, `the token in LEDGER_FILE could not be tried: ${error.message}`);
  }
}

/** First of all: the next log-in may end it, and so may a completion. */
async function tryAuthToken({ client }: RunContext, { authToken }: KeptToken): Promise<void> {
  if (authToken === undefined) return;
  const ageSeconds = (Date.now() - Date.parse(authToken.issuedAt)) / 1000;
  if (ageSeconds < authTokenLifeSeconds + marginSeconds) return;
  await client.send(organizationDetails(keptSteps.authToken, authToken.value));
}

async function tryToken(run: RunContext, token: KeptToken): Promise<void> {
  const ageSeconds = Math.round((Date.now() - Date.parse(token.issuedAt)) / 1000);
  const { validated, maybeVoid } = token;
  enter(run, { kind: 'kept token', ageSeconds, maybeVoid, validated });
  const validate = (name: string) => run.client.send(stimulus(name, () => validation(token.value)));
  if (ageSeconds <= tokenLifeSeconds - marginSeconds) {
    await validate(keptSteps.shortOfTwoHours);
  } else if (ageSeconds >= tokenLifeSeconds + marginSeconds) {
    await validate(keptSteps.past);
    await completeHarmlessly(run, token);
  } else {
    warn(run, `the token in LEDGER_FILE decides nothing: it is ${ageSeconds} s old, too close to its two hours`);
  }
}

/** With the password that the account has, so that a target which wrongly goes ahead changes nothing. */
async function completeHarmlessly(run: RunContext, { value }: KeptToken): Promise<void> {
  const first = await tryPresentPassword(run);
  if (first === undefined || !letsIn(first)) return;
  const stimulusOf = completing(keptSteps.completed, value, run.target.accountPassword ?? '');
  await sendCompletion(run, run.client, 'old', stimulusOf);
}

/**
 * Asks for one more reset, the last of the run, and keeps its token for a later run. Nothing is kept where the target's
 * clock can be moved, and by a health run.
 */
export async function keepToken(run: RunContext): Promise<void> {
  const ledger = ledgerOf(run);
  if (ledger === undefined || run.target.profile === 'health' || run.budget.effectsLeft < 1) return;
  try {
    const reset = await run.client.send({
      ...plainReset,
      name: 'reset, to keep its token for a later run',
      auxiliary: true,
    });
    const { value } = await tokenOfReset(run, reset);
    const validity = await run.client.send({
      ...stimulus('validate the token to keep', () => validation(value)),
      auxiliary: true,
    });
    const status = validity.response?.status ?? 0;
    const { accountEmail, baseUrl } = run.target;
    const validated = status === 200 || status === 204;
    const kept = { value, accountEmail, baseUrl, issuedAt: reset.startedAt, validated, maybeVoid: false };
    const authToken = await authTokenToKeep(run);
    warn(run, ledger.keep({ ...kept, ...(authToken === undefined ? {} : { authToken }) }));
  } catch (error) {
    if (!(error instanceof Inconclusive || error instanceof NotApplicable)) throw error;
    warn(run, `no token is kept in LEDGER_FILE: ${error.message}`);
  }
}

/** The auth token of a last log-in, if it opens something now. */
async function authTokenToKeep({ client, target }: RunContext): Promise<KeptToken['authToken']> {
  if (target.accountPassword === undefined) return undefined;
  const name = 'log-in, to keep its auth token for a later run';
  const exchange = await client.send({ ...logIn(name, target.accountPassword), auxiliary: true });
  const value = authTokenOf(exchange);
  if (value === undefined) return undefined;
  const look = organizationDetails('organization details, to see whether the auth token to keep is good', value);
  const opened = isOpened(await client.send({ ...look, auxiliary: true }));
  return opened ? { value, issuedAt: exchange.startedAt } : undefined;
}

/** The ledger of a run that has need of one. */
function ledgerOf({ target }: RunContext): Ledger | undefined {
  const { ledgerFile, ledgerKey, clockControlUrl } = target;
  if (ledgerFile === undefined || ledgerKey === undefined || clockControlUrl !== undefined) return undefined;
  return new Ledger(ledgerFile, ledgerKey);
}

function warn({ folder }: RunContext, message: string | undefined): void {
  if (message !== undefined && folder !== undefined) note(folder, { kind: 'warning', message });
}
