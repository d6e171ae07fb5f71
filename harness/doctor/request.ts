import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { fail, ok, printable, reasonOf, stepTimeoutMs, warn, type Check } from './check.ts';

/** How far the two clocks may be apart before tokens with a lifetime of hours look wrong, in seconds. */
const clockToleranceSeconds = 60;

/**
 * Sends one request that can do no harm, an empty JSON object to a call that needs a member, and judges the answer's
 * code and its `Date` header (RFC 9110 6.6.1).
 * @param url the call's full URL; it is documented to answer 400.
 */
export async function checkRequest(url: URL): Promise<Check[]> {
  let response: IncomingMessage;
  try {
    response = await postEmptyObject(url);
  } catch (error) {
    const mend = 'check that the target is up, and that BASE_URL has the right scheme and port';
    return [fail('request', `POST {} gets no answer: ${reasonOf(error)}`, mend)];
  }
  return [judgeCode(response), judgeClock(response.headers.date)];
}

async function postEmptyObject(url: URL): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((settle, reject) => {
    const request = send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: '*/*', 'user-agent': 'timp-conformance-doctor' },
      agent: false,
      signal: AbortSignal.timeout(stepTimeoutMs),
    });
    request.on('error', reject);
    request.once('response', (response) => {
      settle(response);
      // The code and the headers suffice: the body may be endless.
      response.destroy();
    });
    request.end('{}');
  });
}

function judgeCode({ statusCode = 0, headers }: IncomingMessage): Check {
  const type = headers['content-type'];
  const answer = `POST {} gets ${statusCode}${type === undefined ? '' : ` (${printable(type)})`}`;
  if (statusCode === 400 && !/html/i.test(type ?? '')) return ok('request', answer);
  if (statusCode === 429 || (statusCode === 503 && headers['retry-after'] !== undefined)) {
    return warn('request', `${answer}: the target limits requests`, 'wait, or lower REQUESTS_PER_SECOND');
  }
  if (statusCode >= 500) return fail('request', `${answer}: the target is in trouble`, 'ask its operators');
  if (statusCode === 401 || statusCode === 403) {
    return fail('request', `${answer}: something stands before the call`, 'check proxies and access lists');
  }
  if (statusCode === 422 || statusCode === 415) {
    return warn('request', `${answer}, where 400 is documented`, 'see what npm run conformance says of it');
  }
  return fail('request', `${answer}, where 400 is documented`, 'check that BASE_URL is the API, not a web server');
}

function judgeClock(date: string | undefined): Check {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return warn('clock', 'the answer has no Date to compare with', 'nothing, if that is meant');
  const apart = Math.round((theirs - Date.now()) / 1000);
  return Math.abs(apart) > clockToleranceSeconds
    ? warn('clock', `the target's is ${Math.abs(apart)} s ${apart > 0 ? 'ahead' : 'behind'}`, 'set both by NTP')
    : ok('clock', `the target's agrees within ${clockToleranceSeconds} s`);
}
