import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { edited, type Mutant } from './mutant.ts';
import type { Difference, Task } from './trial.ts';

/** What a trial reads. */
const parts = [
  'bin',
  'contract',
  'harness',
  'sandbox',
  'schemas',
  'selftest',
  'specs',
  'package.json',
  'playwright.config.ts',
  'tsconfig.json',
];
/** A trial that takes longer, in milliseconds, is broken off: the matrix would not end either. */
const longestTrialMs = 600_000;

/** A copy of the project in which one judgement after the other is made weaker. */
export class Workshop {
  readonly #root: string;
  readonly #folder: string;

  constructor(root: string) {
    this.#root = root;
    this.#folder = mkdtempSync(join(tmpdir(), 'mutation-'));
    for (const part of parts) cpSync(join(root, part), join(this.#folder, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(this.#folder, 'node_modules'), 'dir');
  }

  /** Judges rows of the matrix with the project as it is. */
  async asItIs(task: Task): Promise<readonly Difference[]> {
    const differences = await this.#tried(task);
    if (differences === undefined) throw new Error('the rows of the matrix can not be judged: run npm test');
    return differences;
  }

  /**
   * Judges rows of the matrix with a mutant in place.
   *
   * @returns what is not seen any more; undefined where the harness itself breaks.
   */
  with(mutant: Mutant, task: Task): Promise<readonly Difference[] | undefined> {
    return this.#inPlace(mutant, () => this.#tried(task));
  }

  /** True where a folder of self-tests fails with a mutant in place. */
  failsTests(mutant: Mutant, folder: string): Promise<boolean> {
    const runner = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'selftest/playwright.config.ts'];
    return this.#inPlace(mutant, async () => (await this.#ran([...runner, folder])).code !== 0);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #inPlace<T>(mutant: Mutant, use: () => Promise<T>): Promise<T> {
    const edits = [mutant, ...(mutant.along ?? [])];
    const originals = new Map(edits.map(({ file }) => [file, readFileSync(join(this.#root, file), 'utf8')]));
    for (const edit of edits)
      writeFileSync(join(this.#folder, edit.file), edited(originals.get(edit.file) ?? '', edit));
    try {
      return await use();
    } finally {
      for (const [file, text] of originals) writeFileSync(join(this.#folder, file), text);
    }
  }

  async #tried(task: Task): Promise<readonly Difference[] | undefined> {
    const { code, output } = await this.#ran(['--import', 'tsx', 'selftest/mutation/trial.ts'], JSON.stringify(task));
    return code === 0 ? (JSON.parse(output) as Difference[]) : undefined;
  }

  #ran(command: readonly string[], input = ''): Promise<{ readonly code: number | null; readonly output: string }> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, command, {
        cwd: this.#folder,
        stdio: ['pipe', 'pipe', 'ignore'],
        timeout: longestTrialMs,
      });
      // It may have ended before it has read everything.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.on('close', (code) => resolve({ code, output }));
    });
  }
}
