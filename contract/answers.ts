import type { Accept } from '../harness/model/clause.ts';

/** Codes of an input that is refused: 400 for what is missing, 422 for an identifier that can't be used. */
export const refused = [400, 422] as const;

/** Codes of a token or a credential that is refused: the documentation names none, and each of these fits one meaning. */
export const tokenRefused = [400, 401, 403, 422] as const;

/**
 * Codes of hostile input that the service deals with. The 200 among them counts only for a reset that the input asks
 * for: the spec of the clause decides which inputs do.
 */
export const handled = [200, 400, 413, 422] as const;

/** Schema that makes a 200 a reset. */
export const resetSchema = 'reset-password/response';

/** A reset and nothing else. */
export const aReset = { codes: [200], success: resetSchema, words: '200 with a reset' } as const satisfies Accept;
