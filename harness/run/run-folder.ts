import {
  appendFileSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { VerdictRecord } from '../model/verdict.ts';
import { isAlive, isProcessMark, markOf } from './alive.ts';

/** Names the folder to the processes that a run starts. */
const variable = 'CONFORMANCE_RUN_FOLDER';
const prefix = 'conformance-';
/** Says that a folder is one of ours; written first, and never a secret. */
const markerFile = 'run.json';

interface Marker {
  readonly program: 'timp-conformance';
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** The folder that the environment names is none of a run of this harness. */
export class ForeignRunFolder extends Error {
  constructor(path: string) {
    super(`${variable}=${JSON.stringify(path)} is no folder of a run of this harness: unset it, a run makes its own`);
  }
}

/** The temporary folder can't be written to. */
export class NoRunFolder extends Error {
  constructor(parent: string, cause: unknown) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    super(`the temporary folder ${JSON.stringify(parent)} can't be written to (${code}): set TMPDIR to one that can`);
  }
}

/**
 * The private folder that a run's processes share: settings, recording and verdicts.
 *
 * It holds live secrets, so it is its owner's alone (mode 0700). The process that starts a run creates it and is the only
 * one that removes it; the processes that it starts join it.
 */
export class RunFolder {
  readonly path: string;
  #startedAt: number;
  /** The files that this process adds to: to open one for each line takes three times what the line does. */
  readonly #open = new Map<RunFile, number>();

  private constructor(path: string, startedAt: number) {
    this.path = path;
    this.#startedAt = startedAt;
    // As long as one of a run's processes lives, its folder is not taken for one that a killed run has left.
    writeFileSync(join(path, `${process.pid}.pid`), JSON.stringify(markOf(process.pid)), { mode: 0o600 });
  }

  /**
   * Creates the folder of a new run, and removes those that killed runs have left.
   *
   * @param parent Folder that it is created in.
   * @throws NoRunFolder where the temporary folder can't be written to.
   */
  static create(parent = tmpdir()): RunFolder {
    let path: string;
    try {
      path = mkdtempSync(join(parent, prefix));
    } catch (error) {
      throw new NoRunFolder(parent, error);
    }
    const startedAt = Date.now();
    writeMarker(path, startedAt);
    const folder = new RunFolder(path, startedAt);
    for (const name of readdirSync(parent)) {
      const other = join(parent, name);
      if (name.startsWith(prefix) && other !== path && isLeftBehind(other)) remove(other);
    }
    return folder;
  }

  /**
   * Joins the run that a parent process has started.
   *
   * @returns undefined where the environment names none.
   * @throws ForeignRunFolder where it names a folder that is not of a run of ours.
   */
  static join(env: NodeJS.ProcessEnv): RunFolder | undefined {
    const path = env[variable];
    if (path === undefined) return undefined;
    const marker = markerOf(path);
    if (marker === undefined) throw new ForeignRunFolder(path);
    return new RunFolder(path, marker.startedAt);
  }

  /** Names the run among all others, and is no secret. */
  get id(): string {
    return basename(this.path);
  }

  /** When the run began, in milliseconds since the epoch. */
  get startedAt(): number {
    return this.#startedAt;
  }

  /** Makes the folder that of a new run with the same settings. For the process that created it. */
  renew(): void {
    this.#closeFiles();
    for (const name of readdirSync(this.path)) {
      if (name.endsWith('.jsonl') || name === 'ended' || name === 'target') remove(join(this.path, name));
    }
    this.#startedAt = Date.now();
    writeMarker(this.path, this.#startedAt);
  }

  /** The variables by which a child process joins the run. */
  get environment(): Readonly<Record<string, string>> {
    return { [variable]: this.path };
  }

  /** Keeps a value for the run's other processes, such as its settings. */
  keep(name: KeptValue, value: unknown): void {
    // Not JSON: it has no Infinity.
    writeFileSync(join(this.path, name), serialize(value), { mode: 0o600 });
  }

  /** The value that was kept under a name; undefined where none was. */
  recall(name: KeptValue): unknown {
    const path = join(this.path, name);
    return existsSync(path) ? deserialize(readFileSync(path)) : undefined;
  }

  /** Adds one JSON line to a file of the folder. */
  append(file: RunFile, value: unknown): void {
    const descriptor = this.#open.get(file) ?? openSync(join(this.path, file), 'a', 0o600);
    this.#open.set(file, descriptor);
    appendFileSync(descriptor, `${JSON.stringify(value)}\n`);
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
    writeFileSync(join(this.path, 'ended'), '', { mode: 0o600 });
  }

  /** True where the run has given its verdict. */
  get hasEnded(): boolean {
    return existsSync(join(this.path, 'ended'));
  }

  /** True while another process of the run lives. */
  get hasOthers(): boolean {
    const names = readdirSync(this.path).filter((name) => name.endsWith('.pid') && name !== `${process.pid}.pid`);
    return names.some((name) => !hasEnded(join(this.path, name), { startedAt: this.#startedAt }));
  }

  /** Removes the folder and what it holds. For the process that created it. */
  remove(): void {
    this.#closeFiles();
    remove(this.path);
  }

  #closeFiles(): void {
    for (const descriptor of this.#open.values()) closeSync(descriptor);
    this.#open.clear();
  }
}

/** The values that a run's processes hand on: its settings, its target, and whether the runner's own output is seen. */
export type KeptValue = 'baseline' | 'settings' | 'target' | 'runner-is-seen';

/** The files of a run folder that grow line by line. */
export type RunFile =
  | 'recording.jsonl'
  | 'verdicts.jsonl'
  | 'notes.jsonl'
  | 'outages.jsonl'
  | 'fatal-inputs.jsonl'
  | 'witness.jsonl'
  | 'journey.jsonl';

function writeMarker(path: string, startedAt: number): void {
  const marker: Marker = { program: 'timp-conformance', startedAt };
  writeFileSync(join(path, markerFile), JSON.stringify(marker), { mode: 0o600 });
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** The marker of a run folder; undefined for any other folder, and for one that others could have written to. */
function markerOf(path: string): Marker | undefined {
  try {
    const stat = lstatSync(path);
    // Windows keeps access lists instead of mode bits, and has no user ids.
    const isPrivate = process.platform === 'win32' || ((stat.mode & 0o077) === 0 && stat.uid === process.getuid?.());
    if (!stat.isDirectory() || !isPrivate || !basename(path).startsWith(prefix)) return undefined;
    const marker = JSON.parse(readFileSync(join(path, markerFile), 'utf8')) as Partial<Marker> | null;
    return marker?.program === 'timp-conformance' && typeof marker.startedAt === 'number'
      ? (marker as Marker)
      : undefined;
  } catch {
    // Nothing there, or nothing that we may read: none of ours.
    return undefined;
  }
}

/** How long a folder is kept whose processes can't be seen from here, in milliseconds: longer than any run lasts. */
const unseenForMs = 86_400_000;

/** True for a run folder all of whose processes have ended. */
function isLeftBehind(path: string): boolean {
  const marker = markerOf(path);
  if (marker === undefined) return false;
  const names = readdirSync(path).filter((name) => name.endsWith('.pid'));
  return names.length > 0 && names.every((name) => hasEnded(join(path, name), marker));
}

function hasEnded(path: string, { startedAt }: Pick<Marker, 'startedAt'>): boolean {
  let mark: unknown;
  try {
    mark = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Just being written, or its folder just being removed.
    return false;
  }
  if (!isProcessMark(mark)) return false;
  // Without a beginning to tell by, an id of ours was given again: a container's first process has the same one each time.
  if (mark.pid === process.pid && mark.began === undefined) return true;
  const alive = isAlive(mark);
  return alive === undefined ? Date.now() - startedAt > unseenForMs : !alive;
}
