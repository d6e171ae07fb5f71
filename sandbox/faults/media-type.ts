import type { Fault } from '../behaviour.ts';
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

/** What breaks about media types that the call does not take. */
export const mediaTypeFaults: readonly Fault[] = [
  {
    id: 'text-taken',
    title: 'text/plain is taken for JSON',
    breaks: ['RP-415-01'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(declared('text/plain'), asJson),
  },
  {
    id: 'text-400',
    title: 'text/plain is answered 400',
    breaks: ['RP-415-01'],
    shows: 'for one media type',
    origin: 'rot',
    ...when(declared('text/plain'), answers(400)),
  },
  {
    id: 'text-crash',
    title: 'text/plain leaves the body undefined and crashes the call',
    breaks: ['RP-415-01', 'RP-ERR-07'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(declared('text/plain'), crash),
  },
  {
    id: 'form-taken',
    title: 'A form is taken',
    breaks: ['RP-415-02'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(trueForm, found),
  },
  {
    id: 'form-400',
    title: 'A form is answered 400',
    breaks: ['RP-415-02'],
    shows: 'for one media type',
    origin: 'rot',
    ...when(form, answers(400)),
  },
  {
    id: 'form-json-taken',
    title: 'JSON that is declared a form is taken',
    breaks: ['RP-415-02'],
    shows: 'for one media type',
    origin: 'refactoring',
    ...when(all(form, body(/^\{/)), asJson),
  },
  {
    id: 'multipart-taken',
    title: 'A multipart form is taken',
    breaks: ['RP-415-03'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(trueMultipart, found),
  },
  {
    id: 'multipart-crash',
    title: 'A multipart body without parts crashes the parser',
    breaks: ['RP-415-03', 'RP-ERR-07'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(all(multipart, body(/^\{/)), crash),
  },
  {
    id: 'multipart-413',
    title: 'A multipart body is answered 413 by the gateway',
    breaks: ['RP-415-03', 'RP-ERR-07'],
    shows: 'for one media type',
    origin: 'gateway',
    ...when(multipart, answers(413)),
  },
  {
    id: 'xml-taken',
    title: 'XML is taken',
    breaks: ['RP-415-04'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(trueXml, found),
  },
  {
    id: 'xml-400',
    title: 'XML is answered 400',
    breaks: ['RP-415-04'],
    shows: 'for one media type',
    origin: 'rot',
    ...when(xml, answers(400)),
  },
  {
    id: 'xml-not-acceptable',
    title: 'XML is answered 406',
    breaks: ['RP-415-04', 'RP-ERR-07'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(xml, answers(406)),
  },
  {
    id: 'untyped-taken',
    title: 'A body without a media type is taken for JSON',
    breaks: ['RP-415-05'],
    shows: 'without the header',
    origin: 'framework',
    ...when(none, asJson),
  },
  {
    id: 'untyped-crash',
    title: 'A body without a media type crashes the call',
    breaks: ['RP-415-05', 'RP-ERR-07'],
    shows: 'without the header',
    origin: 'refactoring',
    ...when(none, crash),
  },
  {
    id: 'untyped-page',
    title: 'A body without a media type gets a page',
    breaks: ['RP-415-05'],
    shows: 'without the header',
    origin: 'gateway',
    ...when(none, page(200, 'Reset password')),
  },
  {
    id: 'json-prefix',
    title: 'Any type that begins with application/json is taken',
    breaks: ['RP-415-06'],
    shows: 'for one media type',
    origin: 'refactoring',
    ...when(all(toReset, header('Content-Type', /^application\/json[a-z-]/)), asJson),
  },
  {
    id: 'json-seq-taken',
    title: 'application/json-seq is taken',
    breaks: ['RP-415-06'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(declared('application/json-seq'), asJson),
  },
  {
    id: 'jsonx-400',
    title: 'application/jsonx is answered 400',
    breaks: ['RP-415-06'],
    shows: 'for one media type',
    origin: 'refactoring',
    ...when(declared('application/jsonx'), answers(400)),
  },
];
