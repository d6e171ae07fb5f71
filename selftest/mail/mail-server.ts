import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import type { Behaviour } from '../../sandbox/behaviour.ts';

/** A mail server on loopback that keeps what it gets in a maildir, and a sandbox's behaviour that mails its tokens to it. */
export interface Mail {
  readonly behaviour: Behaviour;
  readonly maildir: string;
  /** The tokens that were mailed, in order. */
  readonly tokens: readonly string[];
  close(): Promise<void>;
}

/** @param folder Where the maildir is made. */
export async function startMail(folder: string): Promise<Mail> {
  const maildir = join(folder, 'maildir');
  for (const part of ['tmp', 'new', 'cur']) mkdirSync(join(maildir, part), { recursive: true });
  let delivered = 0;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _session, done) => {
      buffer(stream).then(
        (bytes) => {
          const name = `${Date.now()}.${String((delivered += 1)).padStart(6, '0')}.loopback`;
          writeFileSync(join(maildir, 'tmp', name), bytes, { mode: 0o600 });
          // A reader sees whole mails alone.
          renameSync(join(maildir, 'tmp', name), join(maildir, 'new', name));
          done();
        },
        (error: unknown) => done(error as Error),
      );
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const transport = createTransport({ host: '127.0.0.1', port, pool: true, maxConnections: 1 });
  const tokens: string[] = [];
  const mails: Promise<unknown>[] = [];
  return {
    maildir,
    tokens,
    behaviour: {
      policy: {
        mailToken: (token, { accountEmail }) => {
          tokens.push(token);
          const sent = transport.sendMail({
            from: 'service@example.com',
            to: accountEmail,
            subject: 'Choose a new password',
            // Mails have a date in seconds; resets of a test follow one another faster.
            headers: { 'X-Issued-At': new Date().toISOString() },
            text: `Somebody has asked for a new password.\n\nYour token: ${token}\n\nIt lasts for two hours.\n`,
          });
          mails.push(sent);
        },
      },
    },
    close: async () => {
      await Promise.all(mails);
      transport.close();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}
