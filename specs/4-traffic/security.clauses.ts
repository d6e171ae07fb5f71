import type { Area } from '../../harness/judge/clause-test.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import type { Answered } from '../../harness/model/exchange.ts';
import { Inconclusive, Nonconformity, NotApplicable } from '../../harness/model/outcome.ts';
import { fieldValue, fieldValues, listMembers } from '../../harness/model/message.ts';
import { base64Alignments } from '../../harness/secrets/forms.ts';
import { path } from '../calls/reset-password.ts';
import { blankEmail, emptyObject, plainReset, unknownAddress } from '../calls/reset-password.ts';
import { tokenOf } from '../calls/reset-password.ts';
import { answersHoldNoToken } from '../journey/token-of-reset.ts';
import { clause } from '../clause.ts';
import { everyAnswer, type Invariant } from '../../harness/judge/invariant.ts';

function noAnswerHoldsToken({ target }: ClauseContext): Error {
  return target.tokenDelivery === 'mail'
    ? new NotApplicable(answersHoldNoToken)
    : new Inconclusive('no answer of the run holds a token', 'target');
}

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
  orElse: noAnswerHoldsToken,
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

/** Cookies that scripts send back against forgery, and those of load balancers, which hold no session. */
const meantToBeRead = /^(?:csrftoken|XSRF-TOKEN|AWSALB.*|__cf.*)$/i;

const safeCookies: Invariant = {
  seeds: [plainReset],
  concerns: ({ response }) => fieldValue(response.headers, 'Set-Cookie') !== undefined,
  rule: ({ response }, { target }) => {
    const secure = target.baseUrl.startsWith('https:');
    for (const cookie of fieldValues(response.headers, 'Set-Cookie')) {
      const [pair = '', ...attributes] = cookie.split(';').map((each) => each.trim());
      const name = pair.replace(/=.*$/, '');
      const names = attributes.map((each) => each.toLowerCase());
      const asked = [...(secure ? ['Secure'] : []), ...(meantToBeRead.test(name) ? [] : ['HttpOnly'])];
      const missing = asked.filter((each) => !names.includes(each.toLowerCase()));
      if (missing.length > 0) {
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
    const forms = [token, encodeURIComponent(token), ...base64Alignments(Buffer.from(token))];
    const [name] = exchange.response.headers.find(([, value]) => forms.some((form) => value.includes(form))) ?? [];
    if (name !== undefined) throw new Nonconformity('the token in the body alone', `the token in the header ${name}`);
  },
  orElse: noAnswerHoldsToken,
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
