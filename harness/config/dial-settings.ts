import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { routeTo } from '../http/route.ts';
import type { ClientCertificate, DialOptions, Place, Proxy } from '../model/dial-options.ts';

/** The variables that say how connections are made. Of a pair the lower case outweighs, as it does for curl. */
export const dialVariables = [
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'NO_PROXY',
  'no_proxy',
  'CLIENT_CERT',
  'CLIENT_KEY',
  'CLIENT_KEY_PASSPHRASE',
  'CA_FILE',
  'CONNECT_TO',
  'NODE_EXTRA_CA_CERTS',
] as const;

type DialVariable = (typeof dialVariables)[number];

/** Values of {@link dialVariables}; an empty one counts as not set. */
export type DialValues = Readonly<Partial<Record<DialVariable, string | undefined>>>;

/** Reads a file. @throws NodeJS.ErrnoException where it can't. */
type ReadFile = (path: string) => Buffer;

/**
 * Makes the options of the dialler from the variables that a user sets.
 *
 * @param base The target. A proxy that it is not reached by is not looked at, since the environment of a machine may name
 *   proxies of kinds that are of no use here.
 * @returns the options, empty where no variable counts; or what is wrong, one line for each problem, none with a secret.
 */
export function dialOptionsFrom(
  values: DialValues,
  base: URL,
  readFile: ReadFile = readFileSync,
): { readonly options: DialOptions } | { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const attempt = <T>(make: () => T): T | undefined => {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof SettingProblem)) throw error;
      problems.push(error.message);
      return undefined;
    }
  };
  const connectTo = attempt(() => placeFrom(values.CONNECT_TO));
  const clientCertificate = attempt(() => clientCertificateFrom(values, readFile));
  const ca = attempt(() => authoritiesFrom(values, readFile));
  const rest: DialOptions = {
    ...(given(values.no_proxy, values.NO_PROXY) === undefined
      ? {}
      : { noProxy: given(values.no_proxy, values.NO_PROXY) ?? '' }),
    ...(connectTo === undefined ? {} : { connectTo }),
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
    ...(ca === undefined ? {} : { ca }),
  };
  const proxy = attempt(() => proxyFor(values, base, rest));
  return problems.length > 0 ? { problems } : { options: { ...rest, ...proxy } };
}

/** One line: the variable, what is wrong with it, and how to fix it. */
class SettingProblem extends Error {}

function given(...values: readonly (string | undefined)[]): string | undefined {
  return values.map((value) => value?.trim()).find((value) => value !== undefined && value !== '');
}

function proxyFor(values: DialValues, base: URL, options: DialOptions): DialOptions {
  const secure = base.protocol === 'https:';
  const [lower, upper] = secure ? (['https_proxy', 'HTTPS_PROXY'] as const) : (['http_proxy', 'HTTP_PROXY'] as const);
  const value = given(values[lower], values[upper]);
  if (value === undefined) return {};
  const member = secure ? 'httpsProxy' : 'httpProxy';
  const anyProxy: Proxy = { host: 'proxy.invalid', port: 80, secure: false };
  if (routeTo(base, { ...options, [member]: anyProxy }).proxy === undefined) return {};
  return { [member]: proxyFrom(given(values[lower]) === undefined ? upper : lower, value) };
}

function proxyFrom(name: string, value: string): Proxy {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const scheme = text.slice(0, text.indexOf(':')).toLowerCase();
  if (scheme !== 'http' && scheme !== 'https') {
    throw new SettingProblem(
      `${name} names a proxy of the kind ${JSON.stringify(scheme)}: give one of http or https, or list the target in NO_PROXY.`,
    );
  }
  if (!URL.canParse(text)) {
    throw new SettingProblem(`${name} is no URL of a proxy: give one such as http://proxy.example.com:3128.`);
  }
  const { hostname, port, username, password } = new URL(text);
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port === '' ? (scheme === 'https' ? 443 : 80) : port),
    secure: scheme === 'https',
    ...(username === '' && password === ''
      ? {}
      : { credentials: { username: decoded(username), password: decoded(password) } }),
  };
}

