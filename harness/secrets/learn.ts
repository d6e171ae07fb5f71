import type { Exchange } from '../model/exchange.ts';
import { type Header, fieldValues, type Response } from '../model/message.ts';
import { textOf } from './redact-bytes.ts';
import { isInWords } from './secret-names.ts';
import { addParameters, isNamed, type Named, toldBy } from './told.ts';

/** A secret as it was found: the kind that its placeholder shows, and its value. */
export type Learnt = readonly [kind: string, value: string];

/**
 * Every secret that an exchange carries: members and parameters whose name says so, credentials, cookies.
 *
 * What a request holds is ours, and a secret where its name says so; a response also speaks about secrets under their
 * names. An answer that may grant something holds a secret whatever it is called, so whatever looks drawn at random
 * counts as one there.
 *
 * @param members Names of the documented members that hold a secret.
 * @returns in the order of the exchange.
 */
export function carriedSecrets(exchange: Exchange, members: readonly string[]): Learnt[] {
  return [...carriedBy(exchange, members)];
}

function* carriedBy(exchange: Exchange, members: readonly string[]): Generator<Learnt> {
  const { request, response } = exchange;
  const named = (name: string, value: string): Learnt => [kindOf(name, members), value];

  const ours = [
    ...namedInHeaders(request.headers, members),
    ...parametersOf(request.path, members),
    ...(exchange.drawn === true ? [] : toldBy(bodyText(request.body), members, false).named),
  ];
  yield* credentialsIn(request.headers);
  for (const [name, value] of ours) yield named(name, value);
  if (response === undefined) return;

  const { status, headers } = response;
  // A refusal grants nothing; what a server in trouble has done, nobody knows.
  const isRefusal = status >= 400 && status < 500;
  const mayGrant = !isRefusal && (exchange.hasEffect || ours.length > 0);
  const succeeded = status >= 200 && status < 300;
  const head = textsInHead(response);
  const body = toldBy(bodyText(response.body), members, mayGrant);
  const theirs = [
    ...namedInHeaders(headers, members),
    ...head.flatMap((text) => toldBy(text, members, false).named),
    ...body.named,
  ].filter(([name, value]) => (succeeded && members.includes(name)) || !isInWords(value));
  yield* credentialsIn(headers);
  for (const [name, value] of theirs) yield named(name, value);

  if (!mayGrant) return;
  const drawn = [
    ...(body.drawn ?? []),
    ...(theirs.length > 0 ? [] : head.flatMap((text) => toldBy(text, members, true).drawn ?? [])),
  ];
  if (drawn.length === 0) return;
  // An answer that repeats our own words gives nothing away.
  const sent = `${exchange.sentHead}\n${bodyText(request.body)}`;
  for (const value of drawn) if (!sent.includes(value)) yield [members[0] ?? 'token', value];
}

function bodyText(body: Uint8Array | undefined): string {
  return body === undefined ? '' : textOf(body).text;
}

function* credentialsIn(headers: readonly Header[]): Generator<Learnt> {
  for (const name of ['Authorization', 'Proxy-Authorization']) {
    for (const value of fieldValues(headers, name)) yield ['authorization', value.replace(/^\S+\s+/, '')];
  }
  for (const value of fieldValues(headers, 'Set-Cookie')) {
    const cookie = /^[^=;]*=\s*"?([^;"]*)/.exec(value)?.[1]?.trim() ?? '';
    if (!isInWords(cookie)) yield ['cookie', cookie];
  }
}

function namedInHeaders(headers: readonly Header[], members: readonly string[]): Named[] {
  return headers.flatMap(([name, value]) => [
    ...(isNamed(name, members) ? [[name, value] as const] : []),
    ...parametersOf(value, members),
  ]);
}

function parametersOf(text: string, members: readonly string[]): Named[] {
  const found: Named[] = [];
  addParameters(text, members, (name, value) => found.push([name, value]));
  return found;
}

/** Fields with values that look drawn at random, and serve to find an answer again in a log or in a cache. */
const identifying = /^(?:etag|.*-id|.*trace.*|cf-ray|server-timing|report-to|nel)$/i;

/** The reason phrase and the field values of a response, to be read like bodies. */
function textsInHead({ headers, reason }: Response): string[] {
  const values = headers.filter(([name]) => !identifying.test(name)).map(([, value]) => value);
  return [...new Set([reason, ...values])];
}

/** The kind that a placeholder shows: a documented name, or the general word. */
function kindOf(name: string, members: readonly string[]): string {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z\d]/g, '');
  const kinds = [...members, 'password', 'session', 'token'];
  return kinds.find((kind) => plain(name).includes(plain(kind))) ?? 'secret';
}
