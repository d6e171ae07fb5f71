/** How reports name the calls and the areas of a call, by the parts of a clause's id. */
export const names = {
  calls: {
    RP: 'Reset password',
    VT: 'Validate token',
    CP: 'Complete password',
    LG: 'Log in',
  },
  areas: {
    OK: 'Success',
    '400': 'Something required is missing',
    '404': 'Wrong URL',
    '405': 'Wrong verb',
    '415': 'Wrong media type',
    '422': 'The identifier',
    '401': 'The credentials',
    ERR: 'Errors',
    ROB: 'Robustness',
    SEC: 'Security',
    SLO: 'Response time',
  },
} as const;
