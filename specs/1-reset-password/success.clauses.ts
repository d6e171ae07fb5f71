import { type Area, needsFreeHeader } from '../../harness/judge/clause-test.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { answers, assertAnswered, isAccepted } from '../../harness/judge/rules.ts';
import { clause } from '../clause.ts';
import { curl, httpie, node, pythonRequests } from './clients.ts';
import { bringsDifferentTokens, differentTokensLoad } from './different-tokens.ts';
import {
  acceptJson,
  domainCase,
  emptyAuthorization,
  escapedSlash,
  escapes,
  furtherMembers,
  noAccept,
  otherSpellings,
  overHttp2,
  queryParameter,
  whiteSpace,
  withoutCharset,
} from './good-forms.ts';
import { plainReset, secondReset } from '../calls/reset-password.ts';
import { asClientsConnect } from './tls-connection.ts';

/** Says what becomes of members that the call does not know. */
async function looksAtFurtherMembers(context: ClauseContext): Promise<void> {
  for (const input of furtherMembers) {
    await context.input(input.name, async () => {
      const exchange = await context.exchange(input);
      assertAnswered(exchange, 'an answer');
      const { status } = exchange.response;
      const meaning = status === 200 ? 'a reset' : [400, 422].includes(status) ? 'a strict target' : 'neither';
      context.observe(`${input.name}: ${status}, ${meaning}`);
    });
  }
}

export const success: Area = {
  title: 'Success',
  tests: [
    asClientsConnect(
      clause('RP-OK-01', 'A reset is issued for the e-mail address of an account', [plainReset], answers(200)),
    ),
    needsFreeHeader(
      'Authorization',
      clause(
        'RP-OK-04',
        'An Authorization header that is there and empty, as the samples print it, does no harm',
        [emptyAuthorization],
        answers(200),
      ),
    ),
    needsFreeHeader(
      'Authorization',
      clause('RP-OK-05', 'A reset needs no Authorization header', [plainReset], answers(200)),
    ),
    clause(
      'RP-OK-06',
      'The media type application/json is taken with and without its charset parameter',
      [plainReset, withoutCharset],
      answers(200),
    ),
    clause(
      'RP-OK-07',
      'Neither case nor quotes make a difference in the media type and its charset, one at a time',
      otherSpellings,
      answers(200),
    ),
    clause(
      'RP-OK-08',
      'A second reset directly after the first one succeeds like the first',
      [plainReset, secondReset],
      answers(200),
    ),
    clause('RP-OK-09', 'No two resets issue the same token', differentTokensLoad, bringsDifferentTokens),
    clause('RP-OK-10', 'White space between the tokens of the JSON body means nothing', [whiteSpace], answers(200)),
    clause(
      'RP-OK-11',
      'An address that is written with JSON escapes is the same address',
      { uses: [...escapes, escapedSlash] },
      async (context) => {
        const fitting = context.target.accountEmail.includes('/') ? [...escapes, escapedSlash] : escapes;
        for (const input of fitting) {
          await context.input(input.name, async () => isAccepted(await context.exchange(input), context));
        }
      },
    ),
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
    clause(
      'RP-OK-16',
      'Over https a client that negotiates HTTP/2, as the published curl sample does, gets the same',
      [overHttp2],
      answers(200),
    ),
    clause(
      'RP-OK-17',
      'Members beside email, username and password among them, are taken or refused as a whole',
      { uses: furtherMembers },
      looksAtFurtherMembers,
    ),
  ],
};
