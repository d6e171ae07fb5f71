import type { Clause } from '../clause.ts';

/** Which media types the call takes. */
export const mediaType = [
  {
    id: 'RP-415-01',
    level: 'MUST',
    impact: 'probe',
    promise: 'A body that is declared text/plain is refused for its media type',
    accept: { codes: [415], words: '415' },
    source: 'response-codes',
    dependsOn: [],
  },
  {
    id: 'RP-415-02',
    level: 'MUST',
    impact: 'probe',
    promise: 'A body that is declared form-urlencoded is refused for its media type, be it JSON or a form',
    accept: { codes: [415], words: '415 for both' },
    source: 'response-codes',
    dependsOn: [],
  },
  {
    id: 'RP-415-03',
    level: 'MUST',
    impact: 'probe',
    promise: 'A body that is declared multipart is refused for its media type, be it JSON or a form',
    accept: { codes: [415], words: '415 for both' },
    source: 'response-codes',
    dependsOn: [],
  },
  {
    id: 'RP-415-04',
    level: 'MUST',
    impact: 'probe',
    promise: 'A body that is declared application/xml is refused for its media type, be it JSON or XML',
    accept: { codes: [415], words: '415 for both' },
    source: 'response-codes',
    dependsOn: [],
  },
  {
    id: 'RP-415-05',
    level: 'MUST',
    impact: 'probe',
    promise: 'A body without a declared media type is refused',
    accept: { codes: [400, 415], words: '415 or 400' },
    source: 'response-codes',
    dependsOn: [],
  },
  {
    id: 'RP-415-06',
    level: 'SHOULD',
    impact: 'probe',
    promise: 'A media type that only looks like application/json is refused',
    accept: { codes: [415], words: '415 for application/jsonx and application/json-seq' },
    source: 'response-codes',
    dependsOn: [],
  },
] as const satisfies readonly Clause[];
