import { type APIRequestContext, test as runner, type TestDetails } from '@playwright/test';
import { isTroubled } from '../client/client.ts';
import { isLimited, waitAfterLimitMs } from '../http/not-now.ts';
import { routeTo } from '../http/route.ts';
import type { RunContext } from '../judge/run-context.ts';
import { isComparable, keepTestimony, outlineOf, type Testimony } from '../judge/witness.ts';
import { mayHaveTakenEffect } from '../model/effects.ts';
import type { Exchange, Stimulus } from '../model/exchange.ts';
import type { Request } from '../model/message.ts';
import { Inconclusive } from '../model/outcome.ts';
import type { Target } from '../model/target.ts';
import type { Trouble, TroubleKind } from '../model/trouble.ts';
import { note } from '../run/notes.ts';
import type { SuiteTest } from './tests.ts';

/** How often Playwright's client asks at most where a limit or the way is in between. */
const attempts = 3;

/** Type of the annotation by which the test of the witness is known: it judges no clause. */
export const witnessAnnotation = 'witness';

/** How the test of the witness is declared. */
export const witnessDetails: TestDetails = { annotation: { type: witnessAnnotation } };

/**
 * A suite's `test` whose `request` fixture takes the way that the run takes: the same proxy and client certificate.
 * Certificates of targets are verified as everywhere.
 *
 * @param test The one that the clauses are tests of, so that they share a worker.
 */
export function witnessFor(test: SuiteTest) {
  return test.extend({
    ignoreHTTPSErrors: false,
    proxy: async ({ runContext }, use) => use(proxyOf(runContext.target)),
    clientCertificates: async ({ runContext }, use) => use(certificatesOf(runContext.target)),
  });
}

/**
 * Sends the good request by Playwright's own client too, and compares what the two clients got: a fault of our client
 * must never be blamed on a target.
 *
 * @throws Error with one line where the two disagree; the run is an error then.
 */
export async function hearWitness(run: RunContext, request: APIRequestContext): Promise<void> {
  const testimony = await testimonyOf(run, request);
  if (run.folder !== undefined) keepTestimony(run.folder, testimony);
  if ('leftOut' in testimony) {
    const message = `no second client bears out what ours sees: ${run.secrets.redact(testimony.leftOut)}`;
    if (run.folder !== undefined) note(run.folder, { kind: 'warning', message });
    runner.skip(true, message);
  } else if (!testimony.agrees) {
    const error = new Error(run.secrets.redact(testimony.message));
    // The stack would show the harness, where nobody needs to look.
    error.stack = error.message;
    throw error;
  }
}

async function testimonyOf(run: RunContext, request: APIRequestContext): Promise<Testimony> {
  const unable = whyUnable(run.target);
  if (unable !== undefined) return { leftOut: unable };
  try {
    return await compared(run, request);
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error;
    return { leftOut: error.message };
  }
}

async function compared(run: RunContext, request: APIRequestContext): Promise<Testimony> {
  await run.outage.admit();
  const { goodRequest } = run.suite;
  const recorded = run.recording.exchanges.find(({ name, auxiliary }) => name === goodRequest.name && !auxiliary);
  const ours = recorded ?? (await run.client.send(goodRequest));
  if (!isComparable(ours))
    return { leftOut: `our client got ${ours.trouble?.message ?? 'an answer beyond its limits'}` };
  const theirs = await ask(run, request, `${goodRequest.name}, by Playwright`);
  if (outlineOf(ours) === outlineOf(theirs)) return { agrees: true };
  if (!isComparable(theirs)) return { leftOut: `Playwright's client got ${outlineOf(theirs)}` };

  // In an order that no target answers by turns: one that answers the same client in two ways is at odds with itself.
  const theirsAgain = await ask(run, request, `${goodRequest.name}, by Playwright, again`);
  const oursAgain = await run.client.send({ ...goodRequest, name: `${goodRequest.name}, again`, auxiliary: true });
  if (outlineOf(ours) !== outlineOf(oursAgain) || outlineOf(theirs) !== outlineOf(theirsAgain)) {
    return { leftOut: 'the target answers the same request of the same client in several ways' };
  }
  await run.outage.isTargetWell();
  await run.outage.admit();
  return {
    agrees: false,
    message:
      `our client and Playwright's disagree on the good request: ours gets ${outlineOf(ours)}; ` +
      `Playwright's gets ${outlineOf(theirs)}. ${servedAlone(ours, theirs)}`,
    exchanges: [ours.id, theirs.id],
  };
}

/** Which of the two the target serves, where it serves one. */
function servedAlone(ours: Exchange, theirs: Exchange): string {
  const [isOurs, isTheirs] = [ours, theirs].map(({ response }) => (response?.status ?? 500) < 400);
  if (isOurs === isTheirs) return 'Compare what the two have sent';
  return `The target serves ${isOurs === true ? 'ours and not' : 'not ours but'} Playwright's: compare the case of header names, the HTTP version and TLS`;
}

