import { createPrivateKey } from 'node:crypto';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { fileWith } from '../config/helpers.ts';
import { type Certificate, makeCertificate } from '../doctor/certificate.ts';
import { startProxy } from '../http/proxy.ts';
import { startNginx } from './nginx.ts';
import { startTinyproxy } from './tinyproxy.ts';

const day = 86_400_000;

/** The name that the target has; it resolves nowhere, and only the last proxy knows where it leads. */
const host = 'api.timp.example';

const passwords = {
  proxy: 'Pr0xy-s3cret-of-tinyproxy',
  basic: 'B4sic-s3cret-of-nginx',
  key: 'K3y-passphrase-of-a-client',
} as const;

/** A sandbox behind a CONNECT proxy with credentials, and nginx with HTTP/2, Basic and client certificates. */
export interface Way {
  readonly sandbox: Sandbox;
  /** What takes the whole way; the certificate of nginx is in `ca`. */
  readonly env: Readonly<Record<string, string>>;
  /** PEM file with the authority of nginx's certificate. */
  readonly ca: string;
  /** Settings of a client certificate that nginx does not know. */
  readonly stranger: Readonly<Record<string, string>>;
  /** What no output may tell: passwords, keys, and the tokens that the sandbox has issued until now. */
  readonly secrets: () => readonly string[];
  /** Value of `HTTPS_PROXY` with another password, or at another port. */
  readonly proxyUrl: (other: { readonly password?: string; readonly port?: number }) => string;
  /** Value of `EXTRA_HEADERS` with another password. */
  readonly basicOf: (password: string) => string;
}

function certificateOf(name: string): Certificate {
  const now = Date.now();
  return makeCertificate({ host: name, notBefore: new Date(now - day), notAfter: new Date(now + 90 * day) });
}

/** Starts all that stands on the way, and ends it after use. */
export async function onTheWay(use: (way: Way) => Promise<void>): Promise<void> {
  const tokens = new Set<string>();
  const ends: (() => Promise<unknown>)[] = [];
  const keep = <T extends { readonly close: () => Promise<unknown> }>(started: T): T => {
    ends.unshift(started.close);
    return started;
  };
  try {
    const sandbox = keep(
      await startSandbox({
        behaviour: {
          answer: (answer) => {
            for (const [, token = ''] of answer.body.toString().matchAll(/"(?:reset|auth)_token":"([^"]+)"/g))
              tokens.add(token);
            return answer;
          },
        },
      }),
    );
    const [certificate, client, stranger] = [
      certificateOf(host),
      certificateOf('a.example'),
      certificateOf('b.example'),
    ];
    const nginx = keep(
      await startNginx({
        to: Number(new URL(sandbox.baseUrl).port),
        certificate,
        clientCertificate: client.cert,
        user: { name: 'gate', password: passwords.basic },
      }),
    );
    const further = keep(await startProxy(nginx.port));
    const user = { name: 'user', password: passwords.proxy };
    const tinyproxy = keep(await startTinyproxy({ upstream: { port: further.port, domain: '.timp.example' }, user }));
    const key = createPrivateKey(client.key).export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: passwords.key,
    });
    const proxyUrl: Way['proxyUrl'] = ({ password = passwords.proxy, port = tinyproxy.port }) =>
      `http://user:${password}@127.0.0.1:${port}`;
    const basicOf = (password: string): string =>
      `Authorization: Basic ${Buffer.from(`gate:${password}`).toString('base64')}`;
    const linesOf = (pem: string): string[] =>
      pem.split('\n').filter((line) => line.length > 20 && !line.includes('-'));
    await use({
      sandbox,
      env: {
        BASE_URL: `https://${host}`,
        ACCOUNT_EMAIL: sandbox.accountEmail,
        ACCOUNT_PASSWORD: sandbox.accountPassword,
        CLOCK_CONTROL_URL: `https://${host}${new URL(sandbox.clockControlUrl).pathname}`,
        HTTPS_PROXY: proxyUrl({}),
        CLIENT_CERT: fileWith(client.cert, 'client.pem'),
        CLIENT_KEY: fileWith(key, 'client.key'),
        CLIENT_KEY_PASSPHRASE: passwords.key,
        EXTRA_HEADERS: basicOf(passwords.basic),
      },
      ca: fileWith(certificate.cert, 'ca.pem'),
      stranger: {
        CLIENT_CERT: fileWith(stranger.cert, 'stranger.pem'),
        CLIENT_KEY: fileWith(stranger.key, 'stranger.key'),
        CLIENT_KEY_PASSPHRASE: '',
      },
      secrets: () => [
        ...Object.values(passwords),
        basicOf(passwords.basic).split(' ').at(-1) ?? '',
        sandbox.accountPassword,
        ...linesOf(client.key),
        ...linesOf(String(key)),
        ...tokens,
      ],
      proxyUrl,
      basicOf,
    });
  } finally {
    for (const end of ends) await end();
  }
}
