import { type Answered, type Exchange, isAnswered, stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Inconclusive, NotApplicable } from '../../harness/model/outcome.ts';
import { jsonIfAny } from '../../harness/judge/rules.ts';
import { percentile } from '../../harness/statistics/percentile.ts';
import { rankTest } from '../../harness/statistics/rank-test.ts';
import { mediaType } from '../../harness/model/message.ts';
import { ownTimeMs } from '../../harness/model/phases.ts';
import { good, probe } from '../calls/reset-password.ts';
import { plainReset, unknownAddress } from '../calls/reset-password.ts';
import { isIssued } from '../calls/reset-password.ts';

/** Pairs of a known and an unknown address, the order of which alternates so that a drift touches both alike. */
const pairs = Array.from({ length: 12 }, (_, index) => {
  const known = stimulus(`known address, sample ${index + 1}`, (to) => good(to), { hasEffect: true });
  const unknown = stimulus(`unknown address, sample ${index + 1}`, (to) => probe(to));
  return { known, unknown, inOrder: index % 2 === 0 ? [known, unknown] : [unknown, known] };
});

/** Fewest samples of each kind for the normal approximation of the rank test. */
const fewestSamples = 8;
/** A run keeps at least this many resets for clauses that gate. */
const resetsToSpare = 30;
/** Below it chance is not taken for the reason. */
const significant = 0.01;

export const timingLoad = { requests: 2 * pairs.length, effects: pairs.length };

/** Says by what the answers to a known and to an unknown address can be told apart. */
export async function comparesLooks(context: ClauseContext): Promise<void> {
  await context.input('a known and an unknown address', async () => {
    const [known, unknown] = [await context.exchange(plainReset), await context.exchange(unknownAddress)];
    if (!isAnswered(known) || !isAnswered(unknown)) throw new Inconclusive('one of both brought no answer', 'target');
    if (!isIssued(known, context.target))
      throw new NotApplicable('a plain reset brings no token: nothing to compare with');
    const differences = [
      differenceOf('status', String(known.response.status), String(unknown.response.status)),
      ...differencesOfNames(known, unknown),
      differenceOf("the body's shape", shapeOf(known), shapeOf(unknown)),
    ].filter((each) => each !== undefined);
    context.observe(
      differences.length === 0
        ? "known and unknown addresses look alike (status, headers' names, the body's shape)"
        : `known and unknown addresses can be told apart by ${differences.join('; ')}`,
    );
  });
}

/** Says whether the answers to known and to unknown addresses can be told apart by the time they take. */
export async function comparesTimes(context: ClauseContext): Promise<void> {
  const { target, run } = context;
  if (!(target.embedded || target.profile === 'full') || run.budget.effectsLeft < resetsToSpare) {
    const need = `it needs ${pairs.length} resets of its own`;
    throw new NotApplicable(`${need}: PROFILE=full, and ${resetsToSpare} or more left of MAX_RESETS`);
  }
  await context.input('interleaved samples', async () => {
    const known: number[] = [];
    const unknown: number[] = [];
    for (const pair of pairs) {
      const sent = new Map<string, Exchange>();
      for (const each of pair.inOrder) sent.set(each.name, await context.exchange(each));
      const both = [sent.get(pair.known.name), sent.get(pair.unknown.name)] as const;
      if (both[0] === undefined || !isIssued(both[0], target) || both[1]?.response === undefined) continue;
      known.push(timeOf(both[0]));
      unknown.push(timeOf(both[1]));
    }
    if (known.length < fewestSamples) {
      throw new NotApplicable(`only ${known.length} of ${pairs.length} pairs were a reset and an answer: too few`);
    }
    const timing = timingOf(known, unknown);
    context.observe(`${timing.result}: ${timing.figures}`, timing.result);
  });
}

/** In whole milliseconds. Whether the connection was opened ahead depends on the exchange before, so that counts alike. */
function timeOf(exchange: Exchange): number {
  return Math.round(ownTimeMs(exchange));
}

function timingOf(known: readonly number[], unknown: readonly number[]): { result: string; figures: string } {
  const { p, effect } = rankTest(known, unknown);
  const medians = [known, unknown].map((sample) => percentile(sample, 50).toFixed(1));
  const verdict = p < significant ? 'can be told apart' : 'can not be told apart';
  return {
    result: `known and unknown addresses ${verdict} by time`,
    figures:
      `p = ${p.toPrecision(2)}, effect size ${effect.toFixed(2)} (rank-biserial), ` +
      `${known.length} samples each, medians ${medians.join(' and ')} ms`,
  };
}

function differenceOf(what: string, known: string, unknown: string): string | undefined {
  return known === unknown ? undefined : `${what} (${known} and ${unknown})`;
}

function differencesOfNames(known: Answered, unknown: Answered): string[] {
  const names = ({ response }: Answered): Set<string> => new Set(response.headers.map(([name]) => name.toLowerCase()));
  const only = (of: Set<string>, other: Set<string>): string[] => [...of].filter((name) => !other.has(name));
  const [first, second] = [names(known), names(unknown)];
  const of = (names: string[], whose: string): string[] =>
    names.length === 0 ? [] : [`headers of the ${whose} one alone (${names.join(', ')})`];
  return [...of(only(first, second), 'known'), ...of(only(second, first), 'unknown')];
}

/** The shape of a body: media type, and the names and types of the JSON's members. */
function shapeOf(exchange: Answered): string {
  if (exchange.response.body.length === 0) return 'empty';
  const body = jsonIfAny(exchange);
  const type = mediaType(exchange.response.headers) ?? 'no media type';
  return body === undefined ? type : `${type} ${shapeOfValue(body)}`;
}

function shapeOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'object') return typeof value;
  return `{${Object.entries(value)
    .map(([name, member]) => `${name}: ${typeof member}`)
    .sort()
    .join(', ')}}`;
}
