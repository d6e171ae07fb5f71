import { expect, test } from '@playwright/test';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { type Ended, start } from '../command.ts';
import { hostile } from '../http/hostile-behaviours.ts';
import { needs } from '../needs.ts';
import { watchMemory } from './tree-memory.ts';

/** Clauses that send most of what a run sends, and those that look over it. */
const clauses = ['--grep', 'RP-(?:OK|400|405|415|422|ERR)-'];

/** All hostile behaviours, one answer each in turn. */
function inTurn(): Behaviour {
  const all = Object.values(hostile).map((make) => make());
  const of = (number: number): Behaviour => all[number % all.length] ?? {};
  return {
    answer: (answer, request, context) => of(request.number).answer?.(answer, request, context) ?? answer,
    write: (answer, request, wire, context) => of(request.number).write?.(answer, request, wire, context) ?? false,
  };
}

/** Runs the command, and gives the most memory that all its processes held together, in bytes. */
async function runWatched(behaviour: Behaviour): Promise<Ended & { readonly peakBytes: number }> {
  const sandbox = await startSandbox({ behaviour });
  try {
    const { child, ended } = start(
      'run',
      {
        BASE_URL: sandbox.baseUrl,
        ACCOUNT_EMAIL: sandbox.accountEmail,
        ACCOUNT_PASSWORD: sandbox.accountPassword,
        SEED: '1',
        RUN_BUDGET_SECONDS: '200',
      },
      clauses,
    );
    const unwatch = watchMemory(child.pid ?? 0);
    return { ...(await ended), peakBytes: unwatch() };
  } finally {
    await sandbox.close();
  }
}

let good: Promise<number> | undefined;

/** What a run of a good target holds. */
function peakOfGood(): Promise<number> {
  good ??= runWatched({}).then(({ lastLine, output, peakBytes }) => {
    expect(lastLine, output).toMatch(/^CONFORMANT {2}/);
    return peakBytes;
  });
  return good;
}

/** Medians lie between 1.04 and 1.33: most of it goes into text that slows patterns down. */
const mostTimesGood = 1.45;
/** A garbage collector that comes late adds a tenth or more, and never takes any away: the least of so many runs counts. */
const mostRuns = 3;

/** Kinds that differ in what they use up, and what comes of each: its answers are wrong, harmless, or too long to judge. */
const kinds: readonly (readonly [kind: string, behaviour: () => Behaviour, lastLine: RegExp])[] = [
  ['many members', hostile['many-members'], /^NONCONFORMANT {2}/],
  ['many header fields', hostile['many-headers'], /^CONFORMANT {2}/],
  ['small answers that unpack to large ones', hostile['packed-bombs'], /^INCONCLUSIVE {2}/],
  ['text that slows patterns down', hostile['slow-for-patterns'], /^INCONCLUSIVE {2}/],
  ['all kinds in turn', inTurn, /^NONCONFORMANT {2}/],
];

for (const [kind, behaviour, verdict] of kinds) {
  test(`a target that is made to use up memory gets little more of it than a good one: ${kind}`, async () => {
    needs('Pss');
    const most = mostTimesGood * (await peakOfGood());
    let least = Infinity;
    for (let runs = 0; runs < mostRuns && least > most; runs += 1) {
      const { lastLine, output, peakBytes } = await runWatched(behaviour());
      expect(lastLine, output).toMatch(verdict);
      least = Math.min(least, peakBytes);
    }
    expect(least).toBeLessThanOrEqual(most);
  });
}
