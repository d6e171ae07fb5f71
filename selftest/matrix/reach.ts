import { isDeepStrictEqual } from 'node:util';
import type { ClauseId } from '../../contract/register.ts';
import { silent } from '../../harness/judge/clause-context.ts';
import type { ClauseTest } from '../../harness/judge/clause-test.ts';
import { judge } from '../../harness/judge/judge.ts';
import { RunContext } from '../../harness/judge/run-context.ts';
import type { Exchange } from '../../harness/model/exchange.ts';
import type { Target } from '../../harness/model/target.ts';
import type { VerdictRecord } from '../../harness/model/verdict.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import type { SandboxAnswer } from '../../sandbox/message.ts';
import type { State } from '../../sandbox/state.ts';
import { suite } from '../../specs/suite.ts';
import { judgeAll, targetOf, withSandbox } from '../in-process.ts';
import { type Arrival, type Drawn, Replay, type Replayed } from './replay.ts';

/**
 * Which clauses a behaviour of the sandbox can reach, so that a row of the matrix judges these alone.
 *
 * The proof is a replay. What all clauses send to a sandbox that keeps the contract is recorded once. Then its application
 * is asked the same with the behaviour, without a server around it. Where each request of a clause gets the same answer,
 * octet for octet, the clause goes on as it did without the behaviour, by induction over its requests, and comes to the
 * same verdict. What the application does not decide alone is not replayed: a behaviour that takes its time, or that acts
 * where Node's parser refuses, may reach every clause.
 */

/** A request that came in while all clauses were judged, and its answer. */
interface Judged extends Arrival {
  readonly answer: SandboxAnswer;
  /** The clauses that look at its exchange; none where it was sent before the first. */
  readonly clauses: ReadonlySet<ClauseId>;
  /** Indices of the arrivals that brought the tokens that it names. */
  readonly needs: readonly number[];
}

/** What all clauses send to a sandbox that keeps the contract, and what comes back. */
export interface Reference {
  readonly drawn: Drawn;
  readonly arrivals: readonly Judged[];
  /** The exchanges, each with the clause for which it was sent: none for what went out before the first. */
  readonly exchanges: readonly { readonly exchange: Exchange; readonly sender?: ClauseId }[];
  readonly verdicts: ReadonlyMap<string, VerdictRecord>;
}

/**
 * Judges all clauses on a sandbox that keeps the contract, and keeps what came in.
 *
 * @throws Error where a replay does not answer as the sandbox did, and so proves nothing.
 */
export async function recordReference(): Promise<Reference> {
  const seen: (Omit<Judged, 'clauses' | 'needs'> & { readonly exchangesBefore: number })[] = [];
  const senders: { readonly id: ClauseId; readonly exchangesBefore: number }[] = [];
  let state: State | undefined;
  let run: RunContext | undefined;
  const counted = { tokens: 0, authTokens: 0 };
  const behaviour: Behaviour = {
    answer: (answer, request, context) => {
      ({ state } = context);
      const { tokens, authTokens } = state;
      seen.push({
        request,
        answer,
        at: Date.now(),
        tokens: tokens.slice(counted.tokens).map(({ value }) => value),
        authTokens: authTokens.slice(counted.authTokens).map(({ value }) => value),
        exchangesBefore: run?.recording.exchanges.length ?? 0,
      });
      Object.assign(counted, { tokens: tokens.length, authTokens: authTokens.length });
      return answer;
    },
  };
  const { judged, password } = await withSandbox({ behaviour }, async (sandbox) => ({
    judged: await judgeAll(targetOf(sandbox), undefined, (id, context) => {
      run = context;
      senders.push({ id, exchangesBefore: context.recording.exchanges.length });
    }),
    password: sandbox.accountPassword,
  }));
  if (state === undefined) throw new Error('nothing came in');

  const verdicts = [...judged.verdicts.values()];
  const exchanges = judged.run.recording.exchanges.map((exchange) => {
    const sender = senders.findLast(({ exchangesBefore }) => exchangesBefore < exchange.id)?.id;
    return { exchange, ...(sender !== undefined && { sender }) };
  });
  const clausesOf = ({ exchange, sender }: (typeof exchanges)[number]): readonly ClauseId[] => {
    const looking = verdicts.filter((each) => each.exchanges.includes(exchange.id)).map(({ id }) => id as ClauseId);
    return sender === undefined ? looking : [sender, ...looking];
  };
  const arrivals = seen.map(({ exchangesBefore, ...arrival }, index) => {
    // What goes out together comes in before any of it is recorded.
    const last = seen.slice(index).find((other) => other.exchangesBefore > exchangesBefore)?.exchangesBefore;
    return {
      ...arrival,
      clauses: new Set(exchanges.slice(exchangesBefore, last).flatMap(clausesOf)),
      needs: seen.flatMap((other, at) => (at < index && names(arrival, other) ? at : [])),
    };
  });
  const drawn = { uuids: state.uuids, password };
  const replayed = answersOf({}, drawn, arrivals);
  const other = arrivals.find(({ answer }, index) => !isDeepStrictEqual(replayed[index], answer));
  if (other === undefined) return { drawn, arrivals, exchanges, verdicts: judged.verdicts };
  throw new Error(`a replay answers ${other.request.method} ${other.request.target} unlike the sandbox`);
}

