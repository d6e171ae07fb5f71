import type { Area } from '../../harness/judge/clause-test.ts';
import type { Answered } from '../../harness/model/exchange.ts';
import { Inconclusive, Nonconformity, NotApplicable } from '../../harness/model/outcome.ts';
import { fieldValue, fieldValues, listMembers } from '../../harness/model/message.ts';
import { path } from '../calls/reset-password.ts';
import { blankEmail, emptyObject, plainReset, unknownAddress } from '../calls/reset-password.ts';
import { tokenOf } from '../calls/reset-password.ts';
import { clause } from '../clause.ts';
import { everyAnswer, type Invariant } from '../../harness/judge/invariant.ts';

const carriesToken = (exchange: Answered): boolean => tokenOf(exchange) !== undefined;

const notStored: Invariant = {
  seeds: [plainReset],
  concerns: carriesToken,
  rule: ({ response }) => {
    if (listMembers(response.headers, 'Cache-Control').some((each) => each.toLowerCase() === 'no-store')) return;
    const value = fieldValue(response.headers, 'Cache-Control');
    throw new Nonconformity(
      'Cache-Control with no-store on an answer with a token',
      value === undefined ? 'no Cache-Control' : `Cache-Control: ${value}`,
    );
  },
  orElse: () => new Inconclusive('no answer of the run holds a token', 'target'),
};

const noSniff: Invariant = {
  seeds: [plainReset, emptyObject, blankEmail, unknownAddress],
  concerns: ({ request, response, protocolLevel }) =>
    request.path.startsWith(path) &&
    request.method !== 'OPTIONS' &&
    !protocolLevel &&
    [200, 400, 422].includes(response.status),
  rule: ({ response }) => {
    const value = fieldValue(response.headers, 'X-Content-Type-Options');
    // Browsers go by the first value of the list (Fetch, "determine nosniff"), which two lines make, too.
    if (value?.split(',')[0]?.trim().toLowerCase() === 'nosniff') return;
    const what = value === undefined ? 'none' : `X-Content-Type-Options: ${value}`;
    throw new Nonconformity('X-Content-Type-Options: nosniff', `${what} on ${response.status}`);
  },
};

const safeCookies: Invariant = {
  seeds: [plainReset],
  concerns: ({ response }) => fieldValue(response.headers, 'Set-Cookie') !== undefined,
  rule: ({ response }, { target }) => {
    const secure = target.baseUrl.startsWith('https:');
    for (const cookie of fieldValues(response.headers, 'Set-Cookie')) {
      const [pair = '', ...attributes] = cookie.split(';').map((each) => each.trim());
      const names = attributes.map((each) => each.toLowerCase());
      const missing = [...(secure ? ['Secure'] : []), 'HttpOnly'].filter((each) => !names.includes(each.toLowerCase()));
      if (missing.length > 0) {
        const name = pair.replace(/=.*$/, '');
        throw new Nonconformity(
          `${missing.join(' and ')} on every cookie`,
          `the cookie ${name} without ${missing.join(' and ')}`,
        );
      }
    }
  },
  orElse: () => new NotApplicable('no answer of the run sets a cookie'),
};

const bodyAlone: Invariant = {
  seeds: [plainReset],
  concerns: carriesToken,
  rule: (exchange) => {
    const token = tokenOf(exchange) ?? '';
    const forms = [token, encodeURIComponent(token), Buffer.from(token).toString('base64').replace(/=+$/, '')];
    const [name] = exchange.response.headers.find(([, value]) => forms.some((form) => value.includes(form))) ?? [];
    if (name !== undefined) throw new Nonconformity('the token in the body alone', `the token in the header ${name}`);
  },
  orElse: () => new Inconclusive('no answer of the run holds a token', 'target'),
};

export const allAnswersSecurity: Area = {
  title: 'Every answer of the run, security',
  overTraffic: true,
  tests: [
    clause('RP-SEC-01', 'No cache keeps an answer that holds a token', everyAnswer(notStored)),
    clause('RP-SEC-03', 'The answers of the application forbid browsers to guess the media type', everyAnswer(noSniff)),
    clause('RP-SEC-09', 'A cookie, where one is set, is Secure over https and HttpOnly', everyAnswer(safeCookies)),
    clause('RP-SEC-10', 'The token stands in the body alone', everyAnswer(bodyAlone)),
  ],
};
