import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';

/** What takes longer, by lane; everything else is `unit`, which needs no installed client and no browser. */
const lanes = {
  /**
   * Clauses judged in this process, on many targets each; what takes long to compute, or to wait for; other programs' checks
   * of our files.
   */
  proofs: [
    'ci/{kubernetes,lint}.test.ts',
    'comparison/compare.test.ts',
    'http/{bounds,connections,distance,linear,recording}.test.ts',
    'journey/{faults,recovery}.test.ts',
    'ledger/*.test.ts',
    'robustness/{clauses,generated}.test.ts',
    'secrets/{search,telling-targets}.test.ts',
    'security/*.test.ts',
  ],
  /** Each fault and each variation of the sandbox, judged by all clauses that it can reach. */
  matrix: ['matrix/**/*.test.ts'],
  /** Whole runs, through the commands that users type. */
  runs: [
    'ci/{gitlab,image,jenkins,whole,workflows}.test.ts',
    'config/commands.test.ts',
    'docs/**/*.test.ts',
    'doctor/tls.test.ts',
    'journey/{interrupted,lasting-journal}.test.ts',
    'live/**/*.test.ts',
    'mail/mailed-tokens.test.ts',
    'needs.test.ts',
    'report/{allure,command,diff,for-machines,junit,monitors,part,phases,repeats,reporter}.test.ts',
    'report/{statement,targets,trace}.test.ts',
    'run/**/*.test.ts',
    'sandbox/cli.test.ts',
    'second-api/**/*.test.ts',
  ],
  /** What needs a browser, or clients and servers that are not of npm. */
  installed: [
    'clients/**/*.test.ts',
    'gateway/**/*.test.ts',
    'monitoring/promtool.test.ts',
    'report/{curl,har-panel,report,statement-page}.test.ts',
  ],
};

/** As many as more workers still make the tests quicker, which share the disk and the ports. */
const cores = Math.min(availableParallelism(), 8);
/** More workers than a machine has cores: half of the time of a test goes by waiting for sockets and for children. */
const usual = cores + 1;
/** A row of the matrix waits longer than it computes, as the clauses want it. */
const forMatrix = 2 * cores;

export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // Whole runs are among the tests, and machines differ.
  timeout: 600_000,
  workers: Math.max(usual, forMatrix),
  projects: [
    { name: 'unit', testMatch: '**/*.test.ts', testIgnore: Object.values(lanes).flat(), workers: usual },
    ...Object.entries(lanes).map(([name, testMatch]) => ({
      name,
      testMatch,
      workers: name === 'matrix' ? forMatrix : usual,
    })),
  ],
  reporter: [['list', { printSteps: false }], ['./matrix/matrix-reporter.ts'], ['./skips-reporter.ts']],
  outputDir: '../results/selftest/playwright',
});
