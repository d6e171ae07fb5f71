import type { RunContext } from '../../harness/judge/run-context.ts';
import type { Blame } from '../../harness/model/verdict.ts';

/** A series of requests that depend on each other and so are sent once a run, in one go. */
export type Series = 'password change' | 'password rules' | 'lifetime';

/** Which password a completion would set: a new one, the one of `ACCOUNT_PASSWORD`, or none at all. */
export type PasswordSent = 'new' | 'old' | 'none';

/** What has to be known of a run also by the process that takes over from a stopped one. */
export type JournalEntry =
  /** Written before a completion is sent that may change the password. */
  | { readonly kind: 'completing'; readonly password: PasswordSent }
  /** Its answer; missing where none came, or one that says neither. */
  | { readonly kind: 'completed'; readonly outcome: 'done' | 'refused' }
  /** The old password logged in before any reset and no longer does, though nothing was completed. */
  | { readonly kind: 'locked out' }
  /** An earlier run was killed while the account had the password that it had set. */
  | { readonly kind: 'left changed' }
  /** The account was seen to log in with its old password. */
  | { readonly kind: 'restored' }
  /** The target does not take its old password back. */
  | { readonly kind: 'old password refused' }
  | { readonly kind: 'begun'; readonly series: Series }
  | { readonly kind: 'broken off'; readonly series: Series; readonly reason: string; readonly blame: Blame }
  | { readonly kind: 'ended'; readonly series: Series }
  /** The target's clock was moved: tokens issued before this moment (ISO 8601) are too old to use. */
  | { readonly kind: 'clock'; readonly at: string }
  /** The token that a reset, by the number of its exchange, has mailed. */
  | { readonly kind: 'mailed token'; readonly exchange: number; readonly value: string }
  /** A token of an earlier run was tried. */
  | {
      readonly kind: 'kept token';
      readonly ageSeconds: number;
      readonly maybeVoid: boolean;
      readonly validated: boolean;
    };

/** What the password of the account is, as far as the run can tell. */
export type PasswordState =
  /** As it was found. */
  | 'old'
  /** Set back, and not yet seen to log in. */
  | 'put back'
  /** It may be another one. */
  | 'changed';

const inMemory = new WeakMap<RunContext, JournalEntry[]>();

/** The entries of the run so far, in order; in the run folder where there is one. */
export function journalOf(run: RunContext): readonly JournalEntry[] {
  return run.folder?.read<JournalEntry>('journey.jsonl') ?? inMemory.get(run) ?? [];
}

/** Adds an entry, on disk before it returns. */
export function enter(run: RunContext, entry: JournalEntry): void {
  if (run.folder === undefined) inMemory.set(run, [...journalOf(run), entry]);
  else run.folder.append('journey.jsonl', entry);
}

/** Reads from the journal what the account's password is. */
export function passwordState(journal: readonly JournalEntry[]): PasswordState {
  let state = 'old' as PasswordState;
  let before = state;
  let sent: PasswordSent | undefined;
  for (const entry of journal) {
    if (entry.kind === 'completing') {
      before = state;
      sent = entry.password;
      // The old password sent to an account that has it makes no difference, whatever comes of it.
      state = sent === 'old' && before !== 'changed' ? 'put back' : 'changed';
    }
    if (entry.kind === 'completed' && entry.outcome === 'refused') state = before;
    if (entry.kind === 'completed' && entry.outcome === 'done' && sent === 'old') state = 'put back';
    if (entry.kind === 'locked out' || entry.kind === 'left changed') state = 'changed';
    if (entry.kind === 'restored') state = 'old';
  }
  return state;
}
