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

/** Kinds that differ in what they use up, each by itself. */
const alone = ['many-members', 'many-headers', 'packed-bombs', 'slow-for-patterns'] as const;

for (const kind of [...alone, 'all in turn'] as const) {
  test(`a target that is made to use up memory gets little more of it than a good one: ${kind}`, async () => {
    needs('Pss');
    const most = 1.2 * (await peakOfGood());
    const { lastLine, output, peakBytes } = await runWatched(kind === 'all in turn' ? inTurn() : hostile[kind]());
    expect(lastLine, output).toMatch(/^NONCONFORMANT {2}/);
    expect(peakBytes).toBeLessThanOrEqual(most);
  });
}
