import { createPrivateKey } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { dialOptionsFrom, type DialValues } from '../../harness/config/dial-settings.ts';
import type { DialOptions } from '../../harness/model/dial-options.ts';
import { makeCertificate } from '../doctor/certificate.ts';

const day = 24 * 60 * 60 * 1000;
const valid = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + day) };
const one = makeCertificate({ host: 'one.example', ...valid });
const other = makeCertificate({ host: 'other.example', ...valid });
const encrypted = createPrivateKey(one.key)
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open it' })
  .toString();

const files: Readonly<Record<string, string>> = {
  'cert.pem': one.cert,
  'key.pem': one.key,
  'other-key.pem': other.key,
  'encrypted.pem': encrypted,
  'ca.pem': one.cert + other.cert,
  'node-ca.pem': other.cert,
  'damaged.pem': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
  'text.txt': 'no PEM at all',
};

function readFile(path: string): Buffer {
  const content = files[path];
  if (content === undefined) throw Object.assign(new Error('not there'), { code: 'ENOENT' });
  return Buffer.from(content);
}

const https = 'https://api.example.com';

function optionsOf(values: DialValues, base = https): DialOptions {
  const made = dialOptionsFrom(values, new URL(base), readFile);
  if ('problems' in made) throw new Error(made.problems.join('\n'));
  return made.options;
}

function problemsOf(values: DialValues, base = https): readonly string[] {
  const made = dialOptionsFrom(values, new URL(base), readFile);
  return 'problems' in made ? made.problems : [];
}

test('nothing set, or set but empty, is nothing', () => {
  expect(optionsOf({})).toEqual({});
  expect(optionsOf({ HTTPS_PROXY: '', https_proxy: ' ', NO_PROXY: '', CA_FILE: '', CONNECT_TO: '' })).toEqual({});
});

test('proxies', () => {
  const proxy = { host: 'proxy.test', port: 3128, secure: false };
  expect(optionsOf({ HTTPS_PROXY: 'http://proxy.test:3128' })).toEqual({ httpsProxy: proxy });
  expect(optionsOf({ HTTPS_PROXY: 'proxy.test:3128' })).toEqual({ httpsProxy: proxy });
  expect(optionsOf({ HTTPS_PROXY: 'https://proxy.test' })).toEqual({
    httpsProxy: { ...proxy, port: 443, secure: true },
  });
  expect(optionsOf({ HTTPS_PROXY: 'http://[2001:db8::1]:80' }).httpsProxy).toEqual({
    host: '2001:db8::1',
    port: 80,
    secure: false,
  });
  expect(optionsOf({ HTTPS_PROXY: 'http://u%40x:p%3Aw@proxy.test:3128' }).httpsProxy?.credentials).toEqual({
    username: 'u@x',
    password: 'p:w',
  });
  expect(optionsOf({ HTTPS_PROXY: 'http://upper.test', https_proxy: 'http://lower.test' }).httpsProxy?.host).toBe(
    'lower.test',
  );
});

test('a proxy counts for its scheme, and not for loopback nor for what NO_PROXY lists', () => {
  const values = { HTTPS_PROXY: 'http://a.test:1', HTTP_PROXY: 'http://b.test:2' };
  expect(Object.keys(optionsOf(values))).toEqual(['httpsProxy']);
  expect(Object.keys(optionsOf(values, 'http://api.example.com'))).toEqual(['httpProxy']);
  expect(optionsOf(values, 'http://127.0.0.1:8080')).toEqual({});
  expect(optionsOf({ ...values, no_proxy: '.example.com' })).toEqual({ noProxy: '.example.com' });
  // What is not used may be of any kind.
  expect(problemsOf({ HTTPS_PROXY: 'socks5://a.test' }, 'http://api.example.com')).toEqual([]);
  expect(problemsOf({ HTTPS_PROXY: 'socks5://a.test', NO_PROXY: '*' })).toEqual([]);
});

