import { declareClauses } from '../../../harness/judge/clause-test.ts';
import { answers } from '../../../harness/judge/rules.ts';
import { defineSuite } from '../../../harness/judge/suite.ts';
import { stimulus } from '../../../harness/model/exchange.ts';
import type { Request } from '../../../harness/model/message.ts';
import { register, sources } from './register.ts';

const clause = declareClauses(register);

const write = (note: unknown): Request => ({
  method: 'POST',
  path: '/notes/write/',
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from(JSON.stringify(note)),
});

const goodNote = stimulus('a note', () => write({ text: 'hello' }), { hasEffect: true });
const noText = stimulus('a note without a text', () => write({}));
const readByPut = stimulus('PUT', () => ({ method: 'PUT', path: '/notes/read/', headers: [] }));
const deletion = stimulus('deletion', () => ({ method: 'DELETE', path: '/notes/write/', headers: [] }), {
  auxiliary: true,
});
const nowhere = stimulus('a path that does not exist', () => ({ ...write({}), path: '/notes/nowhere/' }));

/** A second, tiny API: it shows that the harness takes whatever suite it is given. */
export const suite = defineSuite({
  id: 'notes',
  title: 'Notes',
  register,
  sources,
  contradictions: [],
  names: { calls: { WN: 'Write a note', RN: 'Read notes' }, areas: {} },
  areas: [
    {
      title: 'Writing',
      tests: [
        clause('WN-01', 'A note that is written is answered with the note', [goodNote], answers(200)),
        clause('WN-02', 'A note without a text is refused', [noText], answers(400)),
      ],
    },
    {
      title: 'Reading',
      tests: [clause('RN-01', 'Notes are read with GET and nothing else', [readByPut], answers(405))],
    },
  ],
  schemas: `${import.meta.dirname}/schemas`,
  goodRequest: goodNote,
  effect: ['note', 'notes'],
  canaries: [noText],
  preflight: { call: noText, nowhere, others: [] },
  harmlessPath: '/notes/write/',
  healthClauses: ['WN-01'],
  secretMembers: [],
  productionHosts: ['notes.example'],
  callPrefixes: ['/notes'],
  after: async ({ client }) => {
    await client.send(deletion);
  },
  accountTrouble: () => Promise.resolve(undefined),
});
