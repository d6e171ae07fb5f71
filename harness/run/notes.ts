import type { Blame } from '../model/verdict.ts';
import type { RunFolder } from './run-folder.ts';

/** What a run has to say beside its verdicts. */
export type Note =
  /** Why the run ended, or never began: one line for people. */
  | {
      readonly kind: 'stop';
      readonly verdict: 'inconclusive' | 'error';
      readonly blame: Blame;
      readonly message: string;
    }
  /** Something that deserves attention and changes no verdict. */
  | {
      readonly kind: 'warning';
      readonly message: string;
      /** What of it a reader of the last line alone should know. */
      readonly lastLine?: string;
    }
  /** Something that must be the last thing a reader sees before the verdict, such as an account left changed. */
  | { readonly kind: 'alarm'; readonly message: string };

/** Leaves a note for the reporter. */
export function note(folder: RunFolder, value: Note): void {
  folder.append('notes.jsonl', value);
}
