import { expect, test } from '@playwright/test';
import { resetsAnswer } from './behaviours.ts';
import { expectHarmless, runLive } from './live-run.ts';

/** Whoever looks for a fault of the harness turns on all that its parts can print; secrets stay out of that too. */
const loud = { DEBUG: '*', NODE_DEBUG: 'http,net,tls,fs,module', PWDEBUG: 'console' };

for (const args of [[], ['--debug']]) {
  test(`no secret is shown by DEBUG=*${args.map((arg) => ` and ${arg}`).join('')}, and the verdict is the same`, async () => {
    // A failure shows what was sent and what came back, tokens and all, behind placeholders.
    const wrapped = resetsAnswer((answer) => ({ ...answer, body: `{"data":${answer.body.toString()}}` }));
    const run = await runLive(wrapped, loud, ['--grep', 'RP-OK-0[1-3]', ...args]);
    expect(run.code, run.output).toBe(1);
    expect(run.output).toMatch(/<reset_token#\d+>/);
    await expectHarmless(run);
  });
}
