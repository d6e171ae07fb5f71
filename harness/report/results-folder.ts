import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfigOptions, resultsDirOf } from '../config/read.ts';
import { isAlive, isProcessMark, markOf, type ProcessMark } from '../run/alive.ts';
import { writeErrorResults } from './error-results.ts';
import { writeWhole } from './write-whole.ts';

/** Everything that a run, or a report of it, may write in the results folder; the history of the reports stays. */
const written = [
  'allure-report',
  'allure-results',
  'badge.json',
  'conformance.json',
  'ctrf.json',
  'diff.json',
  'diff.md',
  'exchanges.har',
  'health.json',
  'junit.xml',
  'metrics.prom',
  'statement.html',
  'statement.intoto.json',
  'statement.md',
  'summary.md',
] as const;

/** Says which run wrote what is there. */
const markerFile = '.conformance-run.json';
/** Is there while a run goes on. */
const lockFile = '.conformance-run.lock';
const program = 'timp-conformance';

/** What a results folder holds of ours. */
interface Marker {
  readonly program: typeof program;
  /** Names in the folder that we wrote or may write: what a later run removes. */
  readonly writes: readonly string[];
  /** The run whose results are there; absent where a command has written beside none. */
  readonly run?: string;
  /** ISO 8601; of that run. */
  readonly startedAt?: string;
  /** There once the run has given its verdict. */
  readonly end?: RunEnd;
}

/** The run that a results folder holds. */
export interface EndedRun {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly end: RunEnd;
}

/** How a run ended. */
export interface RunEnd {
  /** ISO 8601. */
  readonly endedAt: string;
  readonly target: string;
  readonly verdict: string;
}

/** The run that asks for a results folder. */
export interface Claim {
  readonly run: string;
  readonly startedAt: Date;
  /** The latest time at which the run ends, for those who can't see its process. */
  readonly endsBy: Date;
}

interface Holder extends ProcessMark {
  readonly since: string;
  readonly until: string;
}

/** The results folder can't be used by this run: another run is at work there, or it holds what is not ours. */
export class ResultsFolderRefused extends Error {}

/**
 * The folder that a run leaves its results in. One run at a time holds it; only what a run of this harness wrote, by the
 * list in its marker file, is ever removed.
 */
export class ResultsFolder {
  readonly #dir: string;

  private constructor(dir: string) {
    this.#dir = dir;
  }

  /**
   * Takes the folder for a run and removes what an earlier run left there, so that whatever ends this run, nobody takes
   * an older result for its own.
   *
   * @throws ResultsFolderRefused with one line; the folder is as it was then.
   */
  static claim(dir: string, { run, startedAt, endsBy }: Claim): ResultsFolder {
    mkdirSync(dir, { recursive: true });
    assertOurs(dir);
    lock(dir, { ...markOf(process.pid), since: startedAt.toISOString(), until: endsBy.toISOString() });
    const folder = new ResultsFolder(dir);
    folder.#clear();
    folder.#mark({ program, run, startedAt: startedAt.toISOString(), writes: written });
    return folder;
  }

  /** The folder of a run that a parent process has claimed it for. */
  static of(dir: string): ResultsFolder {
    return new ResultsFolder(dir);
  }

