import { type Exchange, isAnswered, type Stimulus } from '../model/exchange.ts';
import { type AccessRefusal, accessRefusal } from '../http/access-refusal.ts';
import { remedyForAlert } from '../http/client-certificate.ts';
import { clockAllowanceMs, clockOffsetMs } from '../http/clock-offset.ts';
import { handshakeFlawOf } from './handshake-flaw.ts';
import type { RunContext } from './run-context.ts';
import { Inconclusive } from '../model/outcome.ts';
import type { Blame } from '../model/verdict.ts';
import { fieldValue, mediaType } from '../model/message.ts';
import type { Trouble, TroubleKind } from '../model/trouble.ts';
import { redactResponse } from '../secrets/redact-response.ts';

/** What tells the API from any other server at the same address. */
export interface PreflightStimuli {
  /** A request to the call under test that touches no account: the canary. */
  readonly call: Stimulus;
  /** The same request to a path that the API does not have. */
  readonly nowhere: Stimulus;
  /** Requests to other calls of the API that touch no account. */
  readonly others: readonly Stimulus[];
}

/** Why no clause can be judged on this target. */
export interface Stop {
  readonly blame: Blame;
  /** One line: what is wrong, where, and how to fix it. */
  readonly message: string;
}

const advice: Readonly<Record<TroubleKind, string>> = {
  'name-resolution': 'check the spelling of BASE_URL, and the name server',
  refused: 'check that the target runs, and the port in BASE_URL',
  unreachable: 'check the network, and BASE_URL',
  proxy: 'check the address, the user and the password in HTTPS_PROXY or HTTP_PROXY, or list the host in NO_PROXY',
  tls: 'check the certificate and the scheme of BASE_URL, or see npm run doctor',
  reset: 'check that BASE_URL speaks HTTP with this scheme',
  closed: 'check that BASE_URL speaks HTTP with this scheme',
  incomplete: 'check the target, and what stands before it',
  timeout: 'check that the target is up, or raise REQUEST_TIMEOUT_MS',
  malformed: 'check that BASE_URL is the address of an HTTP server',
  surplus: 'check the target, and what stands before it',
};

/**
 * Finds out, with a handful of harmless requests, whether the API is there at all.
 *
 * An API that is there but broken is no reason to stop: judging it is what the run is for.
 *
 * @returns the reason to stop, or undefined where the clauses can be judged.
 */
export async function preflight(run: RunContext, stimuli: PreflightStimuli): Promise<Stop | undefined> {
  const { baseUrl } = run.target;
  const auxiliary = (stimulus: Stimulus): Promise<Exchange> =>
    run.client.send({ ...stimulus, auxiliary: true, onTrouble: 'judge' });
  try {
    const first = await auxiliary(stimuli.call);
    const seen = isWhole(first) ? first : await auxiliary(stimuli.call);
    const { response, trouble } = seen;
    if (response === undefined) {
      const flaw = trouble === undefined ? undefined : await handshakeFlawOf(trouble, run.target);
      if (flaw !== undefined) {
        // For the clauses that are about it to say; for all others the target is away.
        run.outage.refuse(flaw);
        return undefined;
      }
      const broke = trouble ?? { kind: 'closed', message: 'no response' };
      // Something that answers elsewhere is an API with a broken call, and that is for the clauses to say.
      if (speaksHttp(broke.kind) && (await answersLikeAnApi(run, stimuli, auxiliary))) return undefined;
      return { blame: blameOf(broke.kind), message: `${broke.message}: ${adviceOn(broke, run)}` };
    }
    const refusal = refusalIn(seen, run);
    // What the canary is answered now tells the application from what may come between later.
    if (isWhole(seen)) run.outage.look(seen);
    // A refusal is the API's; 500 is an application's own answer, and its failure is for the clauses to say.
    if (refusal === undefined && [400, 422, 500].includes(response.status)) return undefined;
    if (refusal === undefined) {
      const nowhere = await auxiliary(stimuli.nowhere);
      const alike = nowhere.response?.status === response.status && typeOf(nowhere) === typeOf(seen);
      if (!alike) return undefined;
    }
    // What refuses this call alone is the API's own fault, and for the clauses to say.
    if (await answersLikeAnApi(run, stimuli, auxiliary)) return undefined;
    if (refusal !== undefined) {
      return { blame: 'network', message: run.secrets.redact(`${refusal.says}: ${refusal.remedy}`) };
    }
    return { blame: blameOfStatus(response.status), message: strangerLine(baseUrl, seen) };
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error;
    return { blame: error.blame, message: error.message };
  }
}

/** How far the target's clock is from ours, in words, where it is too far; undefined otherwise. */
export function clockWarning(run: RunContext): string | undefined {
  for (const exchange of run.recording.exchanges) {
    if (!isAnswered(exchange)) continue;
    const offMs = clockOffsetMs(fieldValue(exchange.response.headers, 'Date'), Date.parse(exchange.startedAt));
    if (offMs === undefined || Math.abs(offMs) <= clockAllowanceMs) return undefined;
    const seconds = Math.round(Math.abs(offMs) / 1000);
    return `the target's clock is ${seconds} s ${offMs > 0 ? 'ahead of' : 'behind'} ours, by its Date header: set the one that is off`;
  }
  return undefined;
}

async function answersLikeAnApi(
  run: RunContext,
  { others }: PreflightStimuli,
  send: (stimulus: Stimulus) => Promise<Exchange>,
): Promise<boolean> {
  for (const stimulus of others) {
    const exchange = await send(stimulus);
    const isRefused = [400, 422].includes(exchange.response?.status ?? 0);
    if (isRefused && refusalIn(exchange, run) === undefined) return true;
  }
  return false;
}

function refusalIn({ response }: Exchange, { secrets, target }: RunContext): AccessRefusal | undefined {
  return response === undefined ? undefined : accessRefusal(redactResponse(response, secrets), target);
}

function adviceOn(trouble: Trouble, { target }: RunContext): string {
  return remedyForAlert(trouble, target.dial) ?? advice[trouble.kind];
}

function isWhole({ response }: Exchange): boolean {
  return response !== undefined && ![502, 503, 504].includes(response.status);
}

function typeOf({ response }: Exchange): string | undefined {
  return response === undefined ? undefined : mediaType(response.headers);
}

function speaksHttp(kind: TroubleKind): boolean {
  return !['name-resolution', 'refused', 'unreachable', 'proxy', 'tls'].includes(kind);
}

function blameOf(kind: TroubleKind): Blame {
  return ['name-resolution', 'unreachable', 'proxy', 'tls'].includes(kind) ? 'network' : 'target down';
}

function blameOfStatus(status: number): Blame {
  return status >= 500 ? 'target down' : 'network';
}

function strangerLine(baseUrl: string, { response }: Exchange): string {
  if (response === undefined) return `nothing answers`;
  const { status, headers } = response;
  const location = fieldValue(headers, 'Location');
  if (status >= 300 && status < 400) {
    const to =
      location !== undefined && URL.canParse(location, baseUrl) ? new URL(location, baseUrl).origin : 'elsewhere';
    return `every path redirects to ${to}: a log-in page or captive portal stands before the API; check BASE_URL and the network`;
  }
  if ([502, 503, 504].includes(status))
    return `the gateway answers ${status} for every path: the service behind it is down`;
  if (status >= 200 && status < 300 && mediaType(headers) === 'text/html') {
    return `every path gets the same page (${status}, text/html): a web server, a log-in page or a captive portal, not the API; check BASE_URL and the network`;
  }
  return `the call is answered ${status}, as a path that does not exist is: this server is not the API; check BASE_URL`;
}
