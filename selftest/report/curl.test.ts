import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import type { Exchange } from '../../harness/model/exchange.ts';
import { commandFor, needsBodyFile } from '../../harness/report/curl.ts';
import { SecretRegistry } from '../../harness/secrets/registry.ts';
import type { Request } from '../../harness/model/message.ts';
import { serialize } from '../../harness/http/serialize.ts';
import { startScriptedServer } from '../http/scripted-server.ts';
import { needs } from '../needs.ts';

const run = promisify(execFile);

const requests: Readonly<Record<string, Request>> = {
  'a JSON body with quotes of both kinds': {
    method: 'POST',
    path: '/call/',
    headers: [
      ['Accept', '*/*'],
      ['Content-Type', 'application/json'],
    ],
    body: Buffer.from(`{"a":"it's \\"$HOME\\" \`x\`"}`),
  },
  'no Accept, no Content-Type, an empty header': {
    method: 'POST',
    path: '/call/',
    headers: [['Authorization', '']],
    body: Buffer.from('{}'),
  },
  'no body': { method: 'GET', path: '/call/?a=b%20c', headers: [['Accept', 'text/html']] },
  'an empty body': {
    method: 'POST',
    path: '/call/',
    headers: [
      ['Accept', '*/*'],
      ['Content-Type', 'application/json'],
    ],
    body: Buffer.alloc(0),
  },
  'bytes that do not print': {
    method: 'POST',
    path: '/call/',
    headers: [
      ['Accept', '*/*'],
      ['Content-Type', 'application/json'],
    ],
    body: Buffer.from([0x7b, 0xff, 0x00, 0x27, 0x25, 0x5c, 0x0a]),
  },
  'a body that begins like a file name': {
    method: 'POST',
    path: '/call/',
    headers: [['Accept', '*/*']],
    body: Buffer.from('@/etc/hostname'),
  },
  'brackets and braces in its path': {
    method: 'GET',
    path: '/call/?a=[1-3]&b={x,y}',
    headers: [['Accept', '*/*']],
  },
  'a chunked body': {
    method: 'POST',
    path: '/call/',
    headers: [['Accept', '*/*']],
    framing: 'chunked',
    body: Buffer.from('{}'),
  },
  'a body of no declared length': {
    method: 'POST',
    path: '/call/',
    headers: [['Accept', '*/*']],
    framing: 'none',
    body: Buffer.from('{"a":"100%"}'),
  },
  'HEAD and a body': { method: 'HEAD', path: '/call/', headers: [['Accept', '*/*']], body: Buffer.from('{}') },
  'a field that does not print': { method: 'GET', path: '/call/', headers: [['X-Odd', 'a\u0001b']] },
  'a line end inside': {
    method: 'PUT',
    path: '/call/',
    headers: [
      ['Accept', '*/*'],
      ['Content-Type', 'application/json'],
    ],
    body: Buffer.from('{\n  "a": 1\n}'),
  },
  'a header line that no client writes': {
    method: 'POST',
    path: '/call/',
    headers: [['Accept', '*/*']],
    rawLines: ['X-Odd : 1', 'Content-Length: 3'],
    body: Buffer.from("{'}"),
  },
};

for (const [title, request] of Object.entries(requests)) {
  test(`the command repeats a request with ${title}`, async () => {
    needs('bash', 'curl');
    const server = await startScriptedServer((socket) =>
      socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n'),
    );
    const host = new URL(server.baseUrl).host;
    const { head, content } = serialize(request, host, '', true);
    const exchange = { request, sentHead: head.toString('latin1') } as Exchange;
    await run('bash', [
      '-c',
      commandFor(exchange, server.baseUrl, new SecretRegistry()).replace(
        /\| nc (\S+) (\d+)$/,
        '> /dev/tcp/$1/$2; sleep 0.1',
      ),
    ]);
    await server.close();
    const lines = (text: string): string[] =>
      text
        .split('\r\n')
        .filter((line) => line !== '')
        .sort();
    expect(lines(server.received[0] ?? '')).toEqual(lines(Buffer.concat([head, content]).toString('latin1')));
  });
}

