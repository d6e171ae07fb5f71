import type { Clause, Source } from '../../../harness/model/clause.ts';

export const sources = {
  page: { name: 'Notes: the page', url: 'https://docs.example/notes' },
} as const satisfies Readonly<Record<string, Source>>;

/** What the notes API promises. */
export const register = [
  {
    id: 'WN-01',
    level: 'MUST',
    impact: 'reset',
    promise: 'A note that is written is answered with the note',
    accept: { codes: [200], success: 'note', words: '200 with the note' },
    source: 'page',
    dependsOn: [],
  },
  {
    id: 'WN-02',
    level: 'MUST',
    impact: 'probe',
    promise: 'A note without a text is refused',
    accept: { codes: [400], words: '400' },
    source: 'page',
    dependsOn: [],
  },
  {
    id: 'RN-01',
    level: 'SHOULD',
    impact: 'probe',
    promise: 'Notes are read with GET and nothing else',
    accept: { codes: [405], words: '405' },
    source: 'page',
    dependsOn: [],
  },
] as const satisfies readonly (Clause & { source: keyof typeof sources })[];
