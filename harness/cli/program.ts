import type { Suite } from '../judge/suite.ts';

/** What the commands work on: a suite, and where its parts lie. */
export interface Program {
  readonly suite: Suite;
  /** Absolute path of the suite's Playwright configuration. */
  readonly playwrightConfig: string;
  /** The command that starts the embedded sandbox by itself. */
  readonly sandbox: (args: readonly string[]) => Promise<void>;
}
