/** Clauses that stand below every clause which needs a plain reset to go through. */
export const plainReset = ['RP-OK-01', 'RP-OK-02', 'RP-OK-03', 'RP-OK-05'] as const;

/** Clauses that stand below every clause which needs a token that was just issued. */
export const freshToken = ['RP-OK-01', 'RP-OK-02'] as const;

/** Clauses that stand below every clause which completes a reset. */
export const validatedToken = [...freshToken, 'VT-01'] as const;
