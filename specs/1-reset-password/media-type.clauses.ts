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

/** Content of another type, declared as what it is; the declaration alone stands beside it. */
function trueContent(name: string, contentType: string, content: (address: string) => string): Stimulus {
  return stimulus(name, (to) => post(content(to.unknownEmail), { headers: { 'Content-Type': contentType } }), {
    combination: 'content that is what it is declared as',
  });
}

const form = trueContent('a form', 'application/x-www-form-urlencoded', (email) =>
  new URLSearchParams({ email }).toString(),
);

const multipartForm = trueContent(
  'a multipart form',
  multipart,
  (email) => `--${boundary}\r\nContent-Disposition: form-data; name="email"\r\n\r\n${email}\r\n--${boundary}--\r\n`,
);

const xml = trueContent(
  'XML',
  'application/xml',
  (email) => `<?xml version="1.0" encoding="UTF-8"?><reset><email>${email}</email></reset>`,
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
