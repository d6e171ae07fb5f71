import type { Area } from '../../harness/judge/clause-test.ts';
import { type Stimulus, stimulus } from '../../harness/model/exchange.ts';
import { answers } from '../../harness/judge/rules.ts';
import { clause } from '../clause.ts';
import { bodyFor, post } from '../calls/reset-password.ts';
import { asText } from '../calls/reset-password.ts';

const boundary = 'conformance7x2k';
const multipart = `multipart/form-data; boundary=${boundary}`;

/** The good JSON body of a probe, declared as something else. */
function jsonDeclared(name: string, contentType: string | undefined): Stimulus {
  return stimulus(name, (to) => post(bodyFor(to.unknownEmail), { headers: { 'Content-Type': contentType } }));
}

const form = stimulus('a form', (to) =>
  post(new URLSearchParams({ email: to.unknownEmail }).toString(), {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  }),
);

const multipartForm = stimulus('a multipart form', (to) =>
  post(
    `--${boundary}\r\nContent-Disposition: form-data; name="email"\r\n\r\n${to.unknownEmail}\r\n--${boundary}--\r\n`,
    { headers: { 'Content-Type': multipart } },
  ),
);

const xml = stimulus('XML', (to) =>
  post(`<?xml version="1.0" encoding="UTF-8"?><reset><email>${to.unknownEmail}</email></reset>`, {
    headers: { 'Content-Type': 'application/xml' },
  }),
);

export const wrongMediaType: Area = {
  title: 'Wrong media type',
  tests: [
    clause('RP-415-01', 'A body that is declared text/plain is refused for its media type', [asText], answers(415)),
    clause(
      'RP-415-02',
      'A body that is declared form-urlencoded is refused for its media type, be it JSON or a form',
      [jsonDeclared('JSON declared a form', 'application/x-www-form-urlencoded'), form],
      answers(415),
    ),
    clause(
      'RP-415-03',
      'A body that is declared multipart is refused for its media type, be it JSON or a form',
      [jsonDeclared('JSON declared multipart', multipart), multipartForm],
      answers(415),
    ),
    clause(
      'RP-415-04',
      'A body that is declared application/xml is refused for its media type, be it JSON or XML',
      [jsonDeclared('JSON declared XML', 'application/xml'), xml],
      answers(415),
    ),
    clause(
      'RP-415-05',
      'A body without a declared media type is refused',
      [jsonDeclared('no Content-Type', undefined)],
      answers(400, 415),
    ),
    clause(
      'RP-415-06',
      'A media type that only looks like application/json is refused',
      ['application/jsonx', 'application/json-seq'].map((type) => jsonDeclared(`JSON declared ${type}`, type)),
      answers(415),
    ),
  ],
};
