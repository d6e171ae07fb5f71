import { fieldValue, mediaType, type Response } from '../model/message.ts';
import { printable } from '../text/printable.ts';

/** What to do about each code by which something before the API refuses access (RFC 9110 15.5, RFC 6585 6). */
const advice: Readonly<Record<number, string>> = {
  401: 'a gateway wants credentials: give them in EXTRA_HEADERS_FILE, or judge the API behind it',
  403: 'let this machine through, or give what the gateway wants in EXTRA_HEADERS_FILE',
  407: 'a proxy wants credentials: give them in HTTPS_PROXY or HTTP_PROXY, or list the host in NO_PROXY',
  511: 'a captive portal wants a log-in: log in to the network',
};

const adviceOnFirewalls = 'a firewall stands before the API: let this machine through';

/** Titles of the pages by which firewalls and bot filters turn a client away, whatever the code. */
const firewallTitle =
  /access denied|attention required|just a moment|request rejected|request blocked|not acceptable|forbidden|unauthori[sz]ed|captcha|security check|web application firewall|are you a robot|pardon our interruption/i;

/** Where a title is looked for, in bytes. */
const titleWithin = 4096;

/**
 * Tells an answer by which access is refused before a call reaches the API, by its code or by a firewall's page.
 *
 * @param response With its secrets replaced: parts of it are cut and quoted.
 * @returns one line with what the answer says and what to do; undefined for any other answer.
 */
export function accessRefusal(response: Response): string | undefined {
  const { status, reason, headers } = response;
  const title = titleOf(response);
  const isFirewall =
    fieldValue(headers, 'cf-mitigated') !== undefined || (title !== undefined && firewallTitle.test(title));
  const todo = advice[status] ?? (isFirewall ? adviceOnFirewalls : undefined);
  if (todo === undefined) return undefined;
  const says = [
    `${status}${reason === '' ? '' : ` ${printable(reason, 60)}`}`,
    ...['WWW-Authenticate', 'Proxy-Authenticate', 'Server'].flatMap((name) => {
      const value = fieldValue(headers, name);
      return value === undefined ? [] : [`${name}: ${printable(value, 120)}`];
    }),
    ...(title === undefined ? [] : [`a page titled ${JSON.stringify(title)}`]),
  ];
  return `access is refused before the call (${says.join(', ')}): ${todo}`;
}

function titleOf({ headers, body }: Response): string | undefined {
  if (mediaType(headers) !== 'text/html') return undefined;
  const beginning = Buffer.from(body.subarray(0, titleWithin)).toString('utf8');
  const title = /<title[^<>]*>([^<]*)/i.exec(beginning)?.[1]?.replace(/\s+/g, ' ').trim() ?? '';
  return title === '' ? undefined : printable(title, 80);
}
