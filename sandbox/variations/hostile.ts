import { type Behaviour, variation, type Variation } from '../behaviour.ts';
import { withHeaders, type SandboxRequest } from '../message.ts';
import { all, answers, header, status, toReset, toResetByPost, when, type Where } from '../when.ts';

/** What the usual rules of a web application firewall find: injections, controls, depth, size, codings. */
const suspicious =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]|\\u00[01]|\\r\\n|\$[{(n]|\{\{|#\{|' OR|__proto__|"constructor"|"prototype"|\[{64}|%s%n|uid=/;

const looksHostile = ({ body, headers, tooLarge }: SandboxRequest): boolean =>
  tooLarge ||
  body.length > 60_000 ||
  headers['content-encoding'] !== undefined ||
  body[0] === 0xef ||
  suspicious.test(body.toString('utf8'));

const hostile: Where = all(toResetByPost, looksHostile);
/** Input without an address of the account: as to the unknown address. */
const decoys: Behaviour = { policy: { unknownAddress: 'decoy', longestAddress: 100_000 } };
const longHead: Where = ({ headers }) => Object.keys(headers).length > 100;
const empty =
  (code: number) =>
  (answer: Parameters<typeof withHeaders>[0]): ReturnType<typeof withHeaders> =>
    withHeaders({ ...answer, status: code, body: '' }, { 'Content-Type': undefined });

/** Variations of what becomes of hostile and of unusual input. */
export const hostileVariations: readonly Variation[] = [
  variation('firewall-403', 'A firewall answers 403 to what looks hostile', when(hostile, empty(403))),
  variation(
    'firewall-refuses-case-variants',
    'An address with a letter that maps to one of ASCII is answered 403',
    when(
      all(toResetByPost, status(422), ({ body }) => /[\u0131\u017f\u212a]/.test(body.toString('utf8'))),
      empty(403),
    ),
  ),
  variation('long-addresses-get-decoys', 'An address of any length gets an answer like a reset', decoys),
  variation('long-target-414', 'A request target of 16 KiB is answered 414', { onLargeHead: { status: 414 } }),
  variation('long-target-403', 'A request target of 16 KiB is answered 403', { onLargeHead: { status: 403 } }),
  variation('long-head-400', '200 headers are answered 400', when(longHead, empty(400))),
  variation(
    'long-head-494',
    '200 headers are answered 494, a code of a web server of its own',
    when(longHead, empty(494)),
  ),
  variation(
    'large-authorization-413',
    'A large Authorization is answered 413',
    when(header('Authorization', /x{4000}/), empty(413)),
  ),
  variation(
    'credentials-403',
    "Credentials that are nobody's are answered 403",
    when(all(toResetByPost, header('Authorization', /\S/)), empty(403)),
  ),
  variation(
    'no-host-421',
    'A request without one Host is answered 421',
    when(({ hosts }) => hosts.length !== 1, empty(421)),
  ),
  variation('no-host-closes', 'The connection of a request without one Host is closed', {
    write: (_answer, { hosts }, { socket }) => {
      if (hosts.length !== 1) socket.destroy();
      return hosts.length !== 1;
    },
  }),
  variation('coding-501', 'A transfer coding that is not known is answered 501', {
    onMalformed: (code) => (code.includes('TRANSFER_ENCODING') ? { status: 501 } : undefined),
  }),
  variation(
    'members-are-strict',
    'A member that is not known is answered 400',
    when(
      all(toReset, ({ body }) => /^\{"email":"[^"]*","(?:q7vx2m|username)":/.test(body.toString('utf8'))),
      answers(400),
    ),
  ),
];