  /** Says that the run has ended and all of its results are there. */
  end(end: Omit<RunEnd, 'endedAt'>): void {
    const marker = markerIn(this.#dir);
    if (marker !== undefined) this.#mark({ ...marker, end: { endedAt: new Date().toISOString(), ...end } });
  }

  /**
   * Takes all results away and leaves the reason in their place: the run has no verdict but `error`.
   *
   * @param isForHealth True for a health check. Where the document of one is read already, it gets the reason in any case.
   */
  withdraw(reason: string, startedAt: Date, isForHealth = false): void {
    const isRead = existsSync(join(this.#dir, 'health.json'));
    this.#clear();
    const marker = markerIn(this.#dir);
    if (marker !== undefined) {
      // Without an end: that of an earlier run is not this one's.
      const { run } = marker;
      this.#mark({ program, ...(run && { run }), startedAt: startedAt.toISOString(), writes: written });
    }
    writeErrorResults(reason, startedAt, this.#dir, isForHealth || isRead);
  }

  /** Holds the folder in the place of the process that claimed it, which was killed. */
  adopt(): void {
    const holder = holderOf(this.#dir);
    if (holder === undefined || mayLive(holder)) return;
    writeWhole(join(this.#dir, lockFile), JSON.stringify({ ...holder, ...markOf(process.pid) }));
  }

  /** Lets the next run have the folder. */
  release(): void {
    rmSync(join(this.#dir, lockFile), { force: true });
  }

  #clear(): void {
    for (const name of markerIn(this.#dir)?.writes ?? [])
      rmSync(join(this.#dir, name), { recursive: true, force: true });
  }

  #mark(marker: Marker): void {
    writeMarker(this.#dir, marker);
  }
}

/** True where a folder holds what a run of this harness wrote, whether it has ended or not. */
export function hasRun(dir: string): boolean {
  return markerIn(dir)?.startedAt !== undefined;
}

/**
 * The run whose results a folder holds.
 *
 * @throws ResultsFolderRefused where there is none, or where it has not ended.
 */
export function endedRunIn(dir: string): EndedRun {
  const { startedAt, end } = markerIn(dir) ?? {};
  if (startedAt === undefined)
    throw new ResultsFolderRefused(`there are no results in ${dir}: run npm run conformance first`);
  if (end !== undefined) return { startedAt, end };
  const holder = holderOf(dir);
  throw new ResultsFolderRefused(
    holder !== undefined && mayLive(holder)
      ? `the run of ${startedAt} in ${dir} is going on (process ${holder.pid}): wait for its end`
      : `the run of ${startedAt} in ${dir} did not come to its end: run npm run conformance again`,
  );
}

/**
 * Takes names of a results folder for what a command is about to write there, so that a later run removes it.
 *
 * @throws ResultsFolderRefused where a run is going on there, or where something is there under these names that is not
 *   ours.
 */
export function takeNames(dir: string, names: readonly (typeof written)[number][]): void {
  const holder = holderOf(dir);
  if (holder !== undefined && mayLive(holder))
    throw new ResultsFolderRefused(`a run is going on in ${dir} (process ${holder.pid}): wait for its end`);
  assertOurs(dir, names);
  const marker = markerIn(dir);
  writeMarker(dir, { program, ...marker, writes: [...new Set([...(marker?.writes ?? []), ...names])] });
}

/**
 * Takes away what an earlier run left, for a run that ends before it has begun.
 *
 * @param env Where the results folder is read from although the configuration may be at fault elsewhere; where the
 *   folder is itself the fault, the default one.
 */
export function withdrawResults(reason: string, env: NodeJS.ProcessEnv, options: ConfigOptions = {}): void {
  try {
    const dir = resultsDirOf(env, options);
    if (markerIn(dir) === undefined) return;
    const holder = holderOf(dir);
    if (holder !== undefined && mayLive(holder)) return;
    assertOurs(dir);
    ResultsFolder.of(dir).withdraw(reason, new Date(), env.PROFILE === 'health');
  } catch (error) {
    if (!(error instanceof ResultsFolderRefused)) console.error(`WARNING  older results may be left: ${String(error)}`);
  }
}

/** @throws ResultsFolderRefused where the folder holds a file or folder of our names that none of ours wrote. */
function assertOurs(dir: string, names: readonly string[] = written): void {
  const ours = markerIn(dir)?.writes ?? [];
  const foreign = names.filter((name) => !ours.includes(name) && existsSync(join(dir, name)));
  if (foreign.length === 0) return;
  throw new ResultsFolderRefused(
    `RESULTS_DIR=${JSON.stringify(dir)} holds ${foreign.join(', ')}, which no run of this harness wrote: ` +
      'move it away, or give another folder',
  );
}

function lock(dir: string, holder: Holder): void {
  const path = join(dir, lockFile);
  for (;;) {
    try {
      writeFileSync(path, JSON.stringify(holder), { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const present = holderOf(dir);
    if (present !== undefined && mayLive(present)) {
      throw new ResultsFolderRefused(
        `another run holds RESULTS_DIR=${JSON.stringify(dir)}: process ${present.pid} on ${present.host}, since ` +
          `${present.since}; wait for its end, or give another folder`,
      );
    }
    takeAway(path, present);
  }
}

/** Removes the lock of a dead process, unless another run was faster to take it over. */
function takeAway(path: string, dead: Holder | undefined): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const taken = parsed(aside);
  if (isHolder(taken) && (taken.pid !== dead?.pid || taken.since !== dead.since)) renameSync(aside, path);
  rmSync(aside, { force: true });
}

function mayLive(holder: Holder): boolean {
  // Without a beginning to tell by, an id of ours was given again.
  if (holder.pid === process.pid && holder.began === undefined) return false;
  return isAlive(holder) ?? Date.parse(holder.until) > Date.now();
}

function holderOf(dir: string): Holder | undefined {
  const value = parsed(join(dir, lockFile));
  return isHolder(value) ? value : undefined;
}

function isHolder(value: unknown): value is Holder {
  if (!isProcessMark(value)) return false;
  const { since, until } = value as Partial<Holder>;
  return typeof since === 'string' && typeof until === 'string';
}

function writeMarker(dir: string, marker: Marker): void {
  writeWhole(join(dir, markerFile), `${JSON.stringify(marker, undefined, 2)}\n`);
}

/** The marker of a folder; undefined where it has none of ours. */
function markerIn(dir: string): Marker | undefined {
  const value = parsed(join(dir, markerFile)) as Partial<Marker> | undefined;
  if (value?.program !== program || !Array.isArray(value.writes)) return undefined;
  // A list that someone else has written must not lead out of the folder.
  const writes = (value.writes as readonly unknown[]).filter((name) => written.some((each) => each === name));
  return { ...(value as Marker), writes: writes as string[] };
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) ?? undefined;
  } catch {
    return undefined;
  }
}
