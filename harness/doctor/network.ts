import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { daysLeft, daysWanted, flawOf, type ShownCertificate, shownBy } from '../http/certificate.ts';
import { remedyForAlert } from '../http/client-certificate.ts';
import { dial, type Dialled, type DialWish } from '../http/dial.ts';
import { authorityOf, routeTo } from '../http/route.ts';
import type { DialOptions } from '../model/dial-options.ts';
import type { Trouble } from '../model/trouble.ts';
import { fail, ok, printable, reasonOf, stepTimeoutMs, warn, type Check } from './check.ts';

/** One step of the way to the target, looked at by itself. */
export type HopCheck = (url: URL, options?: DialOptions) => Promise<Check>;

/**
 * The steps of the way to a URL, in their order: name, TCP, the tunnel of a proxy, TLS. Those that the way does not have
 * are left out.
 */
export function hopChecks(url: URL, options?: DialOptions): HopCheck[] {
  return [
    checkName,
    checkTcp,
    ...(routeTo(url, options).proxy === undefined ? [] : [checkProxy]),
    ...(url.protocol === 'https:' ? [checkTls] : []),
  ];
}

/** Resolves the name that the socket goes to: the proxy's where there is one, else the target's. */
async function checkName(url: URL, options?: DialOptions): Promise<Check> {
  const { place, proxy } = routeTo(url, options);
  const { host } = proxy ?? place;
  const whose = proxy === undefined ? '' : 'the proxy ';
  if (isIP(host) !== 0) return ok('name', `${whose}${host} is an address, nothing to resolve`);
  try {
    const addresses = await Promise.race([lookup(host, { all: true }), timeUp()]);
    return ok('name', `${whose}${host} is ${addresses.map(({ address }) => address).join(', ')}`);
  } catch (error) {
    const setting = proxy === undefined ? settingOf(options) : 'HTTPS_PROXY and HTTP_PROXY';
    const remedy = `check the spelling of ${setting}, and the DNS`;
    return fail('name', `${whose}${host} can't be resolved: ${reasonOf(error)}`, remedy);
  }
}

async function timeUp(): Promise<never> {
  const signal = AbortSignal.timeout(stepTimeoutMs);
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}

/** Opens a TCP connection, to the proxy where there is one, and closes it again. */
async function checkTcp(url: URL, options?: DialOptions): Promise<Check> {
  const { place, proxy } = routeTo(url, options);
  const { host, port } = proxy ?? place;
  const where = `${proxy === undefined ? '' : 'the proxy '}${host} port ${port}`;
  const dialled = await dialUntil('connect', url, { options });
  if ('kind' in dialled) {
    const remedy =
      proxy === undefined
        ? `check that the target runs, the port of ${settingOf(options)}, and firewalls between`
        : 'check that the proxy runs, and its port in HTTPS_PROXY or HTTP_PROXY; or list the target in NO_PROXY';
    return fail('TCP', `${where} can't be reached: ${whyOf(dialled)}`, remedy);
  }
  dialled.socket.destroy();
  return ok('TCP', `${where} accepts connections (${Math.ceil(dialled.phases.connect)} ms)`);
}

/** Asks the proxy for a tunnel to the target, and closes it again. */
async function checkProxy(url: URL, options?: DialOptions): Promise<Check> {
  const { place } = routeTo(url, options);
  const dialled = await dialUntil('proxy', url, { options });
  if ('kind' in dialled) {
    const remedy =
      dialled.kind === 'unreachable'
        ? `check that the target runs, and that the proxy may reach it; or list the target in NO_PROXY`
        : 'check the user and the password in HTTPS_PROXY or HTTP_PROXY, and what the proxy allows';
    return fail('proxy', `no tunnel to ${authorityOf(place)}: ${dialled.message}`, remedy);
  }
  dialled.socket.destroy();
  return ok('proxy', `opens a tunnel to ${authorityOf(place)} (${Math.ceil(dialled.phases.proxy ?? 0)} ms)`);
}

/** Does a TLS handshake: does the certificate verify, how long does it last, which protocol is agreed on. */
async function checkTls(url: URL, options?: DialOptions): Promise<Check> {
  // A certificate that does not verify is to be described. Nothing is sent over it.
  const dialled = await dialUntil('tls', url, { options, verify: false });
  if ('kind' in dialled) {
    const remedy =
      remedyForAlert(dialled, options) ??
      'check that BASE_URL has the right scheme and port, and that the target offers TLS 1.2 or later';
    return fail('TLS', `no handshake: ${whyOf(dialled)}`, remedy);
  }
  const shown = shownBy(dialled.socket as TLSSocket);
  dialled.socket.destroy();
  return shown.flawCode === undefined ? judgeLife(shown) : describeFlaw(shown, shown.flawCode, url.hostname);
}

function judgeLife(shown: ShownCertificate): Check {
  const { protocol, validTo = '' } = shown;
  const days = daysLeft(validTo);
  const detail = `${protocol}, the certificate verifies and lasts ${days} days more`;
  return days < daysWanted(shown) ? warn('TLS', detail, 'renew the certificate') : ok('TLS', detail);
}

/** Each flaw with its own remedy: no authority fixes a certificate of another name. */
function describeFlaw({ names, validFrom = '', validTo = '' }: ShownCertificate, code: string, host: string): Check {
  const reason = printable(code);
  switch (flawOf(code)) {
    case 'another name':
      return fail(
        'TLS',
        `the certificate is for ${names === '' ? 'no name' : printable(names)}, not for ${host}: ${reason}`,
        'check the host of BASE_URL, or give the target a certificate for that name',
      );
    case 'expired':
      return fail('TLS', `the certificate expired on ${validTo.slice(0, 10)}: ${reason}`, 'renew the certificate');
    case 'not yet valid':
      return fail(
        'TLS',
        `the certificate is not valid before ${validFrom.slice(0, 16)}Z: ${reason}`,
        'wait until then, or set the clock of this machine by NTP',
      );
    case 'unknown issuer':
      return fail(
        'TLS',
        `the certificate comes from an authority that is not known: ${reason}`,
        'name the authority in CA_FILE or NODE_EXTRA_CA_CERTS, and have the target send its whole chain',
      );
    case 'other':
      return fail('TLS', `the certificate doesn't verify: ${reason}`, 'fix the certificate');
  }
}

async function dialUntil(
  until: NonNullable<DialWish['until']>,
  url: URL,
  wish: Pick<DialWish, 'options' | 'verify'>,
): Promise<Dialled | Trouble> {
  return dial(url, { ...wish, until, timeoutMs: stepTimeoutMs });
}

function whyOf({ kind, code, message }: Trouble): string {
  if (kind === 'timeout') return `no answer within ${stepTimeoutMs / 1000} s`;
  return code ?? printable(message);
}

/** The setting that says where the socket goes. */
function settingOf(options: DialOptions | undefined): string {
  return options?.connectTo === undefined ? 'BASE_URL' : 'CONNECT_TO';
}
