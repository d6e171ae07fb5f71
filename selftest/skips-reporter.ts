import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { partSkipped } from './needs.ts';

/**
 * Closes with what was skipped: how many tests, or parts of some, for want of what, and the command that brings it. Under `REQUIRE_ALL=1`,
 * as in CI, a skip is a failure.
 */
export default class SkipsReporter implements Reporter {
  /** How many tests were skipped, by reason. */
  readonly #skipped = new Map<string, number>();

  printsToStdio(): boolean {
    return false;
  }

  onTestEnd(_test: TestCase, { annotations }: TestResult): void {
    for (const { type, description = 'no reason is given' } of annotations) {
      if (['skip', 'fixme', partSkipped].includes(type))
        this.#skipped.set(description, (this.#skipped.get(description) ?? 0) + 1);
    }
  }

  onEnd(): Promise<{ status?: FullResult['status'] }> {
    return Promise.resolve(this.#close());
  }

  #close(): { status?: FullResult['status'] } {
    if (this.#skipped.size === 0) return {};
    const isFailure = process.env.REQUIRE_ALL === '1';
    const count = [...this.#skipped.values()].reduce((sum, each) => sum + each, 0);
    console.log(`\n${count} skipped${isFailure ? ', and REQUIRE_ALL=1 asks for all: failed' : ''}`);
    for (const [reason, tests] of this.#skipped) console.log(`  ${tests} × ${reason}`);
    return isFailure ? { status: 'failed' } : {};
  }
}
