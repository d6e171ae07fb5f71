import type { Area } from '../../harness/judge/clause-test.ts';
import { codesWhereAccepted, documentedCodes } from '../../contract/documented.ts';
import { type Answered, stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Inconclusive, Nonconformity, NotApplicable } from '../../harness/model/outcome.ts';
import { jsonIfAny, jsonOf, unexpectedCode } from '../../harness/judge/rules.ts';
import { isLimited } from '../../harness/http/not-now.ts';
import { fieldValue, isJsonType, mediaType } from '../../harness/model/message.ts';
import { emailIs, path, post, probe } from '../calls/reset-password.ts';
import {
  asText,
  blankEmail,
  emptyObject,
  unknownAddress,
  withGet,
  withHead,
  withOptions,
} from '../calls/reset-password.ts';
import { clause } from '../clause.ts';
import { internalsIn } from './internals.ts';
import { everyAnswer, type Invariant } from '../../harness/judge/invariant.ts';

const refusals = [emptyObject, blankEmail, unknownAddress, withGet, asText];

const isError = ({ response }: Answered): boolean => response.status >= 400;
const textOf = ({ response }: Answered): string => Buffer.from(response.body).toString('utf8');
const describesItself = ({ response }: Answered): string => {
  const type = fieldValue(response.headers, 'Content-Type');
  return `${response.status} with ${type === undefined ? 'no Content-Type' : `Content-Type: ${type}`}`;
};

const jsonErrors: Invariant = {
  seeds: refusals,
  concerns: (exchange) =>
    [400, 405, 415, 422].includes(exchange.response.status) &&
    !exchange.protocolLevel &&
    exchange.request.method !== 'HEAD',
  rule: (exchange) => {
    if (exchange.response.body.length === 0) return;
    if (!isJsonType(mediaType(exchange.response.headers))) {
      throw new Nonconformity('a JSON error body that declares itself JSON, or none', describesItself(exchange));
    }
    jsonOf(exchange);
  },
};

