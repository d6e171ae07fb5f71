import { paths } from '../application.ts';
import { fault, type Fault } from '../behaviour.ts';
import { withHeaders, withJson } from '../message.ts';
import {
  all,
  answers,
  asIf,
  body,
  bodyOf,
  email,
  emailOf,
  grant,
  granted,
  header,
  method,
  posted,
  toAccountReset,
  toReset,
  toResetByPost,
  when,
  type Where,
} from '../when.ts';

const declared = (pattern: RegExp): Where => all(toAccountReset, header('Content-Type', pattern));
const account = 'kiosk.signin@example.com';
const asAccount = asIf(() => bodyOf({ email: account }));

/** A value of `email` that is this one. */
const emailIs =
  (wanted: unknown): Where =>
  (request, ...rest) =>
    toResetByPost(request, ...rest) && JSON.stringify(emailOf(request)) === JSON.stringify(wanted);

/** A body that is this JSON. */
const bodyIs = (wanted: unknown): Where => posted(JSON.stringify(wanted));

/** A foreign origin whose look at the target's own name lets it in. */
const trusts = (fits: (origin: string, host: string) => boolean) =>
  when(
    all(toReset, ({ headers }) => fits(headers.origin ?? '', headers.host ?? '')),
    (answer, { headers }) =>
      withHeaders(answer, {
        'Access-Control-Allow-Origin': headers.origin,
        'Access-Control-Allow-Credentials': 'true',
      }),
  );

