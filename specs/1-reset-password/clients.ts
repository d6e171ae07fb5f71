import { stimulus, type Stimulus } from '../../harness/model/exchange.ts';
import type { Target } from '../../harness/model/target.ts';
import type { Header, Request } from '../../harness/model/message.ts';
import { path } from '../calls/reset-password.ts';

/**
 * The four published samples as they arrive at a server, the recipient and the versions apart.
 *
 * A self-test runs the real clients and compares: see `selftest/clients`.
 */
function sample(
  name: string,
  headers: readonly Header[],
  body: (address: string) => string,
  rest: Partial<Request> = {},
): Stimulus {
  return stimulus(
    name,
    (to: Target) => ({ method: 'POST', path, headers, body: Buffer.from(body(to.accountEmail)), ...rest }),
    { hasEffect: true, asPublished: true, combination: 'a published sample as it is' },
  );
}

const contentType: Header = ['Content-Type', 'application/json; charset=utf-8'];

/** curl drops the empty Authorization; the sample's body is pretty-printed. */
export const curl = sample(
  'sample: curl',
  [['User-Agent', 'curl/8.5.0'], ['Accept', '*/*'], contentType],
  (address) => `{\n  "email": ${JSON.stringify(address)}\n}`,
);

/** HTTPie drops the empty Authorization too. */
export const httpie = sample(
  'sample: HTTPie',
  [
    ['User-Agent', 'HTTPie/3.2.4'],
    ['Accept-Encoding', 'gzip, deflate'],
    ['Accept', 'application/json, */*;q=0.5'],
    contentType,
  ],
  (address) => `{"email": ${JSON.stringify(address)}}`,
);

/** Requests sends the empty Authorization. */
export const pythonRequests = sample(
  'sample: Python requests',
  [
    ['User-Agent', 'python-requests/2.32.3'],
    ['Accept-Encoding', 'gzip, deflate'],
    ['Accept', '*/*'],
    ['Authorization', ''],
    contentType,
  ],
  (address) => `{"email": ${JSON.stringify(address)}}`,
);

/** Node's `https` names no Accept, sends the empty Authorization, and sends its body chunked. */
export const node = sample(
  'sample: Node',
  [['Authorization', ''], contentType, ['User-Agent', 'node v20.20.2']],
  (address) => JSON.stringify({ email: address }),
  { framing: 'chunked' },
);
