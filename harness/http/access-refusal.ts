import { fieldValue, mediaType, type Response } from '../model/message.ts';
import type { Target } from '../model/target.ts';
import { printable } from '../text/printable.ts';
import { remedyForPage } from './client-certificate.ts';

/** An answer by which access is refused before a call reaches the API. */
export interface AccessRefusal {
  /** What the answer says, in one line. Parts of it are quoted. */
  readonly says: string;
  /** Who refuses, and what to do about it. Nothing of the answer stands in it. */
  readonly remedy: string;
}

/** What to do about each code by which something before the API refuses access (RFC 9110 15.5, RFC 6585 6). */
const byCode: Readonly<Record<number, string>> = {
  401: 'a gateway wants credentials: give them in EXTRA_HEADERS_FILE, or judge the API behind it',
  403: 'let this machine through, or give what the gateway wants in EXTRA_HEADERS_FILE',
  407: 'a proxy wants credentials: give them in HTTPS_PROXY or HTTP_PROXY, or list the host in NO_PROXY',
  511: 'a captive portal wants a log-in: log in to the network',
};

const refusesOurs =
  'a gateway refuses what EXTRA_HEADERS or EXTRA_HEADERS_FILE gives it: check the credentials there, or add those that it wants';

const onFirewalls = 'a firewall stands before the API: let this machine through';

/** Titles of the pages by which firewalls and bot filters turn a client away, whatever the code. */
const firewallTitle =
  /access denied|attention required|just a moment|request rejected|request blocked|not acceptable|forbidden|unauthori[sz]ed|captcha|security check|web application firewall|are you a robot|pardon our interruption/i;

/** What nginx answers, with the code 400, to plain HTTP where it serves https. */
const plainTitle = /plain http request was sent to https port/i;
const onPlainHttp = 'the port of BASE_URL serves https: write https:// in it';

/** Where a title is looked for, in bytes. */
const titleWithin = 4096;

/**
 * Tells an answer by which access is refused before a call reaches the API, by its code or by the page of a firewall or a
 * web server.
 *
 * @param response With its secrets replaced: parts of it are cut and quoted.
 * @param extraHeaders What a gateway was given.
 * @returns undefined for any other answer.
 */
export function accessRefusal(
  response: Response,
  { extraHeaders }: Pick<Target, 'extraHeaders'>,
): AccessRefusal | undefined {
  const { status, reason, headers } = response;
  const title = titleOf(response);
  const remedy =
    (title === undefined ? undefined : remedyForTitle(title)) ??
    (status === 401 && extraHeaders.length > 0 ? refusesOurs : byCode[status]) ??
    (fieldValue(headers, 'cf-mitigated') !== undefined || firewallTitle.test(title ?? '') ? onFirewalls : undefined);
  if (remedy === undefined) return undefined;
  const says = [
    `${status}${reason === '' ? '' : ` ${printable(reason, 60)}`}`,
    ...['WWW-Authenticate', 'Proxy-Authenticate', 'Server'].flatMap((name) => {
      const value = fieldValue(headers, name);
      return value === undefined ? [] : [`${name}: ${printable(value, 120)}`];
    }),
    ...(title === undefined ? [] : [`a page titled ${JSON.stringify(title)}`]),
  ];
  return { says: `access is refused before the call (${says.join(', ')})`, remedy };
}

function remedyForTitle(title: string): string | undefined {
  return plainTitle.test(title) ? onPlainHttp : remedyForPage(title);
}

function titleOf({ headers, body }: Response): string | undefined {
  if (mediaType(headers) !== 'text/html') return undefined;
  const beginning = Buffer.from(body.subarray(0, titleWithin)).toString('utf8');
  const title = /<title[^<>]*>([^<]*)/i.exec(beginning)?.[1]?.replace(/\s+/g, ' ').trim() ?? '';
  return title === '' ? undefined : printable(title, 80);
}