test('certificates and the place to connect to', () => {
  const pair = { cert: Buffer.from(one.cert), key: Buffer.from(one.key) };
  expect(optionsOf({ CLIENT_CERT: 'cert.pem', CLIENT_KEY: 'key.pem' })).toEqual({ clientCertificate: pair });
  const locked = { CLIENT_CERT: 'cert.pem', CLIENT_KEY: 'encrypted.pem', CLIENT_KEY_PASSPHRASE: 'open it' };
  expect(optionsOf(locked).clientCertificate?.passphrase).toBe('open it');
  expect(optionsOf({ CONNECT_TO: '10.0.0.7:8443' })).toEqual({ connectTo: { host: '10.0.0.7', port: 8443 } });
  expect(optionsOf({ CONNECT_TO: '[::1]:443' }).connectTo).toEqual({ host: '::1', port: 443 });
  const certificates = ({ ca = Buffer.alloc(0) }: DialOptions): number =>
    Buffer.from(ca).toString().split('BEGIN CERTIFICATE').length - 1;
  expect(certificates(optionsOf({ CA_FILE: 'ca.pem' }))).toBe(2);
  expect(certificates(optionsOf({ CA_FILE: 'ca.pem', NODE_EXTRA_CA_CERTS: 'node-ca.pem' }))).toBe(3);
  // A settings file names it too late for Node itself.
  expect(certificates(optionsOf({ NODE_EXTRA_CA_CERTS: 'node-ca.pem' }))).toBe(1);
});

const refused: readonly { values: DialValues; says: RegExp }[] = [
  {
    values: { HTTPS_PROXY: 'socks5://user:secret@a.test:1080' },
    says: /^HTTPS_PROXY names a proxy of the kind "socks5"/,
  },
  { values: { https_proxy: 'http://user:secret@a.test:99999' }, says: /^https_proxy is no URL of a proxy/ },
  { values: { CONNECT_TO: '10.0.0.7' }, says: /^CONNECT_TO="10\.0\.0\.7" is no host with a port/ },
  { values: { CONNECT_TO: 'a.test:0' }, says: /no host with a port/ },
  { values: { CONNECT_TO: 'https://a.test:443' }, says: /no host with a port/ },
  { values: { CA_FILE: 'absent.pem' }, says: /^CA_FILE="absent\.pem" can't be read \(ENOENT\)/ },
  { values: { CA_FILE: 'text.txt' }, says: /holds no certificate/ },
  { values: { CA_FILE: 'damaged.pem' }, says: /damaged certificate/ },
  { values: { CLIENT_CERT: 'cert.pem' }, says: /^CLIENT_CERT is set and CLIENT_KEY is not/ },
  { values: { CLIENT_KEY: 'key.pem' }, says: /^CLIENT_KEY is set and CLIENT_CERT is not/ },
  { values: { CLIENT_KEY_PASSPHRASE: 'secret' }, says: /^CLIENT_KEY_PASSPHRASE is set and CLIENT_KEY is not/ },
  { values: { CLIENT_CERT: 'cert.pem', CLIENT_KEY: 'other-key.pem' }, says: /is not the key of CLIENT_CERT/ },
  { values: { CLIENT_CERT: 'key.pem', CLIENT_KEY: 'key.pem' }, says: /^CLIENT_CERT="key\.pem" holds no certificate/ },
  { values: { CLIENT_CERT: 'cert.pem', CLIENT_KEY: 'cert.pem' }, says: /^CLIENT_KEY="cert\.pem" holds no private key/ },
  { values: { CLIENT_CERT: 'cert.pem', CLIENT_KEY: 'encrypted.pem' }, says: /encrypted: set CLIENT_KEY_PASSPHRASE/ },
  {
    values: { CLIENT_CERT: 'cert.pem', CLIENT_KEY: 'encrypted.pem', CLIENT_KEY_PASSPHRASE: 'secret' },
    says: /does not open CLIENT_KEY/,
  },
  { values: { CLIENT_CERT: 'damaged.pem', CLIENT_KEY: 'key.pem' }, says: /can't be used \(\w+\)/ },
];

for (const { values, says } of refused) {
  test(`${JSON.stringify(values)} is refused in one line`, () => {
    const [problem = '', ...more] = problemsOf(values);
    expect(problem).toMatch(says);
    expect(more).toEqual([]);
    expect(problem).not.toMatch(/\n|secret/);
  });
}

test('every problem is named', () => {
  expect(problemsOf({ CONNECT_TO: 'x', CA_FILE: 'absent.pem', HTTPS_PROXY: 'ftp://a.test' })).toHaveLength(3);
});