const noInternals: Invariant = {
  seeds: refusals,
  concerns: (exchange) => isError(exchange) && !exchange.protocolLevel,
  rule: (exchange) => {
    const sent = [
      ...Buffer.from(exchange.request.body ?? [])
        .toString('utf8')
        .matchAll(/[^"\\]+/g),
    ].map(([word]) => word);
    const found = internalsIn(textOf(exchange), [...sent, exchange.request.path]);
    if (found === undefined) return;
    throw new Nonconformity(
      'an error that shows no internals',
      `${found.name} in ${exchange.response.status}`,
      found.excerpt,
    );
  },
};

const noToken: Invariant = {
  seeds: refusals,
  concerns: isError,
  rule: (exchange) => {
    if (!holdsToken(jsonIfAny(exchange) ?? textOf(exchange))) return;
    throw new Nonconformity('an error without reset_token', `reset_token in the body of ${exchange.response.status}`);
  },
};

/** True where a reset_token with content stands at any depth, be it in a body that is no whole JSON document. */
function holdsToken(value: unknown): boolean {
  if (typeof value === 'string')
    return /["']?reset_token["']?\s*[:=]\s*["'][^"']+["']/.test(value.replaceAll('\\"', '"'));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([name, member]) => (name === 'reset_token' && typeof member === 'string' && member !== '') || holdsToken(member),
  );
}

const jsonIsJson: Invariant = {
  seeds: refusals,
  concerns: ({ request, response }) =>
    isJsonType(mediaType(response.headers)) && response.body.length > 0 && request.method !== 'HEAD',
  rule: (exchange) => {
    if (exchange.response.truncated) throw new Inconclusive('a body beyond the limit of what is read', 'target');
    jsonOf(exchange);
  },
  orElse: () => new NotApplicable('no answer of the run declares itself JSON'),
};

/** Neither JSON nor a query has to escape a character of the opening tag: a browser takes it for one in either. */
const openingTag = '<b id=x7k2>';
const markup = `${openingTag}markup</b>`;
const markupAsAddress = stimulus('markup as the address', () => post(emailIs(`${markup}@example.com`)));
const markupInPath = stimulus('markup in the path', (to) =>
  probe(to, { path: `${path}${encodeURIComponent(markup)}/` }),
);
const markupInQuery = stimulus(
  'markup in the query',
  () => post('{}', { path: `${path}?q=${encodeURIComponent(markup)}` }),
  { combination: 'only an error can give the query back' },
);

const noReflection: Invariant = {
  seeds: [markupAsAddress, markupInPath, markupInQuery],
  concerns: isError,
  rule: (exchange) => {
    const type = mediaType(exchange.response.headers);
    // Without a declared type a browser guesses, and guesses HTML where it finds markup.
    const takenForHtml = type === undefined || type === 'text/html' || type === 'application/xhtml+xml';
    if (!takenForHtml || !textOf(exchange).includes(openingTag)) return;
    throw new Nonconformity(
      'an error that escapes what was sent',
      `${describesItself(exchange)} and our markup as it was sent`,
    );
  },
};

const documented: Invariant = {
  seeds: [...refusals, withOptions],
  concerns: () => true,
  rule: (exchange, context) => {
    const { response } = exchange;
    if (documentedCodes.has(response.status) || isLimited(response)) return;
    if (codesWhereAccepted.has(response.status) && isAcceptedSomewhere(exchange, context)) return;
    throw unexpectedCode(exchange, 'a documented response code');
  },
};

/** True where a clause that looked at the exchange accepts its code. */
function isAcceptedSomewhere({ id, name, response }: Answered, { run }: ClauseContext): boolean {
  return [...run.verdicts.values()]
    .filter((record) => record.exchanges.includes(id))
    .some((record) => {
      const accept = run.suite.clause(record.id)?.accept;
      return (accept?.except?.[name] ?? accept?.codes ?? []).includes(response.status);
    });
}

const trueStatus: Invariant = {
  seeds: refusals,
  concerns: (exchange) => statusMember(exchange) !== undefined,
  rule: (exchange) => {
    const { status } = exchange.response;
    const member = statusMember(exchange);
    if (member === status) return;
    throw new Nonconformity(
      `status ${status} in problem details with ${status}`,
      `the ${typeof member} ${JSON.stringify(member)}`,
    );
  },
  orElse: () => new NotApplicable('no answer of the run has problem details with a status'),
};

/** The member `status` of problem details, or undefined where an answer has none. */
function statusMember(exchange: Answered): unknown {
  if (mediaType(exchange.response.headers) !== 'application/problem+json') return undefined;
  const body = jsonIfAny(exchange);
  return typeof body === 'object' && body !== null && 'status' in body ? body.status : undefined;
}

const noContent: Invariant = {
  seeds: [withHead],
  concerns: ({ request, response }) => request.method === 'HEAD' || response.status === 204,
  rule: ({ response }) => {
    if (response.unexpectedContent > 0) {
      throw new Nonconformity(
        'no content',
        `${response.unexpectedContent} bytes after the headers of ${response.status}`,
      );
    }
  },
};

export const allAnswers: Area = {
  title: 'Every answer of the run',
  overTraffic: true,
  tests: [
    clause('RP-ERR-01', 'The bodies of 400, 405, 415 and 422 are JSON and declare it', everyAnswer(jsonErrors)),
    clause('RP-ERR-02', 'No error gives away internals of the service', everyAnswer(noInternals)),
    clause('RP-ERR-03', 'No error carries a reset_token, however deep', everyAnswer(noToken)),
    clause(
      'RP-ERR-05',
      'Every body that declares itself JSON is JSON in UTF-8 without a byte order mark',
      everyAnswer(jsonIsJson),
    ),
    clause('RP-ERR-06', 'No error gives input back as HTML', everyAnswer(noReflection)),
    clause('RP-ERR-07', 'Every response code of the run is one that the documentation names', everyAnswer(documented)),
    clause('RP-ERR-09', 'Answers to HEAD and answers with 204 have no content', everyAnswer(noContent)),
    clause('RP-ERR-10', 'The status member of problem details is the code of their answer', everyAnswer(trueStatus)),
  ],
};
