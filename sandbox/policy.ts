import { type IssuedToken, randomHex, randomText, type State } from './state.ts';

/** The reason for refusing a request. */
export interface Refusal {
  readonly status: number;
  /** Message for the caller, one sentence. */
  readonly detail: string;
  /** The member that is wrong, if the reason is one member. */
  readonly member?: string;
}

/** The decisions of the sandbox that faults and variations can change. */
export interface Policy {
  /** Makes a reset token. */
  readonly newToken: (state: State) => string;
  readonly newAuthToken: () => string;
  readonly authTokenLifeSeconds: number;
  /** True if a reset ends the account's auth tokens. */
  readonly resetEndsAuthTokens: boolean;
  /** True if completing ends the account's auth tokens. */
  readonly completeEndsAuthTokens: boolean;
  /** True if a log-in ends the account's earlier auth tokens. */
  readonly logInEndsEarlier: boolean;
  /** Tells why a new password is not taken, in one sentence; undefined if it is. */
  readonly passwordFlaw: (password: string) => string | undefined;
  /** Tells whether a password that was given is the one that was set. */
  readonly passwordFits: (given: string, set: string) => boolean;
  /** Sends the reset token to the account, and keeps it out of the answer. Absent where the answer holds it. */
  readonly mailToken?: (token: string, state: State) => void;
  readonly tokenLifeSeconds: number;
  /** True if a reset makes earlier tokens void. */
  readonly resetVoidsEarlier: boolean;
  /** True if completing makes the account's other tokens void. */
  readonly completeVoidsOthers: boolean;
  readonly completeSpends: boolean;
  readonly validateSpends: boolean;
  /** Tells whether a token is too old to validate and to complete. */
  readonly isExpired: (token: IssuedToken, now: number, lifeSeconds: number) => boolean;
  /** Tells whether an address belongs to the account. */
  readonly isAccount: (email: string, state: State) => boolean;
  /** Answer to an address without an account: a refusal, or a decoy that looks like a reset. */
  readonly unknownAddress: 'refuse' | 'decoy';
  readonly refusedValue: number;
  readonly refusedToken: number;
  readonly refusedLogin: number;
  readonly refusedAuthToken: number;
  readonly validated: number;
  readonly completed: number;
  /** Most bytes of content that are accepted. More is answered 413. */
  readonly largestBody: number;
  /** Longest address, in characters (RFC 5321 4.5.3.1). */
  readonly longestAddress: number;
  /** Deepest nesting of a JSON body. */
  readonly deepestBody: number;
  /** Headers of every answer of the application. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body of a refusal. */
  readonly errorBody: (refusal: Refusal) => { readonly type: string; readonly body: string };
}

/** Compares addresses regardless of the case of ASCII letters. Domains have no case (RFC 5321 2.4). */
function sameAddress(a: string, b: string): boolean {
  const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return lower(a) === lower(b);
}

/** The decisions that keep the contract. */
export const contractKeeping: Policy = {
  newToken: () => randomText(40),
  newAuthToken: () => randomHex(20),
  authTokenLifeSeconds: 7200,
  resetEndsAuthTokens: false,
  completeEndsAuthTokens: true,
  logInEndsEarlier: false,
  passwordFlaw: (password) => (password.length < 8 ? 'password is too short.' : undefined),
  passwordFits: (given, set) => given === set,
  tokenLifeSeconds: 7200,
  resetVoidsEarlier: false,
  completeVoidsOthers: true,
  completeSpends: true,
  validateSpends: false,
  isExpired: ({ issuedAt }, now, lifeSeconds) => now - issuedAt > lifeSeconds * 1000,
  isAccount: (email, { accountEmail }) => sameAddress(email, accountEmail),
  unknownAddress: 'refuse',
  refusedValue: 422,
  refusedToken: 422,
  refusedLogin: 401,
  refusedAuthToken: 401,
  validated: 200,
  completed: 200,
  largestBody: 64 * 1024,
  longestAddress: 320,
  deepestBody: 64,
  headers: { 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' },
  errorBody: ({ detail, member }) => ({
    type: 'application/json',
    body: JSON.stringify({ detail, ...(member === undefined ? {} : { errors: { [member]: [detail] } }) }),
  }),
};