/** Faults that one form of a kind of request shows, and its plainest form does not. */
export const oneFormFaults: readonly Fault[] = [
  fault(
    'charset-name-case-415',
    'Charset with a capital is no parameter, and is answered 415',
    ['RP-OK-07'],
    when(declared(/;\s*Charset=/), answers(415)),
    'for one media type',
  ),
  fault(
    'charset-value-case-415',
    'The charset UTF-8 in capitals is answered 415',
    ['RP-OK-07'],
    when(declared(/;\s*charset=UTF-8$/), answers(415)),
    'for one media type',
  ),
  fault(
    'charset-quoted-415',
    'A quoted charset is answered 415',
    ['RP-OK-07'],
    when(declared(/charset="/), answers(415)),
    'for one media type',
  ),
  fault(
    'at-escape-unknown',
    'An escape in place of the @ is taken as it stands',
    ['RP-OK-11'],
    when(all(toResetByPost, body(/signin\\u0040example/)), answers(422)),
    'for one value',
  ),
  fault(
    'two-at-apart-granted',
    'An address with two @ apart gets a token',
    ['RP-400-07'],
    when(
      email((value) => /^[a-z0-9]+@[a-z0-9]+@example\.com$/.test(value)),
      grant,
    ),
    'for one value',
  ),
  fault(
    'email-object-granted',
    'The address in an object as email gets a reset',
    ['RP-400-05'],
    when(emailIs({ address: account }), asAccount),
    'for one value',
  ),
  fault(
    'email-in-email-granted',
    'email in an object as email gets a reset',
    ['RP-400-05'],
    when(emailIs({ email: account }), asAccount),
    'for one value',
  ),
  fault(
    'last-of-array-granted',
    'The last address of an array gets a reset',
    ['RP-400-05'],
    when((request, ...rest) => {
      const value = emailOf(request);
      return toResetByPost(request, ...rest) && Array.isArray(value) && value.length === 2 && value[1] === account;
    }, asAccount),
    'for one value',
  ),
  fault(
    'nested-array-granted',
    'The first address of an array in an array gets a reset',
    ['RP-400-05'],
    when(emailIs([[account]]), asAccount),
    'for one value',
  ),
  fault(
    'address-as-body-granted',
    'The address of an account as the whole body gets a reset',
    ['RP-400-06'],
    when(bodyIs(account), asAccount),
    'for one body',
  ),
  fault(
    'array-body-granted',
    'The first address of an array as the whole body gets a reset',
    ['RP-400-06'],
    when(bodyIs([account]), asAccount),
    'for one body',
  ),
  fault(
    'batch-granted',
    'An array of good objects gets the reset of the first',
    ['RP-400-06'],
    when(bodyIs([{ email: account }]), asAccount),
    'for one body',
  ),
  fault(
    'deeper-email-taken',
    'An address a level deeper stands in for email',
    ['RP-400-09'],
    when(
      posted(/^\{"user":\{"email":/),
      asIf(({ body: bytes }) => ({ body: Buffer.from(bytes.toString().slice('{"user":'.length, -1)) })),
    ),
    'for one body',
  ),
  fault(
    'get-with-address-taken',
    'GET with an address in the query sends a mail',
    ['RP-405-01'],
    when(
      all(toReset, method('GET'), ({ query }) => query.has('email')),
      (answer) => withJson(withHeaders({ ...answer, status: 200 }, { Allow: undefined }), { sent: true }),
    ),
    'for one URL',
  ),
  ...(['PUT', 'PATCH'] as const).map((verb) =>
    fault(
      `${verb.toLowerCase()}-without-type-415`,
      `${verb} without content is refused for its media type before its verb`,
      [verb === 'PUT' ? 'RP-405-02' : 'RP-405-03'],
      when(all(toReset, method(verb), header('Content-Type', undefined)), answers(415)),
      'for one media type',
    ),
  ),
  fault(
    'get-without-address-404',
    'GET without an address in the query is answered 404',
    ['RP-405-01'],
    when(
      all(toReset, method('GET'), ({ query }) => !query.has('email')),
      answers(404),
    ),
    'for one URL',
  ),
  ...(['PUT', 'PATCH'] as const).map((verb) =>
    fault(
      `${verb.toLowerCase()}-with-content-400`,
      `${verb} with content is refused for its content before its verb`,
      [verb === 'PUT' ? 'RP-405-02' : 'RP-405-03'],
      when(all(toReset, method(verb), body(/^\{/)), answers(400)),
      'for one body',
    ),
  ),
  fault(
    'delete-without-content-400',
    'DELETE without content is refused for that before its verb',
    ['RP-405-04'],
    when(all(toReset, method('DELETE'), body(/^$/)), answers(400)),
    'for one body',
  ),
  fault(
    'delete-with-content-taken',
    'DELETE with content is answered 204',
    ['RP-405-04'],
    when(all(toReset, method('DELETE'), body(/^\{/)), (answer) => ({ ...answer, status: 204, body: '' })),
    'for one body',
  ),
  fault(
    'origin-prefix-trusted',
    "An origin that begins with the target's name is let in with credentials",
    ['RP-SEC-06'],
    trusts((origin, host) => origin.startsWith(`https://${host}`)),
    'for one header',
  ),
  fault(
    'origin-suffix-trusted',
    "An origin that ends with the target's name is let in with credentials",
    ['RP-SEC-06'],
    trusts((origin, host) => host !== '' && origin.endsWith(host)),
    'for one header',
  ),
  fault(
    'forwarded-host-in-link',
    'A link in the answer leads to the host that Forwarded names',
    ['RP-SEC-07'],
    when(all(granted, header('Forwarded', /./)), (answer, { headers }) =>
      withHeaders(answer, { 'Content-Location': `https://${headers.forwarded?.slice('host='.length) ?? ''}/reset` }),
    ),
    'for one header',
  ),
  fault(
    'json-error-as-html',
    'A JSON error that repeats the address is declared HTML',
    ['RP-ERR-06'],
    when(
      email((value) => value.startsWith('<b')),
      (answer, request) =>
        withHeaders(withJson(answer, { detail: `${String(emailOf(request))} is no address` }), {
          'Content-Type': 'text/html',
        }),
    ),
    'for one value',
  ),
  fault(
    'json-path-as-html',
    'A JSON error that repeats the path is declared HTML',
    ['RP-ERR-06'],
    when(
      ({ path }) => path.startsWith(paths.resetPassword) && path.includes('%3Cb'),
      (answer, { path }) =>
        withHeaders(withJson(answer, { detail: `Cannot find ${decodeURIComponent(path)}` }), {
          'Content-Type': 'text/html',
        }),
    ),
    'for one URL',
  ),
];