test('secrets stand as variables that the shell fills in', async () => {
  needs('bash');
  const registry = new SecretRegistry();
  registry.configure('ACCOUNT_PASSWORD', 'p$w"0`rd\\ of mine');
  registry.learn('reset_token', 'abcdefgh12345678');
  const body = JSON.stringify({ token: 'abcdefgh12345678', password: 'p$w"0`rd\\ of mine', other: '$HOME' });
  const request: Request = {
    method: 'POST',
    path: '/call/?token=abcdefgh12345678',
    headers: [
      ['Accept', '*/*'],
      ['Content-Type', 'application/json'],
    ],
    body: Buffer.from(body),
  };
  const command = commandFor({ request, sentHead: '' } as Exchange, 'http://127.0.0.1:1', registry);
  expect(command).not.toContain('abcdefgh12345678');
  expect(command).not.toContain('0`rd');
  expect(command).toContain('?token=$RESET_TOKEN_1');
  // The shell puts the value in as it is; that a quote in a password has to be escaped for JSON is its user's to know.
  const { stdout } = await run('bash', ['-c', `curl() { printf '%s\\n' "\${@: -2:1}"; }; ${command}`], {
    env: { RESET_TOKEN_1: 'T', ACCOUNT_PASSWORD: 'P' },
  });
  expect(stdout).toBe('{"token":"T","password":"P","other":"$HOME"}\n');
});

const plain: Request = { method: 'POST', path: '/call/', headers: [['Accept', '*/*']] };

/** The command for a body, where `abcdefgh12345678` is a token. */
function commandWith(request: Partial<Request>, sentHead = ''): string {
  const registry = new SecretRegistry();
  registry.learn('reset_token', 'abcdefgh12345678');
  return commandFor(
    { id: 12, request: { ...plain, ...request }, sentHead } as Exchange,
    'http://127.0.0.1:1',
    registry,
  );
}

/** What a command writes into its pipe. */
async function piped(command: string): Promise<string> {
  const { stdout } = await run('sh', ['-c', command.replace(/ \| .*$/, '')], { env: { RESET_TOKEN_1: 'TOKEN' } });
  return stdout;
}

test('a secret among bytes that do not print stands as a variable too', async () => {
  const command = commandWith({ body: Buffer.from('a\u0001 100% abcdefgh12345678z') });
  expect(command).not.toContain('abcdefgh12345678');
  expect(await piped(command)).toBe('a\u0001 100% TOKENz');
});

test('a secret in a head that goes through a socket stands as a variable too', async () => {
  const head = 'POST /call/ HTTP/1.1\r\nX-Odd : abcdefgh12345678\r\n\r\n';
  const command = commandWith({ rawLines: ['X-Odd : abcdefgh12345678'], body: Buffer.from('{}') }, head);
  expect(command).not.toContain('abcdefgh12345678');
  expect(await piped(command)).toBe('POST /call/ HTTP/1.1\r\nX-Odd : TOKEN\r\n\r\n{}');
});

test('a variable does not run on into what follows it', () => {
  expect(commandWith({ body: Buffer.from('abcdefgh12345678A') })).toContain('"${RESET_TOKEN_1}A"');
});

test('a command stands on one line, whatever the body', () => {
  expect(commandWith({ body: Buffer.from('{\n\u202e\u001b[2J}') })).toMatch(/^[\x20-\x7e]*$/);
});

test('a body that is too long for a command line is named as the attachment that holds it', () => {
  const body = Buffer.from('a'.repeat(5000));
  expect(needsBodyFile(body)).toBe(true);
  expect(commandWith({ body })).toContain('--data-binary @exchange-12-request-body.bin ');
});
