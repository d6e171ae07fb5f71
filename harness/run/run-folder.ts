import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VerdictRecord } from '../model/verdict.ts';

const variable = 'CONFORMANCE_RUN_FOLDER';

/**
 * The private folder that a run's processes share: recording and verdicts.
 *
 * It holds live tokens, so it is readable by its owner alone (mode 0700) and goes with the run.
 */
export class RunFolder {
  readonly path: string;

  /** @param path An existing folder; see {@link RunFolder.current}. */
  constructor(path: string) {
    this.path = path;
  }

  /** The run's folder: made by the first process that asks, found by its children through the environment. */
  static current(env: NodeJS.ProcessEnv = process.env): RunFolder {
    const path = env[variable] ?? mkdtempSync(join(tmpdir(), 'conformance-'));
    env[variable] = path;
    return new RunFolder(path);
  }

  /** Adds one JSON line to a file of the folder. */
  append(file: RunFile, value: unknown): void {
    appendFileSync(join(this.path, file), `${JSON.stringify(value)}\n`, { mode: 0o600 });
  }

  /** All values of a file, in the order in which they were added. A last line that was cut by a crash is left out. */
  read<T>(file: RunFile): T[] {
    const path = join(this.path, file);
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.slice(0, -1).map((line) => JSON.parse(line) as T);
  }

  /** The verdicts given so far, the last one for each clause. */
  verdicts(): Map<string, VerdictRecord> {
    return new Map(this.read<VerdictRecord>('verdicts.jsonl').map((each) => [each.id, each]));
  }

  /** Says that the run has given its verdict; the process that waits for it asks {@link RunFolder.hasEnded}. */
  markEnded(): void {
    writeFileSync(join(this.path, 'ended'), '');
  }

  /** True where the run has given its verdict. */
  get hasEnded(): boolean {
    return existsSync(join(this.path, 'ended'));
  }

  /** Removes the folder and what it holds. */
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** The files of a run folder. */
export type RunFile = 'recording.jsonl' | 'verdicts.jsonl' | 'notes.jsonl' | 'outages.jsonl' | 'journey.jsonl';
