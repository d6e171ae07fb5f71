import type { Area } from '../../harness/judge/clause-test.ts';
import { stimulus } from '../../harness/model/exchange.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';
import { answers } from '../../harness/judge/rules.ts';
import { clause } from '../clause.ts';
import { curl, httpie, node, pythonRequests } from './clients.ts';
import { good, path, post } from '../calls/reset-password.ts';
import { plainReset, secondReset } from '../calls/reset-password.ts';
import { tokenOf } from '../calls/reset-password.ts';

const hasEffect = true;

const emptyAuthorization = stimulus('empty Authorization', (to) => good(to, { headers: { Authorization: '' } }), {
  hasEffect,
});

const withoutCharset = stimulus(
  'application/json without charset',
  (to) => good(to, { headers: { 'Content-Type': 'application/json' } }),
  { hasEffect },
);

const otherCase = stimulus(
  'media type and charset in another case',
  (to) => good(to, { headers: { 'Content-Type': 'Application/JSON; Charset=UTF-8' } }),
  { hasEffect },
);

const whiteSpace = stimulus(
  'white space around every token',
  (to) => post(`\r\n\t { \n "email"\t:\r\n ${JSON.stringify(to.accountEmail)} } \n`),
  { hasEffect },
);

const escapes = stimulus('escaped characters', (to) => post(`{"\\u0065mail":"${escaped(to.accountEmail)}"}`), {
  hasEffect,
});

/** Every character as a \u escape (RFC 8259 7). */
function escaped(text: string): string {
  return [...Array(text.length).keys()]
    .map((index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}

const acceptJson = stimulus('Accept: application/json', (to) => good(to, { headers: { Accept: 'application/json' } }), {
  hasEffect,
});

const noAccept = stimulus('no Accept', (to) => good(to, { headers: { Accept: undefined } }), { hasEffect });

const queryParameter = stimulus('an unrelated query parameter', (to) => good(to, { path: `${path}?q7vx2m=1` }), {
  hasEffect,
});

const domainCase = stimulus(
  'domain in upper case',
  (to) => {
    const at = to.accountEmail.lastIndexOf('@');
    return post(JSON.stringify({ email: to.accountEmail.slice(0, at) + to.accountEmail.slice(at).toUpperCase() }));
  },
  { hasEffect },
);

export const success: Area = {
  title: 'Success',
  tests: [
    clause('RP-OK-01', 'A reset is issued for the e-mail address of an account', [plainReset], answers(200)),
    clause(
      'RP-OK-04',
      'An Authorization header that is there and empty, as the samples print it, does no harm',
      [emptyAuthorization],
      answers(200),
    ),
    clause('RP-OK-05', 'A reset needs no Authorization header', [plainReset], answers(200)),
    clause(
      'RP-OK-06',
      'The media type application/json is taken with and without its charset parameter',
      [plainReset, withoutCharset],
      answers(200),
    ),
    clause(
      'RP-OK-07',
      'Upper and lower case make no difference in the media type and the name of the charset',
      [otherCase],
      answers(200),
    ),
    clause(
      'RP-OK-08',
      'A second reset directly after the first one succeeds like the first',
      [plainReset, secondReset],
      answers(200),
    ),
    clause('RP-OK-09', 'No two resets issue the same token', { uses: [plainReset, secondReset] }, async (context) => {
      await context.input('tokens of all resets so far', async () => {
        await context.exchange(plainReset);
        await context.exchange(secondReset);
        const resets = context.recorded((exchange) => tokenOf(exchange) !== undefined);
        const seen = new Map<string, number>();
        for (const exchange of resets) {
          const token = tokenOf(exchange) ?? '';
          context.look(exchange);
          const before = seen.get(token);
          if (before !== undefined) {
            throw new Nonconformity(
              'a different token for each reset',
              `the token of exchange ${before} again in exchange ${exchange.id}`,
            );
          }
          seen.set(token, exchange.id);
        }
        context.observe(`${seen.size} tokens, all different`);
      });
    }),
    clause('RP-OK-10', 'White space between the tokens of the JSON body means nothing', [whiteSpace], answers(200)),
    clause('RP-OK-11', 'An address that is written with JSON escapes is the same address', [escapes], answers(200)),
    clause(
      'RP-OK-12',
      'What each of the four published samples puts on the wire is answered with a reset',
      [curl, httpie, pythonRequests, node],
      answers(200),
    ),
    clause(
      'RP-OK-13',
      'A client that accepts anything, JSON, or states no preference gets its reset',
      [plainReset, acceptJson, noAccept],
      answers(200),
    ),
    clause(
      'RP-OK-14',
      'A query parameter that means nothing to the call changes nothing',
      [queryParameter],
      answers(200),
    ),
    clause('RP-OK-15', "Upper and lower case make no difference in the address's domain", [domainCase], answers(200)),
  ],
};
