import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts';
import { randomText, type State } from '../../sandbox/state.ts';

/** What a target can tell when it answers. */
export interface Told {
  /** The token that this answer grants, or the one before it. */
  readonly token: string;
  /** The account's password at the moment. */
  readonly password: string;
  readonly request: SandboxRequest;
  /** Makes a secret of the target's own and notes it down, such as the value of a cookie. */
  readonly draw: () => string;
}

/** A target that tells secrets where, and in a form in which, it should not. */
export interface TellingTarget {
  readonly title: string;
  readonly behaviour: (tell: TellerParts) => Behaviour;
}

/** What a behaviour learns of its sandbox, and what it makes up. */
export interface TellerParts {
  readonly told: (answer: SandboxAnswer, request: SandboxRequest, state: State) => Told;
}

type Change = (answer: SandboxAnswer, told: Told) => SandboxAnswer;

function tokenOf({ body }: SandboxAnswer): string | undefined {
  try {
    const { reset_token: reset, auth_token: auth } = JSON.parse(body.toString()) as Record<string, unknown>;
    const token = reset ?? auth;
    return typeof token === 'string' ? token : undefined;
  } catch {
    return undefined;
  }
}

/** What a target of the test tells, with the secrets that it makes up itself added to a set. */
export function tellerParts(secrets: Set<string>): TellerParts {
  const draw = (): string => {
    const value = randomText(24);
    secrets.add(value);
    return value;
  };
  let newest: string | undefined;
  return {
    told: (answer, request, state) => {
      // Another process would read them from its database.
      for (const { value } of state.tokens) secrets.add(value);
      for (const password of state.passwordHistory) secrets.add(password);
      newest = tokenOf(answer) ?? newest;
      if (newest !== undefined) secrets.add(newest);
      return { token: newest ?? state.password, password: state.password, request, draw };
    },
  };
}

/** Changes the answers that grant a token. */
const grants =
  (change: Change): TellingTarget['behaviour'] =>
  ({ told }) => ({
    answer: (answer, request, { state }) => {
      const parts = told(answer, request, state);
      return tokenOf(answer) === undefined ? answer : change(answer, parts);
    },
  });

/** Changes all answers but those that grant a token. */
const others =
  (change: Change): TellingTarget['behaviour'] =>
  ({ told }) => ({
    answer: (answer, request, { state }) => {
      const parts = told(answer, request, state);
      return tokenOf(answer) === undefined ? change(answer, parts) : answer;
    },
  });

/** Changes all answers. */
const all =
  (change: Change): TellingTarget['behaviour'] =>
  ({ told }) => ({ answer: (answer, request, { state }) => change(answer, told(answer, request, state)) });

/** Writes the bytes of the answers that grant a token itself. */
const grantsOnTheWire =
  (bytes: (answer: SandboxAnswer, told: Told) => string | Buffer): TellingTarget['behaviour'] =>
  ({ told }) => ({
    write: (answer, request, { socket }, { state }) => {
      const parts = told(answer, request, state);
      if (tokenOf(answer) === undefined) return false;
      socket.end(bytes(answer, parts));
      return true;
    },
  });

const header =
  (name: string, value: (told: Told) => string): Change =>
  (answer, told) => ({ ...answer, headers: { ...answer.headers, [name]: value(told) } });
const body =
  (content: (told: Told) => string | Buffer, type = 'application/json', status = 200): Change =>
  (answer, told) => ({ status, headers: { ...answer.headers, 'Content-Type': type }, body: content(told) });
const json = (value: (told: Told) => unknown, status = 200): Change =>
  body((told) => JSON.stringify(value(told)), 'application/json', status);
const html = (content: (told: Told) => string, status = 500): Change => body(content, 'text/html', status);