const idsOf = (tests: readonly ClauseTest[]): readonly ClauseId[] => tests.map(({ clause }) => clause.id as ClauseId);

/** The clauses that look over what the others have sent. */
const overTraffic = idsOf(suite.areas.filter((area) => area.overTraffic === true).flatMap(({ tests }) => tests));

/** Of these the ones that hold of every exchange: they are judged over whatever was sent. */
const invariants = idsOf(suite.tests.filter(({ clause }) => clause.invariant === true));

/** The rest of them, which measure all traffic, such as how long resets take: over less of it they come to nothing. */
const measuring = overTraffic.filter((id) => !invariants.includes(id));

/** The calls that the one under test leads to: their clauses share the steps of one journey, and what came of them. */
const ofJourney = idsOf(suite.tests.filter(({ clause }) => !clause.id.startsWith('RP-')));

/** True where one of the clauses may ask for it. */
const isSentFor = (reached: ReadonlySet<ClauseId>, { clauses }: Judged): boolean =>
  [...clauses].some((id) => reached.has(id) && !overTraffic.includes(id));

/**
 * The clauses that may come to another verdict under a behaviour.
 *
 * @returns Their ids in no order; undefined where it may be any.
 */
export function reachOf(behaviour: Behaviour, { drawn, arrivals }: Reference): ReadonlySet<ClauseId> | undefined {
  if (actsBelowTheApplication(behaviour)) return undefined;
  const answers = answersOf(behaviour, drawn, arrivals);
  const changed = arrivals.filter(({ answer }, index) => !isDeepStrictEqual(answers[index], answer));
  const isBefore = ({ clauses }: Judged): boolean => clauses.size === 0;
  if (changed.some(isBefore)) return undefined;
  const touches = (each: Judged): boolean => [each, ...neededBy(each, arrivals)].some((one) => changed.includes(one));
  const reached = new Set(arrivals.filter(touches).flatMap(({ clauses }) => [...clauses]));
  if (ofJourney.some((id) => reached.has(id))) for (const id of ofJourney) reached.add(id);

  // These clauses alone send less before each request. A behaviour that goes by what came before shows by that.
  const sent = arrivals.filter((each) => isSentFor(reached, each));
  const needed = new Set([...sent, ...sent.flatMap((each) => neededBy(each, arrivals))]);
  const fewer = arrivals.filter((each) => isBefore(each) || needed.has(each));
  const [plain, other] = [answersOf({}, drawn, fewer), answersOf(behaviour, drawn, fewer)];
  if (fewer.some((each, index) => changed.includes(each) === isDeepStrictEqual(plain[index], other[index])))
    return undefined;
  return new Set([...reached, ...invariants, ...(answers.includes('late') ? measuring : [])]);
}

/** The arrivals without which one would name no token, or another one. */
function neededBy({ needs }: Judged, arrivals: readonly Judged[]): readonly Judged[] {
  return needs.flatMap((index) => arrivals[index] ?? []).flatMap((each) => [each, ...neededBy(each, arrivals)]);
}

/**
 * Judges the clauses that a behaviour reaches, on a sandbox that shows it. For those that measure all traffic, the
 * reference stands in for what the others would have sent.
 */
export async function judgeReached(
  target: Target,
  reached: ReadonlySet<ClauseId>,
  reference: Reference,
): Promise<Awaited<ReturnType<typeof judgeAll>>> {
  const measured = measuring.filter((id) => reached.has(id));
  const { verdicts, run } = await judgeAll(
    target,
    [...reached].filter((id) => !measured.includes(id)),
  );
  if (measured.length === 0) return { verdicts, run };
  const whole = new RunContext(target, suite, Date.now());
  const sent = run.recording.exchanges;
  const notSent = reference.exchanges.filter(
    ({ exchange: { name }, sender }) =>
      (sender === undefined || !reached.has(sender)) && !sent.some((each) => each.name === name),
  );
  for (const exchange of [...notSent.map((each) => each.exchange), ...sent]) whole.recording.add(exchange);
  for (const test of suite.tests) if (measured.includes(test.clause.id as ClauseId)) await judge(test, whole, silent);
  return { verdicts: new Map([...verdicts, ...whole.verdicts]), run };
}

function actsBelowTheApplication(behaviour: Behaviour): boolean {
  const { onExpectation, onMalformed, lenientParser, onLargeHead, policy } = behaviour;
  const ofTheServer = [onExpectation, onMalformed, lenientParser, onLargeHead, policy?.largestBody];
  return ofTheServer.some((each) => each !== undefined);
}

function answersOf(behaviour: Behaviour, drawn: Drawn, arrivals: readonly Arrival[]): readonly Replayed[] {
  const replay = new Replay(behaviour, drawn);
  return arrivals.map((each) => replay.answer(each));
}

/** True where a request names a token that was issued for another one. */
function names({ request }: Arrival, { tokens, authTokens }: Arrival): boolean {
  return [...tokens, ...authTokens].some(
    (token) =>
      request.target.includes(token) ||
      request.body.includes(token) ||
      request.headers.authorization?.includes(token) === true,
  );
}
