/**
 * The folders of specs in the order of a run: the account's own clauses first, those that look over everything that
 * was sent last.
 */
export const order = ['reset-password', 'complete-password', 'user-login', 'traffic'] as const;