const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');
const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const percent = (text: string): string => hex(text).replace(/../g, '%$&');
const entities = (text: string): string => Array.from(text, (each) => `&#${each.charCodeAt(0)};`).join('');
const escapes = (text: string): string =>
  Array.from(text, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
const reset = (token: string): string => JSON.stringify({ reset_token: token });
const head = (fields: readonly string[], line = 'HTTP/1.1 200 OK'): string =>
  [line, 'Content-Type: application/json', 'Connection: close', ...fields, '', ''].join('\r\n');
const framed = (content: string, fields: readonly string[] = [], line?: string): string =>
  head([...fields, `Content-Length: ${Buffer.byteLength(content)}`], line) + content;
const traceback = (detail: string): string =>
  `<html><body><pre>Traceback (most recent call last):\n  File "/srv/app/reset.py", line 81, in post\n${detail}</pre></body></html>`;

/** So many characters, of which none is taken for a part of a token. */
const filler = (length: number, separator = ' '): string => `x${separator}`.repeat(length).slice(-length);

const target = (title: string, behaviour: TellingTarget['behaviour']): TellingTarget => ({ title, behaviour });

/** In headers, the status line and the framing. */
const aroundTheBody: readonly TellingTarget[] = [
  target('a header of its name', grants(header('X-Reset-Token', ({ token }) => token))),
  target('a header of another name', grants(header('X-Ref', ({ token }) => token))),
  target(
    'a header of another name, and no body',
    grants((answer, { token }) => ({ ...answer, headers: { 'X-Ref': token }, body: '' })),
  ),
  target('a header, percent-encoded', grants(header('X-State', ({ token }) => percent(token)))),
  target('a header, in base64', grants(header('X-State', ({ token }) => base64(token)))),
  target('a header, as JSON in base64url', grants(header('X-State', ({ token }) => base64url(reset(token))))),
  target('a header, in upper-case hexadecimal', grants(header('X-State', ({ token }) => hex(token).toUpperCase()))),
  target(
    'the name of a header',
    grants((answer, { token }) => ({ ...answer, headers: { ...answer.headers, [`X-${token}`]: '1' } })),
  ),
  target('a parameter of Content-Type', grants(header('Content-Type', ({ token }) => `application/json; id=${token}`))),
  target('an ETag', grants(header('ETag', ({ token }) => `"${token}"`))),
  target('the message of a Warning', grants(header('Warning', ({ token }) => `199 - "issued ${token}"`))),
  target('a cookie', grants(header('Set-Cookie', ({ token }) => `reset=${token}; Path=/`))),
  target('the path of a cookie', grants(header('Set-Cookie', ({ token }) => `a=b; Path=/reset/${token}`))),
  target(
    'a cookie, as JSON percent-encoded',
    grants(
      header('Set-Cookie', ({ token, draw }) => `s=${encodeURIComponent(JSON.stringify({ token, sid: draw() }))}`),
    ),
  ),
  target('150 cookies', ({ told }) => {
    let cookies: string[] | undefined;
    return {
      write: (answer, request, { response }, { state }) => {
        const { draw } = told(answer, request, state);
        cookies ??= Array.from({ length: 150 }, (_, index) => `c${index}=${draw()}; Path=/`);
        response.setHeader('Set-Cookie', cookies);
        return false;
      },
    };
  }),
  target(
    'the query of a redirect',
    grants((answer, { token }) => ({ ...answer, status: 302, headers: { Location: `/done?t=${token}` }, body: '' })),
  ),
  target(
    'the path of a redirect',
    grants((answer, { token }) => ({ ...answer, status: 303, headers: { Location: `/done/${token}/` }, body: '' })),
  ),
  target(
    'the fragment of a redirect',
    grants((answer, { token }) => ({ ...answer, status: 307, headers: { Location: `/done#t=${token}` }, body: '' })),
  ),
  target(
    'a redirect, percent-encoded twice',
    grants((answer, { token }) => ({
      ...answer,
      status: 302,
      headers: { Location: `/done?next=${encodeURIComponent(percent(token))}` },
      body: '',
    })),
  ),
  target(
    'the host of a redirect',
    grants((answer, { token }) => ({
      ...answer,
      status: 302,
      headers: { Location: `http://${token}.example.com/` },
      body: '',
    })),
  ),
  target('a Link', grants(header('Link', ({ token }) => `</reset/${token}>; rel="next"`))),
  target('a Refresh', grants(header('Refresh', ({ token }) => `0; url=/done?t=${token}`))),
  target('Server-Timing', grants(header('Server-Timing', ({ token }) => `db;desc="${token}"`))),
  target(
    'the reason phrase',
    grantsOnTheWire((_answer, { token }) => framed('{}', [], `HTTP/1.1 200 Issued ${token}`)),
  ),
  target(
    'the reason phrase of an error, in hexadecimal',
    grantsOnTheWire((_answer, { token }) => framed('{}', [], `HTTP/1.1 500 ${hex(token)}`)),
  ),
  target(
    'a trailer',
    grantsOnTheWire((_answer, { token }) => {
      const content = reset(token);
      return `${head(['Transfer-Encoding: chunked', 'Trailer: X-T'])}${content.length.toString(16)}\r\n${content}\r\n0\r\nX-T: ${token}\r\n\r\n`;
    }),
  ),
  target(
    'the extension of a chunk',
    grantsOnTheWire(
      (_answer, { token }) => `${head(['Transfer-Encoding: chunked'])}2;t=${token}\r\n{}\r\n0;t="${token}"\r\n\r\n`,
    ),
  ),
  target(
    'a chunk size that is none',
    grantsOnTheWire((_answer, { token }) => `${head(['Transfer-Encoding: chunked'])}${token}\r\n{}\r\n0\r\n\r\n`),
  ),
  target(
    'an interim response',
    grantsOnTheWire(
      (_answer, { token }) =>
        `HTTP/1.1 103 Early Hints\r\nLink: </r/${token}>; rel=preload\r\n\r\n${framed(reset(token))}`,
    ),
  ),
  target(
    'a status line that is none',
    grantsOnTheWire((_answer, { token }) => `HTTP/9 ${token}\r\n\r\n${token}`),
  ),
  target(
    'a header line that is none',
    grantsOnTheWire((_answer, { token }) => `HTTP/1.1 200 OK\r\n${token}\r\n\r\n${token}`),
  ),
  target(
    'bytes after the body',
    grantsOnTheWire((_answer, { token }) => framed('{}') + token),
  ),
  target(
    'half a response',
    grantsOnTheWire((_answer, { token }) => `${head(['Content-Length: 9999'])}${reset(token)}`),
  ),
];

/** In the body of an answer that grants a token. */
const inTheBody: readonly TellingTarget[] = [
  target('a member in other letters', grants(json(({ token }) => ({ resetToken: token })))),
  target('the member token', grants(json(({ token }) => ({ token })))),
  target('the member t of data', grants(json(({ token }) => ({ data: { t: token } })))),
  target('a second member', grants(json(({ token, draw }) => ({ reset_token: token, uid: draw() })))),
  target('an array', grants(json(({ token }) => [token]))),
  target('a bare string', grants(json(({ token }) => token))),
  target('the name of a member', grants(json(({ token }) => ({ [token]: true })))),
  target('a sentence', grants(json(({ token }) => ({ message: `Use ${token} within two hours` })))),
  target(
    'a link',
    grants(json(({ token, request }) => ({ link: `http://${request.headers.host ?? ''}/reset/${token}/` }))),
  ),
  target('plain text', grants(body(({ token }) => token, 'text/plain'))),
  target('a form', grants(body(({ token }) => `t=${percent(token)}&ok=1`, 'application/x-www-form-urlencoded'))),
  target('YAML', grants(body(({ token }) => `data:\n  t: ${token}\n`, 'application/yaml'))),
  target(
    'XML',
    grants(body(({ token }) => `<?xml version="1.0"?><a><t><![CDATA[${token}]]></t></a>`, 'application/xml')),
  ),
  target(
    'HTML, every character a reference',
    grants(html(({ token }) => `<input name="t" value="${entities(token)}">`, 200)),
  ),
  target(
    'JSON in an attribute in HTML',
    grants(html(({ token }) => `<div data-props="${reset(token).replaceAll('"', '&quot;')}">`, 200)),
  ),
  target('JSON with padding', grants(body(({ token }) => `callback(${reset(token)});`, 'text/javascript'))),
  target('events', grants(body(({ token }) => `event: issued\ndata: ${token}\n\n`, 'text/event-stream'))),
  target('JSON with every character escaped', grants(body(({ token }) => `{"reset_token":"${escapes(token)}"}`))),
  target('JSON in JSON in JSON', grants(json(({ token }) => JSON.stringify(JSON.stringify({ reset_token: token }))))),
  target('base64 in JSON', grants(json(({ token }) => ({ state: base64(reset(token)) })))),
  target('base64 in base64', grants(json(({ token }) => ({ state: base64(`x${base64(reset(token))}`) })))),
  target(
    'base64 in lines',
    grants(
      json(({ token }) => ({
        mail: base64(`Dear user, ${token} is your token. `.repeat(4)).replace(/.{76}/g, '$&\r\n'),
      })),
    ),
  ),
  target(
    'gzip that a field declares',
    grants((answer, { token }) => ({
      ...answer,
      headers: { ...answer.headers, 'Content-Encoding': 'gzip' },
      body: gzipSync(JSON.stringify({ t: token })),
    })),
  ),
  target('gzip that no field declares', grants(body(({ token }) => gzipSync(reset(token))))),
  target(
    'gzip twice',
    grants((answer, { token }) => ({
      ...answer,
      headers: { ...answer.headers, 'Content-Encoding': 'gzip' },
      body: gzipSync(gzipSync(reset(token))),
    })),
  ),
  target('deflate that no field declares', grants(body(({ token }) => deflateSync(reset(token))))),
  target('raw deflate that no field declares', grants(body(({ token }) => deflateRawSync(reset(token))))),
  target('brotli that no field declares', grants(body(({ token }) => brotliCompressSync(reset(token))))),
  target(
    'a coding that nobody knows',
    grants((answer, { token }) => ({
      ...answer,
      headers: { ...answer.headers, 'Content-Encoding': 'x-none' },
      body: token,
    })),
  ),
  target('gzip in base64 in JSON', grants(json(({ token }) => ({ state: base64(gzipSync(reset(token))) })))),
  target('UTF-16LE', grants(body(({ token }) => utf16(reset(token))))),
  target('UTF-16BE', grants(body(({ token }) => utf16(reset(token)).swap16()))),
  target(
    'bytes that are no UTF-8',
    grants(body(({ token }) => Buffer.concat([Buffer.from([0xff, 0x80]), Buffer.from(reset(token))]))),
  ),
  target(
    'parts, one in gzip',
    grants(
      body(
        ({ token }) =>
          Buffer.concat([
            Buffer.from('--x\r\nContent-Encoding: gzip\r\n\r\n'),
            gzipSync(reset(token)),
            Buffer.from('\r\n--x--\r\n'),
          ]),
        'multipart/mixed; boundary=x',
      ),
    ),
  ),
  target(
    'a mebibyte and more, so that it is cut',
    grants(body(({ token }) => `{"t":"${`${token} `.repeat(60_000)}"}`)),
  ),
  target(
    'gzip of a mebibyte and more',
    grants((answer, { token }) => ({
      ...answer,
      headers: { ...answer.headers, 'Content-Encoding': 'gzip' },
      body: gzipSync(`{"t":"${`${token} `.repeat(60_000)}"}`),
    })),
  ),
  // Nine characters of it would be left, which nothing recognises.
  ...[80, 120, 300, 600, 4000, 4096, 16_384].flatMap((cut) => [
    target(
      `text where a cut at ${cut} would fall into it`,
      grants(body(({ token }) => `${filler(cut - 9)}${token}`, 'text/plain')),
    ),
    target(
      `a member that its schema refuses, where a cut at ${cut} would fall into it`,
      grants(json(({ token }) => ({ reset_token: { t: `${filler(cut - 15)}${token}` } }))),
    ),
    target(
      `a file path in an error, where a cut at ${cut} would fall into it`,
      others(html(({ token }) => `<pre>/srv/app/${filler(cut - 18, '/')}${token}</pre>`)),
    ),
  ]),
];

/** In other answers: errors, echoes, log-in. */
const elsewhere: readonly TellingTarget[] = [
  target(
    'a traceback',
    others(html(({ token, password }) => traceback(`  token = '${token}' password = '${password}'`))),
  ),
  target('an SQL statement', others(html(({ token }) => `INSERT INTO resets (id, t) VALUES (7, '${token}')`))),
  target('an error 400 times over', others(json(({ token }) => ({ error: token.repeat(400) }), 500))),
  target(
    'an error to a good reset, 400 times over',
    grants(body(({ token }) => `${token} `.repeat(400), 'text/plain', 500)),
  ),
  target(
    'an error to a good reset, 400 times over in a file path',
    grants(html(({ token }) => `/srv/app/${token.repeat(400)}`)),
  ),
  target(
    'a problem document, percent-encoded',
    others(
      body(
        ({ password }) => JSON.stringify({ type: 'about:blank', detail: `password ${percent(password)}` }),
        'application/problem+json',
        422,
      ),
    ),
  ),
  target(
    'the first half of it in an error',
    others(json(({ token }) => ({ error: `unknown token ${token.slice(0, 16)}...` }), 400)),
  ),
  target(
    'the last half of it in an error',
    others(json(({ token }) => ({ error: `unknown token ...${token.slice(-16)}` }), 400)),
  ),
  target(
    'an echo of the request',
    all((answer, { request }) => ({
      ...answer,
      status: 500,
      headers: { ...answer.headers, 'X-Echo': encodeURIComponent(request.body.toString().slice(0, 500)) },
      body: JSON.stringify({ request: request.body.toString(), target: request.target }),
    })),
  ),
  target(
    'an echo of the request in base64',
    all((answer, { request }) => ({ ...answer, status: 500, body: JSON.stringify({ request: base64(request.body) }) })),
  ),
  target('the password in a header, in base64', all(header('X-Debug', ({ password }) => base64(`pw=${password}`)))),
  target(
    'the password in a header, percent-encoded in lower case',
    all(header('X-Debug', ({ password }) => percent(password))),
  ),
  target('the password in HTML', others(html(({ password }) => `<b>${entities(password)}</b>`))),
  target(
    'the auth token of a log-in under another name',
    grants((answer) => ({ ...answer, body: answer.body.toString().replace('auth_token', 'key') })),
  ),
  target('tokens that begin alike', ({ told }) => ({
    policy: {
      newToken: () =>
        `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(`{"jti":"${randomText(12)}"}`)}.${randomText(43)}`,
    },
    answer: (answer, request, { state }) =>
      header('X-Token', ({ token }) => token)(answer, told(answer, request, state)),
  })),
  target('tokens with characters that are written otherwise', ({ told }) => ({
    policy: { newToken: () => `${randomText(9)}+/"<&>'\\${randomText(9)}==` },
    answer: (answer, request, { state }) => {
      const parts = told(answer, request, state);
      return header('X-Token', ({ token }) => encodeURIComponent(token))(answer, parts);
    },
  })),
  target('tokens that are numbers', ({ told }) => ({
    policy: { newToken: () => Array.from({ length: 24 }, () => Math.floor(Math.random() * 10)).join('') },
    answer: (answer, request, { state }) => header('X-Ref', ({ token }) => token)(answer, told(answer, request, state)),
  })),
];

/** Targets that tell their secrets, each in another place or form. */
export const tellingTargets: readonly TellingTarget[] = [...aroundTheBody, ...inTheBody, ...elsewhere];
