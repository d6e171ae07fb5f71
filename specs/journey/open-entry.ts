import { randomBytes } from 'node:crypto';
import type { RunContext } from '../../harness/judge/run-context.ts';
import { markOf } from '../../harness/run/alive.ts';
import { note, type Note } from '../../harness/run/notes.ts';
import { LastingJournal } from './lasting-journal.ts';

const saltBytes = 16;

/** Salts of runs that leave no entry. */
const inMemory = new WeakMap<RunContext, Buffer>();

/**
 * Enters the run in the lasting journal, once, before it sends what may change the password. Where that can't be done
 * the run says so and goes on.
 *
 * @returns the salt of the new password.
 */
export function enterBeforeChange(run: RunContext): Buffer {
  const journal = journalFor(run);
  if (journal === undefined) return saltInMemory(run);
  const id = run.folder?.id ?? '';
  const entry = journal.read().findLast((each) => each.run === id);
  if (entry !== undefined) return Buffer.from(entry.salt, 'base64');
  const salt = saltInMemory(run);
  try {
    // The process that workers come and go below: as long as it lives the run sets the password back itself.
    journal.add({
      run: id,
      at: new Date().toISOString(),
      salt: salt.toString('base64'),
      process: markOf(process.ppid),
    });
  } catch (error) {
    warnOnce(
      run,
      `${journal.file} can't be written (${codeOf(error)}): if this run is killed, no later one knows that the password is another one; set XDG_STATE_HOME to a folder that can be written to`,
    );
  }
  return salt;
}

/** Takes this run out of the lasting journal; all runs where the old password was seen to log in. */
export function settleEntries(run: RunContext, { proved }: { readonly proved: boolean }): void {
  inMemory.delete(run);
  try {
    journalFor(run)?.remove((entry) => proved || entry.run === run.folder?.id);
  } catch (error) {
    warnOnce(run, `an entry in the folder of XDG_STATE_HOME can't be removed (${codeOf(error)})`);
  }
}

/** The lasting journal of the run's account; undefined where nothing outlasts the run, as with the embedded sandbox. */
export function journalFor({ folder, target }: RunContext): LastingJournal | undefined {
  return folder === undefined || target.embedded ? undefined : new LastingJournal(target);
}

function saltInMemory(run: RunContext): Buffer {
  const salt = inMemory.get(run) ?? randomBytes(saltBytes);
  inMemory.set(run, salt);
  return salt;
}

function warnOnce({ folder }: RunContext, message: string): void {
  if (folder === undefined || folder.read<Note>('notes.jsonl').some((each) => each.message === message)) return;
  note(folder, { kind: 'warning', message });
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}
