import { paths } from '../application.ts';
import type { Fault } from '../behaviour.ts';
import { mediaTypeOf } from '../message.ts';
import { all, email, granted, header, posted, status, toReset, toResetByPost, type Where } from '../when.ts';
import { wrongCodes } from './wrong-code.ts';

const verbs = ['RP-405-01', 'RP-405-02', 'RP-405-03', 'RP-405-04', 'RP-405-07', 'RP-405-09', 'CP-08'];
const mediaTypes = ['RP-415-01', 'RP-415-02', 'RP-415-03', 'RP-415-04', 'RP-415-06', 'CP-09'];

const otherType: Where = all(status(415), (request) => !['application/json', undefined].includes(mediaTypeOf(request)));
const multipart: Where = all(toReset, (request) => mediaTypeOf(request) === 'multipart/form-data');
const empty = posted('');
const withLength: Where = all(empty, header('Content-Length', '0'));
const withoutLength: Where = all(empty, header('Content-Length', undefined));
const inQuery: Where = all(toResetByPost, ({ query }) => query.has('email'));
const otherMember = posted(/^\{"(?:mail|username)":/);
const withoutSlash: Where = ({ path }) => path === paths.resetPassword.slice(0, -1);
const sibling: Where = ({ path }) => path === '/timp/organizations/resetpassword2/';
const below: Where = ({ path }) => path.startsWith(paths.resetPassword) && path.endsWith('/x7k2/');
const nested = posted(/^(?:\{"email":)?\[{9}/);
const withToken = all(granted, header('Authorization', /./));
const malformedToken = all(granted, header('Authorization', /^(?:Token|Basic !!!)$/));
const longToken = all(granted, header('Authorization', /^.{5000}/));
const forged = all(granted, header('X-Forwarded-Host', /./));
const crowded: Where = all(granted, ({ concurrent }) => concurrent > 4);
const otherAccept = all(granted, header('Accept', /^(?:text\/html|application\/xml)$/));
const chunked = all(granted, header('Transfer-Encoding', 'chunked'), header('Expect', undefined));
const expecting = all(granted, header('Expect', /100-continue/i));
const lookAlike = email(
  (address) => /[^ -~]/.test(address) && /^k|signin@example\.com$/.test(address.normalize('NFKC')),
);

/** Faults by which a reset, or a refusal of one, is answered with another code. */
export const codesOfReset: readonly Fault[] = [
  ...wrongCodes('verbs', 'A verb that is not taken', status(405), verbs, 200),
  ...wrongCodes('verbs', 'A verb that is not taken', status(405), [...verbs, 'RP-405-08'], 400, 422, 500),
  ...wrongCodes('media-types', 'A media type that is not taken', otherType, mediaTypes, 200, 500),
  ...wrongCodes('multipart', 'A multipart form', multipart, ['RP-415-03'], 400),
  ...wrongCodes('empty', 'An empty body', withLength, ['RP-400-02'], 200, 422, 500),
  ...wrongCodes('no-length', 'A body without a length', withoutLength, ['RP-400-02'], 200, 422, 500),
  ...wrongCodes('truncated', 'A truncated body', posted(/^\{"email":"[^"]+"$/), ['RP-400-03'], 200),
  ...wrongCodes('nan', 'NaN as a value', posted('{"email":NaN}'), ['RP-400-03'], 200, 500),
  ...wrongCodes('email-in-query', 'An address in the query alone', inQuery, ['RP-400-08'], 500),
  ...wrongCodes('other-member', 'An address under another name', otherMember, ['RP-400-09'], 200, 500),
  ...wrongCodes('sibling', 'A path that does not exist', sibling, ['RP-404-01'], 422, 500),
  ...wrongCodes('below', 'A path below the call', below, ['RP-404-02'], 200, 400),
  ...wrongCodes('no-slash', 'The path without its slash', withoutSlash, ['RP-404-03'], 400, 422),
  ...wrongCodes('nested', 'A deeply nested body', nested, ['RP-ROB-05'], 200),
  ...wrongCodes('authorized', 'A reset with a token', withToken, ['RP-401-01', 'RP-401-02'], 422),
  ...wrongCodes('malformed-token', 'A reset with a malformed Authorization', malformedToken, ['RP-401-02'], 422),
  ...wrongCodes('long-token', 'A reset with an Authorization of 8 kB', longToken, ['RP-401-02'], 422, 500),
  ...wrongCodes('forged-host', 'A reset with a forged host', forged, ['RP-SEC-07'], 422, 500),
  ...wrongCodes('other-accept', 'A reset for HTML or XML', otherAccept, ['RP-ROB-15'], 400, 422),
  ...wrongCodes('chunked', 'A chunked reset', chunked, ['RP-ROB-16', 'RP-OK-12'], 422),
  ...wrongCodes('expecting', 'A reset that waits for 100', expecting, ['RP-ROB-16'], 422),
  ...wrongCodes('look-alike', 'A look-alike of the address', lookAlike, ['RP-SEC-12'], 500),
  ...wrongCodes('crowd', 'A reset among others', crowded, ['RP-ROB-13'], 400, 422).map((each): Fault => ({
    ...each,
    shows: 'under concurrency',
    // The delay makes simultaneous resets overlap.
    delayMs: ({ path, body }) => (path === paths.resetPassword && body.includes('kiosk.signin@example.com') ? 60 : 0),
  })),
  ...wrongCodes(
    'many-headers',
    'A reset with many headers',
    all(granted, ({ headers }) => Object.keys(headers).length > 100),
    ['RP-ROB-17'],
    409,
  ),
];
