import { isLimited } from '../http/not-now.ts';
import type { Exchange } from '../model/exchange.ts';
import { mediaType } from '../model/message.ts';
import type { Target } from '../model/target.ts';
import type { RunFolder } from '../run/run-folder.ts';
import { bodyShape } from './body-shape.ts';
import type { Suite } from './suite.ts';

/** What an independent client came to, beside ours. */
export type Testimony =
  | { readonly agrees: true }
  | {
      readonly agrees: false;
      /** One line: what each of the two got. */
      readonly message: string;
      /** Numbers of the exchanges that are the evidence: ours, and the other client's. */
      readonly exchanges: readonly [ours: number, theirs: number];
    }
  /** Why nothing could be compared. */
  | { readonly agrees?: undefined; readonly leftOut: string };

/**
 * True where a whole run asks the witness. A health run has no reset to spare for it, nor one that may ask for fewer than
 * usual: what gates comes first.
 *
 * @param usual How many effects a run of this profile may have where nobody says otherwise.
 */
export function isWitnessAsked(
  { hasWitness }: Pick<Suite, 'hasWitness'>,
  { profile, maxEffects }: Pick<Target, 'profile' | 'maxEffects'>,
  usual: number,
): boolean {
  return hasWitness === true && profile !== 'health' && maxEffects >= usual;
}

/** Keeps the testimony for the reporter. */
export function keepTestimony(folder: RunFolder, testimony: Testimony): void {
  folder.append('witness.jsonl', testimony);
}

/** The testimony of a run; undefined where its witness was not asked. */
export function testimonyIn(folder: RunFolder): Testimony | undefined {
  return folder.read<Testimony>('witness.jsonl').at(-1);
}

/**
 * What two clients of the same request have to agree on: the code, the media type, and the names and JSON types of the
 * body, values left out.
 */
export function outlineOf({ response }: Pick<Exchange, 'response'>): string {
  if (response === undefined) return 'no answer';
  const type = mediaType(response.headers) ?? 'no media type';
  return `${response.status} (${type}), ${bodyShape(response.body)}`;
}

/** True for an exchange that can be compared: what was too much to be read, or "not now", tells nothing. */
export function isComparable({ response, trouble }: Pick<Exchange, 'response' | 'trouble'>): boolean {
  // Other clients read over surplus bytes, and read without a bound.
  if (trouble !== undefined) return trouble.atLimit !== true && !['surplus', 'proxy', 'tls'].includes(trouble.kind);
  return response !== undefined && !response.truncated && !isLimited(response);
}
