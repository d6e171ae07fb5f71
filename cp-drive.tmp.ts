import { collectClauses } from './harness/judge/collect.ts';
import { judge } from './harness/judge/judge.ts';
import { Laboratory } from './harness/judge/laboratory.ts';
import { startSandbox } from './sandbox/start.ts';
import { loadTarget } from './harness/config/load.ts';
import { order } from './specs/order.ts';
import { restoreAccount } from './specs/complete-password/restore.ts';
const { clauses, setup } = await collectClauses('specs', order);
const sandbox = await startSandbox();
const env = { BASE_URL: sandbox.baseUrl, ACCOUNT_EMAIL: sandbox.accountEmail, CONFORMANCE_ENV_FILE: '/dev/null',
  ...(process.env.NOPW ? {} : { ACCOUNT_PASSWORD: sandbox.accountPassword }), PROFILE: process.env.PROFILE ?? 'full',
  ...(process.env.NOCLOCK ? {} : { CLOCK_CONTROL_URL: sandbox.clockControlUrl }) };
const lab = new Laboratory(loadTarget(env), setup, Date.now());
const only = new RegExp(process.env.ONLY ?? '.');
let resets = 0;
for (const c of clauses.filter((c) => only.test(c.id))) {
  const r = await judge(c, lab, { step: (_n, b) => b() });
  const n = lab.recording.exchanges.filter((e) => e.mayReset && e.response?.status === 200).length;
  if (/^(VT|CP|LG)/.test(c.id) || r.verdict !== 'pass') console.log(c.id, r.verdict, r.message, 'resets+', n - resets, 'requests', lab.recording.exchanges.length);
  resets = n;
}
console.log(await restoreAccount(lab), sandbox.passwordIs(sandbox.accountPassword));
await sandbox.close();
