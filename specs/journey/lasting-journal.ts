import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Target } from '../../harness/model/target.ts';
import { isProcessMark, type ProcessMark } from '../../harness/run/alive.ts';

/** A run that may have left the account with another password. It holds no secret. */
export interface OpenEntry {
  /** Id of the run. */
  readonly run: string;
  /** When it was about to change the password, ISO 8601. */
  readonly at: string;
  /** Base64; with the account's own password it gives the new one. */
  readonly salt: string;
  readonly process: ProcessMark;
}

const about =
  'A run was about to change the password of a test account. The next run with the same BASE_URL, ACCOUNT_EMAIL and ACCOUNT_PASSWORD sets it back, and removes this file.';

/** The folder of what outlasts a run, by the XDG Base Directory Specification; a relative path there counts as not set. */
export function stateFolder({ XDG_STATE_HOME = '' }: NodeJS.ProcessEnv = process.env): string {
  return join(isAbsolute(XDG_STATE_HOME) ? XDG_STATE_HOME : join(homedir(), '.local', 'state'), 'timp-conformance');
}

/**
 * What has to be known of an account whatever ends a run: one file a target and account, outside of the run folder. A run
 * enters itself before it sends what may change the password, and leaves when the old one was seen to log in.
 */
export class LastingJournal {
  readonly #folder: string;
  readonly #file: string;
  readonly #baseUrl: string;

  constructor({ baseUrl, accountEmail }: Pick<Target, 'baseUrl' | 'accountEmail'>, folder = stateFolder()) {
    const name = createHash('sha256').update(`${baseUrl}\n${accountEmail}`).digest('hex').slice(0, 32);
    this.#folder = folder;
    this.#file = join(folder, `${name}.json`);
    this.#baseUrl = baseUrl;
  }

  /** Absolute path of the file, whether it is there or not. */
  get file(): string {
    return this.#file;
  }

  /** The runs that have entered themselves and not left, the oldest first. */
  read(): readonly OpenEntry[] {
    try {
      const { open } = JSON.parse(readFileSync(this.#file, 'utf8')) as { open?: unknown };
      return Array.isArray(open) ? open.filter(isOpenEntry) : [];
    } catch {
      return [];
    }
  }

  /**
   * Enters a run; it is on the disk when this returns.
   *
   * @throws NodeJS.ErrnoException where the folder can't be written to.
   */
  add(entry: OpenEntry): void {
    this.#write([...this.read(), entry]);
  }

  /** Takes runs out; the file goes with the last one. */
  remove(isSettled: (entry: OpenEntry) => boolean): void {
    const present = this.read();
    const left = present.filter((entry) => !isSettled(entry));
    if (left.length === present.length) return;
    if (left.length > 0) this.#write(left);
    else rmSync(this.#file, { force: true });
  }

  #write(open: readonly OpenEntry[]): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const beside = `${this.#file}.${process.pid}`;
    const handle = openSync(beside, 'w', 0o600);
    try {
      writeSync(handle, `${JSON.stringify({ about, target: this.#baseUrl, open }, undefined, 2)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(beside, this.#file);
    syncFolder(this.#folder);
  }
}

/** Makes a renamed file last, where the system lets folders be opened. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function isOpenEntry(value: unknown): value is OpenEntry {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Partial<OpenEntry>;
  return [entry.run, entry.at, entry.salt].every((each) => typeof each === 'string') && isProcessMark(entry.process);
}
