import { type Stimulus, stimulus } from '../../harness/model/exchange.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { clause, test } from '../suite.ts';
import { bodyFor, post } from './request.ts';
import { asText } from './stimuli.ts';

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

test.describe('Wrong media type', () => {
  test(...clause('RP-415-01', [asText], isAccepted));
  test(
    ...clause(
      'RP-415-02',
      [jsonDeclared('JSON declared a form', 'application/x-www-form-urlencoded'), form],
      isAccepted,
    ),
  );
  test(...clause('RP-415-03', [jsonDeclared('JSON declared multipart', multipart), multipartForm], isAccepted));
  test(...clause('RP-415-04', [jsonDeclared('JSON declared XML', 'application/xml'), xml], isAccepted));
  test(...clause('RP-415-05', [jsonDeclared('no Content-Type', undefined)], isAccepted));
  test(
    ...clause(
      'RP-415-06',
      ['application/jsonx', 'application/json-seq'].map((type) => jsonDeclared(`JSON declared ${type}`, type)),
      isAccepted,
    ),
  );
});
