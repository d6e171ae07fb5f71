import { accessRefusal } from '../http/access-refusal.ts';
import { remedyForAlert } from '../http/client-certificate.ts';
import { clockAllowanceMs, clockOffsetMs } from '../http/clock-offset.ts';
import { Connection, openConnection } from '../http/connection.ts';
import { isLimited } from '../http/not-now.ts';
import type { DialOptions } from '../model/dial-options.ts';
import { fieldValue, type Header, mediaType, type Request, type Response, withExtraHeaders } from '../model/message.ts';
import type { Trouble } from '../model/trouble.ts';
import { fail, ok, printable, stepTimeoutMs, warn, type Check } from './check.ts';

/** An empty JSON object to a call that needs a member: it can do no harm. */
const harmless: Omit<Request, 'path'> = {
  method: 'POST',
  headers: [
    ['User-Agent', 'timp-conformance-doctor'],
    ['Accept', '*/*'],
    ['Content-Type', 'application/json'],
  ],
  body: Buffer.from('{}'),
};

/**
 * Sends one request that can do no harm, and judges the answer's code and its `Date` header (RFC 9110 6.6.1). Its
 * content is not read, unless it is a page: then it is asked for once more, since its title may tell who refuses access.
 *
 * @param url The call's full URL; it is documented to answer 400.
 * @param extraHeaders What a gateway wants on every request.
 */
export async function checkRequest(
  url: URL,
  options?: DialOptions,
  extraHeaders: readonly Header[] = [],
): Promise<Check[]> {
  const head = await postEmptyObject(url, options, extraHeaders);
  const isPage = !('kind' in head) && mediaType(head.headers) === 'text/html';
  const answer = isPage ? await postEmptyObject(url, options, extraHeaders, false) : head;
  if ('kind' in answer) {
    const remedy =
      remedyForAlert(answer, options) ??
      (answer.kind === 'tls'
        ? 'if the target asks for a client certificate, set CLIENT_CERT and CLIENT_KEY'
        : 'check that the target is up, and that BASE_URL has the right scheme and port');
    return [fail('request', `POST {} gets no answer: ${printable(answer.message)}`, remedy)];
  }
  return [judgeCode(answer, extraHeaders), judgeClock(fieldValue(answer.headers, 'Date'))];
}

async function postEmptyObject(
  url: URL,
  options: DialOptions | undefined,
  extraHeaders: readonly Header[],
  headOnly = true,
): Promise<Response | Trouble> {
  const opened = await openConnection(new URL(url.origin), stepTimeoutMs, options);
  if (!(opened instanceof Connection)) return opened;
  const headers = withExtraHeaders(harmless.headers, extraHeaders);
  const request = { ...harmless, headers, path: `${url.pathname}${url.search}` };
  const wish = { timeoutMs: stepTimeoutMs, keepAlive: false, headOnly };
  const { response, trouble } = await opened.exchange(request, wish);
  return response ?? trouble ?? { kind: 'closed', message: 'nothing came' };
}

function judgeCode(response: Response, extraHeaders: readonly Header[]): Check {
  const { status, headers } = response;
  const type = fieldValue(headers, 'Content-Type');
  const answer = `POST {} gets ${status}${type === undefined ? '' : ` (${printable(type)})`}`;
  const refusal = accessRefusal(response, { extraHeaders });
  if (refusal !== undefined) return fail('request', `${answer}: access is refused before the call`, refusal.remedy);
  if (status === 400 && !/html/i.test(type ?? '')) return ok('request', answer);
  if (isLimited(response)) {
    return warn('request', `${answer}: the target limits requests`, 'wait, or lower REQUESTS_PER_SECOND');
  }
  if (status >= 500) return fail('request', `${answer}: the target is in trouble`, 'ask its operators');
  if (status === 422 || status === 415) {
    return warn('request', `${answer}, where 400 is documented`, 'see what npm run conformance says of it');
  }
  return fail('request', `${answer}, where 400 is documented`, 'check that BASE_URL is the API, not a web server');
}

function judgeClock(date: string | undefined): Check {
  const offMs = clockOffsetMs(date, Date.now());
  if (offMs === undefined) return warn('clock', 'the answer has no Date to compare with', 'nothing, if that is meant');
  const apart = Math.round(Math.abs(offMs) / 1000);
  return Math.abs(offMs) > clockAllowanceMs
    ? warn('clock', `the target's is ${apart} s ${offMs > 0 ? 'ahead' : 'behind'}`, 'set both by NTP')
    : ok('clock', `the target's agrees within ${clockAllowanceMs / 1000} s`);
}