/** User information with its percent-encoding undone; as it is where that is malformed. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function placeFrom(value: string | undefined): Place | undefined {
  const text = given(value);
  if (text === undefined) return undefined;
  const [, host = '', port = ''] = /^(\[[0-9a-f:.]+\]|[^\s:/@[\]]+):(\d{1,5})$/i.exec(text) ?? [];
  if (host === '' || Number(port) < 1 || Number(port) > 65535) {
    throw new SettingProblem(
      `CONNECT_TO=${JSON.stringify(text.slice(0, 100))} is no host with a port: give one such as 10.0.0.7:8443.`,
    );
  }
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function clientCertificateFrom(values: DialValues, readFile: ReadFile): ClientCertificate | undefined {
  const [certFile, keyFile] = [given(values.CLIENT_CERT), given(values.CLIENT_KEY)];
  // A passphrase is taken as it stands: a space may be a part of it.
  const passphrase = values.CLIENT_KEY_PASSPHRASE === '' ? undefined : values.CLIENT_KEY_PASSPHRASE;
  if (certFile === undefined && keyFile === undefined) {
    if (passphrase === undefined) return undefined;
    throw new SettingProblem('CLIENT_KEY_PASSPHRASE is set and CLIENT_KEY is not: set it to the file of the key.');
  }
  if (certFile === undefined) {
    throw new SettingProblem('CLIENT_KEY is set and CLIENT_CERT is not: set it to the file of the certificate.');
  }
  if (keyFile === undefined) {
    throw new SettingProblem('CLIENT_CERT is set and CLIENT_KEY is not: set it to the file of its key.');
  }
  const cert = pemFrom('CLIENT_CERT', certFile, 'certificate', readFile);
  const key = pemFrom('CLIENT_KEY', keyFile, 'private key', readFile);
  assertPair(cert, key, passphrase);
  return { cert, key, ...(passphrase === undefined ? {} : { passphrase }) };
}

function assertPair(cert: Buffer, key: Buffer, passphrase: string | undefined): void {
  const withPassphrase = passphrase === undefined ? {} : { passphrase };
  let fits: boolean;
  try {
    const privateKey = createPrivateKey({ key, ...withPassphrase });
    fits = new X509Certificate(cert).checkPrivateKey(privateKey);
    createSecureContext({ cert, key, ...withPassphrase });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    // The second is what OpenSSL says where it would ask a person.
    const asks = ['ERR_MISSING_PASSPHRASE', 'ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED'];
    if (passphrase === undefined && asks.includes(code)) {
      throw new SettingProblem('CLIENT_KEY is encrypted: set CLIENT_KEY_PASSPHRASE.');
    }
    if (code.endsWith('BAD_DECRYPT')) {
      throw new SettingProblem(
        'CLIENT_KEY_PASSPHRASE does not open CLIENT_KEY: set it to the passphrase of that file.',
      );
    }
    if (code.endsWith('KEY_VALUES_MISMATCH')) fits = false;
    else throw new SettingProblem(`CLIENT_CERT and CLIENT_KEY can't be used (${code}): give PEM files of a pair.`);
  }
  if (!fits) throw new SettingProblem('CLIENT_KEY is not the key of CLIENT_CERT: give the files of a pair.');
}

function authoritiesFrom(values: DialValues, readFile: ReadFile): Buffer | undefined {
  const extra = given(values.NODE_EXTRA_CA_CERTS);
  // Node itself read it as it started, where its environment named it.
  const isNodes = extra !== undefined && extra === given(process.env.NODE_EXTRA_CA_CERTS);
  const files = [
    ['CA_FILE', given(values.CA_FILE)],
    ['NODE_EXTRA_CA_CERTS', isNodes ? undefined : extra],
  ] as const;
  const own = files.flatMap(([name, file]) => (file === undefined ? [] : authoritiesIn(name, file, readFile)));
  if (own.length === 0) return undefined;
  // Naming authorities replaces those of Node.
  return Buffer.concat([...own, isNodes ? nodesOwn(extra, readFile) : Buffer.alloc(0)]);
}

const certificates = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

function authoritiesIn(name: string, file: string, readFile: ReadFile): Buffer[] {
  const ca = pemFrom(name, file, 'certificate', readFile);
  for (const [pem] of ca.toString('latin1').matchAll(certificates)) {
    try {
      new X509Certificate(pem);
    } catch {
      throw new SettingProblem(`${name}=${JSON.stringify(file)} holds a damaged certificate: give a PEM file.`);
    }
  }
  return [ca, Buffer.from('\n')];
}

function nodesOwn(file: string, readFile: ReadFile): Buffer {
  try {
    return readFile(file);
  } catch {
    // Node itself warns of it.
    return Buffer.alloc(0);
  }
}

function pemFrom(name: string, file: string, what: 'certificate' | 'private key', readFile: ReadFile): Buffer {
  let content: Buffer;
  try {
    content = readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new SettingProblem(`${name}=${JSON.stringify(file)} can't be read (${code}): give the path of a PEM file.`);
  }
  const label = what === 'certificate' ? /-----BEGIN CERTIFICATE-----/ : /-----BEGIN (?:[A-Z]+ ){0,2}PRIVATE KEY-----/;
  if (label.test(content.toString('latin1'))) return content;
  throw new SettingProblem(`${name}=${JSON.stringify(file)} holds no ${what}: give a file in PEM form.`);
}
