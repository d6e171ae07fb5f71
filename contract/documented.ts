/** Base URLs that the documentation names. */
export const hosts = {
  sandbox: 'https://api-sandbox.cruxconnect.com',
  production: 'https://api.cruxconnect.com',
} as const;

/** A call: its method, and its path below the base URL. */
export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: `/${string}/`;
}

/** The call under test and its companions, in the order of the journey. */
export const calls = {
  resetPassword: { method: 'POST', path: '/timp/organizations/reset-password/' },
  validateToken: { method: 'GET', path: '/timp/organizations/complete-password/' },
  completePassword: { method: 'POST', path: '/timp/organizations/complete-password/' },
  userLogin: { method: 'POST', path: '/timp/organizations/user-login/' },
  /** An authenticated call: it shows whether an auth token is good. */
  organizationDetails: { method: 'GET', path: '/timp/organizations/' },
} as const satisfies Readonly<Record<string, Call>>;

/** How long a reset token is good for, from issue, in seconds (reset page: two hours). */
export const tokenLifeSeconds = 7200;

/** How long an auth token is good for, from log-in, in seconds (authentication page: two hours). */
export const authTokenLifeSeconds = 7200;

/** The table of response codes, in our words. */
const responseCodes: Readonly<Record<number, string>> = {
  200: 'received, and answered',
  201: 'received, and something was created',
  204: 'received, and being performed',
  400: 'something that is required is missing',
  401: 'the credentials are wrong',
  403: 'the caller lacks the permission',
  404: 'the URL is not that of the call',
  405: 'the verb is not that of the call',
  409: 'the caller is of the wrong type',
  415: 'the content is not declared as application/json',
  422: "what is asked can't be done to the identifier that was given",
};

/** Codes that any answer may have. */
export const documentedCodes: ReadonlySet<number> = new Set(Object.keys(responseCodes).map(Number));

/** Codes that ask the client to wait: 429 anywhere, 503 where it comes with Retry-After (RFC 6585, 4; RFC 9110, 15.6.4). */
export const limitingCodes: ReadonlySet<number> = new Set([429, 503]);

/** All codes by which a server refuses a request for the client's fault (RFC 9110, 15.5). */
export const clientErrors: readonly number[] = Array.from({ length: 100 }, (_, index) => 400 + index);

/** Codes that an answer may have only where the clause at hand accepts them. */
export const codesWhereAccepted: ReadonlySet<number> = new Set(
  [301, 307, 308, ...clientErrors, 501].filter((code) => !documentedCodes.has(code) && !limitingCodes.has(code)),
);