/** Sends the good request by Playwright's client, and records it as no evidence for any clause. */
async function ask(run: RunContext, context: APIRequestContext, name: string): Promise<Exchange> {
  const stimulus = { ...run.suite.goodRequest, name };
  for (let attempt = 1; ; attempt += 1) {
    const exchange = await askOnce(run, context, stimulus);
    const { response } = exchange;
    if (attempt === attempts || (!isTroubled(exchange) && !(response !== undefined && isLimited(response))))
      return exchange;
    await run.budget.wait(
      response !== undefined && isLimited(response) ? waitAfterLimitMs(response, attempt, Date.now()) : 150,
      'limited',
    );
  }
}

async function askOnce(run: RunContext, context: APIRequestContext, stimulus: Stimulus): Promise<Exchange> {
  const { client, budget, connections, recording, target } = run;
  const request = inOtherCase(client.prepared(stimulus));
  await budget.admit(stimulus.hasEffect);
  connections.closeSpares();
  const startedAt = new Date();
  const result = await fetched(context, request, target);
  if (stimulus.hasEffect && !mayHaveTakenEffect(result.response?.status)) budget.release();
  return recording.add({
    name: stimulus.name,
    hasEffect: stimulus.hasEffect,
    protocolLevel: false,
    auxiliary: true,
    request,
    // What Playwright was asked to send: it does not show what it sent.
    sentHead: [`${request.method} ${request.path} HTTP/1.1`, ...request.headers.map((each) => each.join(': '))].join(
      '\r\n',
    ),
    ...result,
    interim: [],
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    earlier: [],
  });
}

/** Header names as this client has them by itself: names compare without case (RFC 9110 5.1). */
function inOtherCase(request: Request): Request {
  return { ...request, headers: request.headers.map(([name, value]) => [name.toLowerCase(), value]) };
}

async function fetched(
  context: APIRequestContext,
  { method, path, headers, body }: Request,
  { baseUrl, requestTimeoutMs }: Target,
): Promise<Pick<Exchange, 'response' | 'trouble'>> {
  try {
    const response = await context.fetch(`${baseUrl}${path}`, {
      method,
      headers: Object.fromEntries(headers),
      ...(body === undefined ? {} : { data: Buffer.from(body) }),
      // A redirect is an answer to be judged.
      maxRedirects: 0,
      timeout: requestTimeoutMs,
    });
    return {
      response: {
        status: response.status(),
        reason: response.statusText(),
        httpVersion: '1.1',
        headers: response.headersArray().map(({ name, value }) => [name, value]),
        body: await response.body(),
        truncated: false,
        interim: [],
        unexpectedContent: 0,
      },
    };
  } catch (error) {
    return { trouble: troubleIn(error) };
  }
}

const kinds: readonly (readonly [RegExp, TroubleKind])[] = [
  [/ECONNREFUSED/, 'refused'],
  [/ECONNRESET|EPIPE/, 'reset'],
  [/socket hang up/, 'closed'],
  [/aborted/, 'incomplete'],
  [/timed? ?out|ETIMEDOUT/i, 'timeout'],
  [/HPE_|Parse Error/, 'malformed'],
  [/ENOTFOUND|EAI_AGAIN/, 'name-resolution'],
  [/certificate|CERT_|ERR_TLS|ERR_SSL|EPROTO/i, 'tls'],
];

/** What Playwright's client fails with. Its own words show the URL and all headers, so none of them is kept. */
function troubleIn(error: unknown): Trouble {
  const text = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
  const kind = kinds.find(([pattern]) => pattern.test(text))?.[1] ?? 'unreachable';
  return { kind, message: `Playwright's client gets no answer: ${kind}` };
}

/** Why Playwright's client can't take the way that ours takes; undefined where it can. */
function whyUnable({ dial = {}, baseUrl }: Target): string | undefined {
  const { named, place } = routeTo(new URL(baseUrl), dial);
  if (place.host !== named.host || place.port !== named.port) return "Playwright's client has no CONNECT_TO";
  if (dial.ca !== undefined && baseUrl.startsWith('https:')) {
    return "Playwright's client has no CA_FILE; name the authority in NODE_EXTRA_CA_CERTS instead";
  }
  return undefined;
}

function proxyOf({ dial, baseUrl }: Target) {
  const { proxy } = routeTo(new URL(baseUrl), dial);
  if (proxy === undefined) return undefined;
  const host = proxy.host.includes(':') ? `[${proxy.host}]` : proxy.host;
  return { server: `${proxy.secure ? 'https' : 'http'}://${host}:${proxy.port}`, ...proxy.credentials };
}

function certificatesOf({ dial, baseUrl }: Target) {
  const shown = dial?.clientCertificate;
  if (shown === undefined) return [];
  const { cert, key, passphrase } = shown;
  return [
    {
      origin: new URL(baseUrl).origin,
      cert: Buffer.from(cert),
      key: Buffer.from(key),
      ...(passphrase === undefined ? {} : { passphrase }),
    },
  ];
}
