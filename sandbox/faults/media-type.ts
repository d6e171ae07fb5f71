import { fault, type Fault } from '../behaviour.ts';
import { mediaTypeOf } from '../message.ts';
import { all, answers, asIf, body, crash, header, page, toReset, toResetByPost, when, type Where } from '../when.ts';

const declared = (type: string | undefined): Where => all(toResetByPost, (request) => mediaTypeOf(request) === type);
const form = declared('application/x-www-form-urlencoded');
const multipart = declared('multipart/form-data');
const xml = declared('application/xml');
const none = all(declared(undefined), header('Content-Type', undefined), body(/^\{"email"/));
const asJson = asIf(({ headers }) => ({ headers: { ...headers, 'content-type': 'application/json' } }));
const trueForm = all(form, body(/^email=/));
const trueMultipart = all(multipart, body(/form-data; name/));
const trueXml = all(xml, body(/^<\?xml/));
const emailInJson = (address: string | undefined) => ({ body: Buffer.from(JSON.stringify({ email: address })) });

const found = asIf((request) => ({
  headers: { ...request.headers, 'content-type': 'application/json' },
  ...emailInJson(/([a-z0-9]+@example\.com)/.exec(decodeURIComponent(request.body.toString()))?.[1]),
}));

/** Faults of media types that the call does not accept. */
export const mediaTypeFaults: readonly Fault[] = [
  fault(
    'text-taken',
    'text/plain is taken for JSON',
    ['RP-415-01'],
    when(declared('text/plain'), asJson),
    'for one media type',
  ),
  fault(
    'text-400',
    'text/plain is answered 400',
    ['RP-415-01'],
    when(declared('text/plain'), answers(400)),
    'for one media type',
  ),
  fault(
    'text-crash',
    'text/plain leaves the body undefined and crashes the call',
    ['RP-415-01', 'RP-ERR-07'],
    when(declared('text/plain'), crash),
    'for one media type',
  ),
  fault('form-taken', 'A form is taken', ['RP-415-02'], when(trueForm, found), 'for one media type'),
  fault('form-400', 'A form is answered 400', ['RP-415-02'], when(form, answers(400)), 'for one media type'),
  fault(
    'form-json-taken',
    'JSON that is declared a form is taken',
    ['RP-415-02'],
    when(all(form, body(/^\{/)), asJson),
    'for one media type',
  ),
  fault(
    'multipart-taken',
    'A multipart form is taken',
    ['RP-415-03'],
    when(trueMultipart, found),
    'for one media type',
  ),
  fault(
    'multipart-crash',
    'A multipart body without parts crashes the parser',
    ['RP-415-03', 'RP-ERR-07'],
    when(all(multipart, body(/^\{/)), crash),
    'for one media type',
  ),
  fault(
    'multipart-413',
    'A multipart body is answered 413 by the gateway',
    ['RP-415-03', 'RP-ERR-07'],
    when(multipart, answers(413)),
    'for one media type',
  ),
  fault('xml-taken', 'XML is taken', ['RP-415-04'], when(trueXml, found), 'for one media type'),
  fault('xml-400', 'XML is answered 400', ['RP-415-04'], when(xml, answers(400)), 'for one media type'),
  fault(
    'xml-not-acceptable',
    'XML is answered 406',
    ['RP-415-04', 'RP-ERR-07'],
    when(xml, answers(406)),
    'for one media type',
  ),
  fault(
    'untyped-taken',
    'A body without a media type is taken for JSON',
    ['RP-415-05'],
    when(none, asJson),
    'for one header',
  ),
  fault(
    'untyped-crash',
    'A body without a media type crashes the call',
    ['RP-415-05', 'RP-ERR-07'],
    when(none, crash),
    'for one header',
  ),
  fault(
    'untyped-page',
    'A body without a media type gets a page',
    ['RP-415-05'],
    when(none, page(200, 'Reset password')),
    'for one header',
  ),
  fault(
    'json-prefix',
    'Any type that begins with application/json is taken',
    ['RP-415-06'],
    when(all(toReset, header('Content-Type', /^application\/json[a-z-]/)), asJson),
    'for one media type',
  ),
  fault(
    'json-seq-taken',
    'application/json-seq is taken',
    ['RP-415-06'],
    when(declared('application/json-seq'), asJson),
    'for one media type',
  ),
  fault(
    'jsonx-400',
    'application/jsonx is answered 400',
    ['RP-415-06'],
    when(declared('application/jsonx'), answers(400)),
    'for one media type',
  ),
];
