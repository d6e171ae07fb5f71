import { stimulus } from '../../harness/model/exchange.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { clause, test } from '../suite.ts';
import { curl, httpie, node, pythonRequests } from './clients.ts';
import { good, path, post } from './request.ts';
import { plainReset, secondReset } from './stimuli.ts';
import { tokenOf } from './token.ts';

const mayReset = true;

const emptyAuthorization = stimulus('empty Authorization', (to) => good(to, { headers: { Authorization: '' } }), {
  mayReset,
});

const withoutCharset = stimulus(
  'application/json without charset',
  (to) => good(to, { headers: { 'Content-Type': 'application/json' } }),
  { mayReset },
);

const otherCase = stimulus(
  'media type and charset in another case',
  (to) => good(to, { headers: { 'Content-Type': 'Application/JSON; Charset=UTF-8' } }),
  { mayReset },
);

const whiteSpace = stimulus(
  'white space around every token',
  (to) => post(`\r\n\t { \n "email"\t:\r\n ${JSON.stringify(to.accountEmail)} } \n`),
  { mayReset },
);

const escapes = stimulus('escaped characters', (to) => post(`{"\\u0065mail":"${escaped(to.accountEmail)}"}`), {
  mayReset,
});

/** Every character as a \u escape (RFC 8259 7). */
function escaped(text: string): string {
  return [...Array(text.length).keys()]
    .map((index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}

const acceptJson = stimulus('Accept: application/json', (to) => good(to, { headers: { Accept: 'application/json' } }), {
  mayReset,
});

const noAccept = stimulus('no Accept', (to) => good(to, { headers: { Accept: undefined } }), { mayReset });

const queryParameter = stimulus('an unrelated query parameter', (to) => good(to, { path: `${path}?q7vx2m=1` }), {
  mayReset,
});

const domainCase = stimulus(
  'domain in upper case',
  (to) => {
    const at = to.accountEmail.lastIndexOf('@');
    return post(JSON.stringify({ email: to.accountEmail.slice(0, at) + to.accountEmail.slice(at).toUpperCase() }));
  },
  { mayReset },
);

test.describe('Success', () => {
  test(...clause('RP-OK-01', [plainReset], isAccepted));
  test(...clause('RP-OK-04', [emptyAuthorization], isAccepted));
  test(...clause('RP-OK-05', [plainReset], isAccepted));
  test(...clause('RP-OK-06', [plainReset, withoutCharset], isAccepted));
  test(...clause('RP-OK-07', [otherCase], isAccepted));
  test(...clause('RP-OK-08', [plainReset, secondReset], isAccepted));
  test(
    ...clause('RP-OK-09', { requests: 0, resets: 0, uses: [plainReset, secondReset] }, async (context) => {
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
  );
  test(...clause('RP-OK-10', [whiteSpace], isAccepted));
  test(...clause('RP-OK-11', [escapes], isAccepted));
  test(...clause('RP-OK-12', [curl, httpie, pythonRequests, node], isAccepted));
  test(...clause('RP-OK-13', [plainReset, acceptJson, noAccept], isAccepted));
  test(...clause('RP-OK-14', [queryParameter], isAccepted));
  test(...clause('RP-OK-15', [domainCase], isAccepted));
});
