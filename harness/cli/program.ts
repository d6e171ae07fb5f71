import type { Suite } from '../judge/suite.ts';

/** What the commands work on: a suite, and where its parts lie. */
export interface Program {
  /** Loads the suite; the sandbox by itself, a process of every run on it, does without. */
  readonly suite: () => Promise<Suite>;
  /** Absolute path of the suite's Playwright configuration. */
  readonly playwrightConfig: string;
  /** The command that starts the embedded sandbox by itself. */
  readonly sandbox: (args: readonly string[]) => Promise<void>;
}

/** The same for a command that works on the suite. */
export interface LoadedProgram extends Omit<Program, 'suite'> {
  readonly suite: Suite;
}
