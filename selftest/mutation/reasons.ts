import type { Mutant } from './mutant.ts';

/** Judgements whose weakening the matrix does not notice, and why that is no gap. */
const reasons: readonly { readonly file: string; readonly what: string; readonly reason: string }[] = [];

/** Why a mutant is not noticed, where that is known. */
export function reasonFor({ file, what }: Mutant): string | undefined {
  return reasons.find((each) => file.endsWith(each.file) && what.includes(each.what))?.reason;
}
