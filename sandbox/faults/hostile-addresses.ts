import { fault, type Fault } from '../behaviour.ts';
import { everyNth } from '../memory.ts';
import { all, answers, body, crash, email, grant, page, toResetAsJson, when } from '../when.ts';
import { drop, half, hang, onTheWire } from './wire.ts';

/** A reset request whose `email` matches a pattern. */
const text = (pattern: RegExp) => email((value) => pattern.test(value));
const control = text(/\p{Cc}/u);

/** Faults on addresses with unusual characters. */
export const hostileAddressFaults: readonly Fault[] = [
  fault(
    'quote-crash',
    'A single quote in an address crashes the query',
    ['RP-ROB-02', 'RP-ROB-07', 'RP-ERR-07'],
    when(text(/'/), crash),
    'for one value',
  ),
  fault(
    'emoji-crash',
    'A character beyond the basic plane crashes the database',
    ['RP-ROB-02', 'RP-ERR-07'],
    when(text(/[\u{10000}-\u{10ffff}]/u), crash),
    'for one value',
  ),
  fault(
    'non-ascii-hangs',
    'A letter beyond ASCII hangs a regular expression',
    ['RP-ROB-02'],
    onTheWire(text(/[\u00c0-\u00ff]/), hang),
    'for one value',
  ),
  fault(
    'many-dots-hang',
    'An address of many dots hangs a regular expression that tries every way to split it',
    ['RP-ROB-02'],
    onTheWire(text(/(?:[^.@]*\.){40}/), hang),
    'for one value',
  ),
  fault(
    'combining-marks-crash',
    'A long run of combining marks crashes the normaliser',
    ['RP-ROB-02', 'RP-ERR-07'],
    when(text(/(?:\p{L}\p{M}){500}/u), crash),
    'for one value',
  ),
  fault(
    'quoted-local-part-crash',
    'A quoted local part crashes the mail library',
    ['RP-ROB-02', 'RP-ERR-07'],
    when(text(/^"[^"]* /), crash),
    'for one value',
  ),
  fault(
    'punycode-page',
    'A label that is no Punycode gets the page of a gateway',
    ['RP-ROB-02', 'RP-ERR-07'],
    when(text(/@xn--\./), page(502, 'Bad Gateway')),
    'for one value',
  ),
  fault(
    'backslash-drops',
    'A backslash in an address drops the connection',
    ['RP-ROB-02'],
    onTheWire(text(/\\/), drop),
    'for one value',
  ),
  fault(
    'nul-crash',
    'A NUL in an address crashes the database',
    ['RP-ROB-02', 'RP-ROB-06', 'RP-ERR-07'],
    when(text(/\0/), crash),
    'for one value',
  ),
  fault(
    'lone-surrogate-crash',
    'A lone surrogate crashes the encoder of the log',
    ['RP-ROB-02', 'RP-ROB-06', 'RP-ERR-07'],
    when(text(/\p{Cs}/u), crash),
    'for one value',
  ),
  fault(
    'control-crash-now-and-then',
    'Every third address with a control character crashes the call',
    ['RP-ROB-06', 'RP-ERR-07'],
    everyNth(3, control, crash),
    'now and then',
  ),
  fault(
    'right-to-left-cut-short',
    'A right-to-left mark gets half a response',
    ['RP-ROB-02', 'RP-ROB-06'],
    onTheWire(text(/[\u200f\u202e]/), half),
    'for one value',
  ),
  fault(
    'operator-taken',
    'An operator as email gets a token',
    ['RP-ROB-07'],
    when(all(toResetAsJson, body(/"\$ne"/)), grant),
    'for one value',
  ),
  fault(
    'sql-taken',
    'A condition of SQL that is always true gets a token',
    ['RP-ROB-02', 'RP-ROB-07'],
    when(text(/' OR '1'='1/), grant),
    'for one value',
  ),
  fault(
    'mail-header-taken',
    'An address with a mail header behind it gets a token',
    ['RP-ROB-02', 'RP-ROB-07'],
    when(text(/\r\nBcc: /), grant),
    'for one value',
  ),
  fault(
    'template-crash',
    'A template in an address is evaluated, and crashes',
    ['RP-ROB-02', 'RP-ROB-07', 'RP-ERR-07'],
    when(text(/\{\{|\$\{|<%/), crash),
    'for one value',
  ),
  fault(
    'conflict-on-injection',
    'A command substitution is answered 409',
    ['RP-ROB-07'],
    when(text(/\$\(id\)/), answers(409)),
    'for one value',
  ),
];
