import type { Accept } from '../harness/model/clause.ts';

/** Codes of an input that is refused: 400 for what is missing, 422 for an identifier that can't be used. */
export const refused = [400, 422] as const;

/**
 * Codes of a token or a credential that is refused: each of these fits one meaning, and the invitation pages name 404 for
 * an invalid token. A 404 counts only where a good answer has shown that the URL exists.
 */
export const tokenRefused = [400, 401, 403, 404, 422] as const;

/** Codes of hostile input that is refused; 403 is what a firewall says. */
export const hostileRefused = [400, 403, 413, 422] as const;

/**
 * Codes of hostile input that the service deals with. The 200 among them counts only for a reset that the input asks
 * for: the spec of the clause decides which inputs do.
 */
export const handled = [200, ...hostileRefused] as const;

/** The same in words, where an address of nobody is inside. */
export const handledInWords = '400, 403, 413 or 422; a reset only where an unknown address gets one';

/** Schema that makes a 200 a reset. */
export const resetSchema = 'reset-password/response';

/** The same for a target that mails its tokens (`TOKEN_DELIVERY=mail`). */
export const mailedResetSchema = 'reset-password/mailed';

/** A reset and nothing else. */
export const aReset = { codes: [200], success: resetSchema, words: '200 with a reset' } as const satisfies Accept;
