import { drop, onTheWire } from '../../sandbox/faults/wire.ts';
import { withHeaders } from '../../sandbox/message.ts';
import { onResets, resetsAnswer, scripts } from './behaviours.ts';
import type { Case } from './case.ts';

/** The API, at fault itself: evidence, not an accident. */
export const atFault: readonly Case[] = [
  {
    title: 'an application that answers 500 to everything',
    target: { answer: (answer) => ({ ...answer, status: 500 }) },
    verdict: 'nonconformant',
    says: /RP-OK-01/,
  },
  {
    title: '500 to good resets',
    target: resetsAnswer((answer) => ({ ...answer, status: 500 })),
    verdict: 'nonconformant',
    says: /actual {4}500/,
  },
  {
    title: '502 to good resets only',
    target: resetsAnswer((answer) => ({ ...answer, status: 502 })),
    verdict: 'nonconformant',
    says: /actual {4}502/,
  },
  {
    title: 'an empty object, which is the canary, drops the connection',
    target: onTheWire(({ body }) => body.toString() === '{}', drop),
    clauses: ['--grep', 'RP-400-0'],
    verdict: 'nonconformant',
    says: /RP-400-\d+/,
  },
  { title: 'resets hang', target: onResets(scripts.hang), verdict: 'nonconformant', says: /hangs before any byte/ },
  {
    title: 'resets are dropped',
    target: onResets(scripts.drop),
    verdict: 'nonconformant',
    says: /no response: the connection is reset/,
  },
  {
    title: 'half a response to resets',
    target: onResets(scripts.halfResponse),
    verdict: 'nonconformant',
    says: /8 of 100 bytes/,
  },
  {
    title: 'Content-Length is too short',
    target: onResets(scripts.tooShortLength),
    verdict: 'nonconformant',
    says: /bytes follow the end/,
  },
  {
    title: 'bytes after the body',
    target: onResets(scripts.surplus),
    verdict: 'nonconformant',
    says: /4 bytes follow the end/,
  },
  { title: 'resets drip', target: onResets(scripts.drip), verdict: 'nonconformant', says: /of 1000 bytes of content/ },
  {
    title: '10 GB to a reset',
    target: onResets(scripts.endlessBody),
    verdict: 'nonconformant',
    says: /beyond the limit of what is read/,
  },
  {
    title: 'a gzip bomb to a reset',
    target: onResets(scripts.gzipBomb),
    verdict: 'nonconformant',
    says: /beyond the limit of what is read/,
  },
  {
    title: 'headers without end to a reset',
    target: onResets(scripts.endlessHeaders),
    verdict: 'nonconformant',
    says: /header section exceeds/,
  },
  {
    title: 'interim responses without end to a reset',
    target: onResets(scripts.endlessInterim),
    verdict: 'nonconformant',
    says: /interim responses/,
  },
  {
    title: 'resets redirect to themselves',
    target: resetsAnswer((answer) =>
      withHeaders({ ...answer, status: 302 }, { Location: '/timp/organizations/reset-password/' }),
    ),
    verdict: 'nonconformant',
    says: /actual {4}302/,
  },
  {
    title: 'an answer that would move the cursor and fake a line',
    target: resetsAnswer((answer) => ({ ...answer, body: '\u001b[2J\nCONFORMANT  all is well' })),
    verdict: 'nonconformant',
    says: /\\u\{1b\}\[2J\\nCONFORMANT/,
  },
  {
    title: 'a target that tells tokens in base64 in a header, and requests in each error',
    target: {
      answer: (answer, { body, target }) => {
        const token = /"(?:reset|auth)_token":"([^"]+)"/.exec(answer.body.toString())?.[1];
        if (token !== undefined)
          return withHeaders(answer, { 'X-State': Buffer.from(`{"t":"${token}"}`).toString('base64') });
        return answer.status < 400
          ? answer
          : { ...answer, status: 500, body: `<pre>${target} ${body.toString()}</pre>` };
      },
    },
    env: { PROFILE: 'full', GENERATED_CASES: '5' },
    clauses: ['--grep', '(RP-OK-0|RP-400-0|CP-0|LG-0|RP-ERR-0|RP-SEC-)'],
    verdict: 'nonconformant',
    says: /RP-SEC-10/,
  },
];
