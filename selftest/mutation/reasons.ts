import type { Mutant } from './mutant.ts';

/** Self-tests that prove what the matrix has no means to show, by file. */
const elsewhere: readonly { readonly file: RegExp; readonly tests: string }[] = [
  // The matrix runs over http.
  { file: /tls-handshake\.ts$|reset-password\/security\.spec\.ts$/, tests: 'selftest/tls' },
  // The matrix has a clock that it can move, so nothing waits for a later run.
  { file: /kept-token\.ts$/, tests: 'selftest/ledger' },
];

/** Judgements whose weakening nothing notices, and why that is no gap. */
const reasons: readonly { readonly file: string; readonly what: string; readonly reason: string }[] = [];

/** The folder of self-tests that judges what a mutant changes, where it is not the matrix. */
export function testsElsewhere({ file }: Mutant): string | undefined {
  return elsewhere.find((each) => each.file.test(file))?.tests;
}

/** Why a mutant is not noticed, where that is known. */
export function reasonFor({ file, what }: Mutant): string | undefined {
  return reasons.find((each) => file.endsWith(each.file) && what.includes(each.what))?.reason;
}
