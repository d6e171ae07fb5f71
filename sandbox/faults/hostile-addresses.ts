import type { Fault } from '../behaviour.ts';
import { all, answers, body, crash, email, grant, page, toResetAsJson, when } from '../when.ts';
import { everyNth } from './memory.ts';
import { drop, half, hang, onTheWire } from './wire.ts';

/** An `email` that is text and fits. */
const text = (pattern: RegExp) => email((value) => pattern.test(value));
const control = text(/\p{Cc}/u);

/** What breaks on addresses with characters that nobody expects. */
export const hostileAddressFaults: readonly Fault[] = [
  {
    id: 'quote-crash',
    title: 'A single quote in an address crashes the query',
    breaks: ['RP-ROB-02', 'RP-ROB-07', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'security',
    ...when(text(/'/), crash),
  },
  {
    id: 'emoji-crash',
    title: 'A character beyond the basic plane crashes the database',
    breaks: ['RP-ROB-02', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'framework',
    ...when(text(/[\u{10000}-\u{10ffff}]/u), crash),
  },
  {
    id: 'non-ascii-hangs',
    title: 'A letter beyond ASCII hangs a regular expression',
    breaks: ['RP-ROB-02'],
    shows: 'for one value',
    origin: 'refactoring',
    ...onTheWire(text(/[\u00c0-\u00ff]/), hang),
  },
  {
    id: 'many-dots-hang',
    title: 'An address of many dots hangs a regular expression that tries every way to split it',
    breaks: ['RP-ROB-02'],
    shows: 'for one value',
    origin: 'refactoring',
    ...onTheWire(text(/(?:[^.@]*\.){40}/), hang),
  },
  {
    id: 'combining-marks-crash',
    title: 'A long run of combining marks crashes the normaliser',
    breaks: ['RP-ROB-02', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'framework',
    ...when(text(/(?:\p{L}\p{M}){500}/u), crash),
  },
  {
    id: 'quoted-local-part-crash',
    title: 'A quoted local part crashes the mail library',
    breaks: ['RP-ROB-02', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'framework',
    ...when(text(/^"[^"]* /), crash),
  },
  {
    id: 'punycode-page',
    title: 'A label that is no Punycode gets the page of a gateway',
    breaks: ['RP-ROB-02', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'gateway',
    ...when(text(/@xn--\./), page(502, 'Bad Gateway')),
  },
  {
    id: 'backslash-drops',
    title: 'A backslash in an address drops the connection',
    breaks: ['RP-ROB-02'],
    shows: 'for one value',
    origin: 'gateway',
    ...onTheWire(text(/\\/), drop),
  },
  {
    id: 'nul-crash',
    title: 'A NUL in an address crashes the database',
    breaks: ['RP-ROB-02', 'RP-ROB-06', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'framework',
    ...when(text(/\0/), crash),
  },
  {
    id: 'lone-surrogate-crash',
    title: 'A lone surrogate crashes the encoder of the log',
    breaks: ['RP-ROB-02', 'RP-ROB-06', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'framework',
    ...when(text(/\p{Cs}/u), crash),
  },
  {
    id: 'control-crash-now-and-then',
    title: 'Every third address with a control character crashes the call',
    breaks: ['RP-ROB-06', 'RP-ERR-07'],
    shows: 'every third time',
    origin: 'rot',
    ...everyNth(3, control, crash),
  },
  {
    id: 'right-to-left-cut-short',
    title: 'A right-to-left mark gets half a response',
    breaks: ['RP-ROB-02', 'RP-ROB-06'],
    shows: 'for one value',
    origin: 'gateway',
    ...onTheWire(text(/[\u200f\u202e]/), half),
  },
  {
    id: 'operator-taken',
    title: 'An operator as email gets a token',
    breaks: ['RP-ROB-07'],
    shows: 'for one value',
    origin: 'security',
    ...when(all(toResetAsJson, body(/"\$ne"/)), grant),
  },
  {
    id: 'sql-taken',
    title: 'A condition of SQL that is always true gets a token',
    breaks: ['RP-ROB-02', 'RP-ROB-07'],
    shows: 'for one value',
    origin: 'security',
    ...when(text(/' OR '1'='1/), grant),
  },
  {
    id: 'mail-header-taken',
    title: 'An address with a mail header behind it gets a token',
    breaks: ['RP-ROB-02', 'RP-ROB-07'],
    shows: 'for one value',
    origin: 'security',
    ...when(text(/\r\nBcc: /), grant),
  },
  {
    id: 'template-crash',
    title: 'A template in an address is evaluated, and crashes',
    breaks: ['RP-ROB-02', 'RP-ROB-07', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'security',
    ...when(text(/\{\{|\$\{|<%/), crash),
  },
  {
    id: 'firewall-on-injection',
    title: 'A firewall answers a command substitution with 403',
    breaks: ['RP-ROB-07'],
    shows: 'for one value',
    origin: 'gateway',
    ...when(text(/\$\(id\)/), answers(403)),
  },
];
