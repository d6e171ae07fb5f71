import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { register } from '../../contract/register.ts';
import { withSandbox, judgeAll, targetOf } from '../in-process.ts';
import { run as runCommand } from '../command.ts';
import { idsWith, messagesOf } from '../matrix/row.ts';
import { SecondSearch } from '../secrets/second-search.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type Mail, startMail } from './mail-server.ts';

const journey = register.map(({ id }) => id).filter((id) => /^(VT|CP|LG)-/.test(id));
const reader = fileURLToPath(new URL('token-from-maildir.mjs', import.meta.url));
const commandFor = ({ maildir }: Mail): string => `"${process.execPath}" "${reader}" "${maildir}"`;

/** Clauses of the journey that are judged without a token. */
const withoutToken = [
  'VT-02',
  'VT-03',
  'CP-02',
  'CP-04',
  'CP-08',
  'CP-09',
  'CP-10',
  'LG-03',
  'LG-04',
  'LG-05',
  'LG-06',
  'LG-07',
  'LG-08',
];

async function withMail<T>(use: (mail: Mail) => Promise<T>): Promise<T> {
  const mail = await startMail(temporaryFolder());
  try {
    return await use(mail);
  } finally {
    await mail.close();
  }
}

test.describe('A target that mails its tokens', () => {
  test('has its whole journey judged where a command reads them from the mailbox, and tells no secret', async () => {
    await withMail(async (mail) => {
      await withSandbox({ behaviour: mail.behaviour }, async (sandbox) => {
        const { code, output, result, resultsDir } = await runCommand(
          'run',
          {
            BASE_URL: sandbox.baseUrl,
            ACCOUNT_EMAIL: sandbox.accountEmail,
            ACCOUNT_PASSWORD: sandbox.accountPassword,
            CLOCK_CONTROL_URL: sandbox.clockControlUrl,
            PROFILE: 'full',
            TOKEN_DELIVERY: 'mail',
            TOKEN_COMMAND: commandFor(mail),
          },
          ['--grep', '(VT|CP|LG)-|RP-OK-0[12]'],
        );
        const clauses = result().clauses.filter(({ id }) => [...journey, 'RP-OK-01', 'RP-OK-02'].includes(id as never));
        expect(clauses.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
        expect(clauses).toHaveLength(journey.length + 2);
        expect(code, output).toBe(0);
        expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(true);
        expect(mail.tokens.length).toBeGreaterThan(5);
        const passwords = new Set(sandbox.passwordHistory);
        expect(passwords.size).toBeGreaterThan(3);
        const search = new SecondSearch([...passwords, ...mail.tokens]);
        expect(search.filesThatTell(resultsDir)).toEqual([]);
        expect(search.toldIn(output)).toEqual([]);
      });
    });
  });

  test('has what needs a token left out, with the reason, where nothing reads them', async () => {
    await withMail(async (mail) => {
      await withSandbox({ behaviour: mail.behaviour }, async (sandbox) => {
        const { verdicts } = await judgeAll(targetOf(sandbox, { TOKEN_DELIVERY: 'mail' }));
        const others = idsWith(verdicts, 'fail', 'inconclusive', 'error');
        expect(messagesOf(verdicts, others)).toBe('');
        const leftOut = idsWith(verdicts, 'not-applicable');
        expect(leftOut).toEqual(expect.arrayContaining(journey.filter((id) => !withoutToken.includes(id))));
        expect(leftOut.filter((id) => withoutToken.includes(id))).toEqual([]);
        for (const id of ['VT-01', 'CP-01', 'LG-01', 'LG-09']) {
          expect(verdicts.get(id)?.message).toContain('TOKEN_DELIVERY=mail, and no TOKEN_COMMAND');
        }
        for (const id of ['RP-OK-09', 'RP-SEC-01', 'RP-SEC-02', 'RP-SEC-10']) {
          expect(verdicts.get(id)?.message).toContain('TOKEN_DELIVERY=mail: no answer holds a token');
        }
        expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(true);
      });
    });
  });

  test('fails where its answer holds the token all the same', async () => {
    await withSandbox({}, async (sandbox) => {
      const { verdicts } = await judgeAll(targetOf(sandbox, { TOKEN_DELIVERY: 'mail' }), ['RP-OK-01', 'RP-OK-02']);
      expect(idsWith(verdicts, 'fail').sort()).toEqual(['RP-OK-01', 'RP-OK-02']);
    });
  });

  for (const { what, command, message, blame } of [
    { what: 'fails', command: 'exit 3', message: 'it ended with 3', blame: 'harness' },
    { what: 'prints nothing', command: 'true', message: 'no mail with a token has come', blame: 'target' },
    { what: 'prints two lines', command: 'printf "a\\nb\\n"', message: 'alone on one line', blame: 'harness' },
    { what: 'is not there', command: 'no-such-command-anywhere', message: 'it ended with 127', blame: 'harness' },
  ]) {
    test(`leaves the journey open where the command ${what}`, async () => {
      await withMail(async (mail) => {
        await withSandbox({ behaviour: mail.behaviour }, async (sandbox) => {
          const target = targetOf(sandbox, { TOKEN_DELIVERY: 'mail', TOKEN_COMMAND: command });
          const { verdicts } = await judgeAll(target, ['VT-01', 'CP-01']);
          for (const id of ['VT-01', 'CP-01']) {
            expect(verdicts.get(id)).toMatchObject({ verdict: 'inconclusive', blame });
            expect(verdicts.get(id)?.message).toContain(message);
          }
          expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(true);
        });
      });
    });
  }
});
