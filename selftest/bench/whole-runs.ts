import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../harness/project/root.ts';
import { startSandbox } from '../../sandbox/start.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox/start.ts';
import { suite } from '../../specs/suite.ts';
import type { Figure } from './figures.ts';
import { type Cost, costOf } from './process-cost.ts';

/*
 * What whole runs cost, over what the runner costs by itself with as many tests that do nothing. The sandbox runs in this
 * process, so its share is in no figure.
 */

/** The most that the figures may be, as ratios. */
const marks = { run: 2, health: 1.5, memory: 1.3, failing: 2 };

/** A target that breaks more than thirty clauses: what it refuses it refuses with another code. */
const failing: SandboxOptions = {
  behaviour: {
    answer: (answer) => ([400, 405, 415].includes(answer.status) ? { ...answer, status: 409 } : answer),
  },
};

function emptyTests(count: number): Promise<Cost> {
  const program = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'selftest/bench/floor'];
  return costOf(program, { EMPTY_TESTS: String(count) });
}

async function command(name: 'run' | 'health', sandbox: Sandbox): Promise<Cost> {
  // Where a user's results are, too.
  const folder = join(projectRoot, 'results/selftest');
  mkdirSync(folder, { recursive: true });
  const results = mkdtempSync(join(folder, 'bench-'));
  try {
    return await costOf(['bin/timp-conformance.mjs', name], {
      BASE_URL: sandbox.baseUrl,
      ACCOUNT_EMAIL: sandbox.accountEmail,
      ACCOUNT_PASSWORD: sandbox.accountPassword,
      CLOCK_CONTROL_URL: sandbox.clockControlUrl,
      PROFILE: 'full',
      RESULTS_DIR: results,
      SEED: '7',
    });
  } finally {
    rmSync(results, { recursive: true });
  }
}

/** A measurement is worth nothing where the command did something else. */
function ended(cost: Cost, code: number): Cost {
  if (cost.code !== code) throw new Error(`a command ended with code ${String(cost.code)} instead of ${code}`);
  return cost;
}

/** What was measured in one round. */
type Round = Readonly<Record<'floor' | 'run' | 'failing' | 'oneTest' | 'health', Cost>>;

async function round(good: Sandbox, bad: Sandbox): Promise<Round> {
  return {
    floor: ended(await emptyTests(suite.tests.length), 0),
    run: ended(await command('run', good), 0),
    failing: ended(await command('run', bad), 1),
    oneTest: ended(await emptyTests(1), 0),
    health: ended(await command('health', good), 0),
  };
}

/**
 * Measures whole runs, all kinds in turn.
 *
 * @param rounds How often.
 */
export async function wholeRuns(rounds: number): Promise<readonly Figure[]> {
  const [good, bad] = [await startSandbox(), await startSandbox(failing)];
  const measured: Round[] = [];
  try {
    for (let count = 0; count < rounds; count += 1) measured.push(await round(good, bad));
  } finally {
    await Promise.all([good.close(), bad.close()]);
  }
  const over = (a: keyof Round, b: keyof Round, what: 'cpu' | 'peak'): readonly number[] =>
    measured.map((each) => each[a][what] / each[b][what]);
  const empty = `${suite.tests.length} empty tests`;
  return [
    { name: `CPU of a full run ÷ ${empty}`, ratios: over('run', 'floor', 'cpu'), mark: marks.run },
    { name: `peak memory of a full run ÷ ${empty}`, ratios: over('run', 'floor', 'peak'), mark: marks.memory },
    { name: 'CPU of a health run ÷ one empty test', ratios: over('health', 'oneTest', 'cpu'), mark: marks.health },
    { name: 'CPU of a run with thirty failures ÷ without', ratios: over('failing', 'run', 'cpu'), mark: marks.failing },
  ];
}
