import type { Answered } from '../../harness/model/exchange.ts';
import { Inconclusive, Nonconformity, NotApplicable } from '../../harness/model/outcome.ts';
import { fieldValue, fieldValues, listMembers } from '../../harness/model/message.ts';
import { path } from '../1-reset-password/request.ts';
import { blankEmail, emptyObject, plainReset, unknownAddress } from '../1-reset-password/stimuli.ts';
import { tokenOf } from '../1-reset-password/token.ts';
import { clause, test } from '../suite.ts';
import { type Invariant, load, overTraffic } from './over-traffic.ts';

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

test.describe('Every answer of the run, security', () => {
  test(...clause('RP-SEC-01', load(notStored), overTraffic(notStored)));
  test(...clause('RP-SEC-03', load(noSniff), overTraffic(noSniff)));
  test(...clause('RP-SEC-09', load(safeCookies), overTraffic(safeCookies)));
  test(...clause('RP-SEC-10', load(bodyAlone), overTraffic(bodyAlone)));
});
