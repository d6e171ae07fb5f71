import { type IssuedToken, randomHex, randomText, type State } from './state.ts';

/** Why a request is refused. */
export interface Refusal {
  readonly status: number;
  /** One sentence for the caller. */
  readonly detail: string;
  /** The member at fault, where it is one. */
  readonly member?: string;
}

/**
 * Every decision of the sandbox that a fault or a variation may take otherwise. The defaults keep the contract.
 */
export interface Policy {
  /** A new reset token. */
  readonly newToken: (state: State) => string;
  readonly newAuthToken: () => string;
  readonly tokenLifeSeconds: number;
  /** A later reset voids the earlier ones. */
  readonly resetVoidsEarlier: boolean;
  /** Completing voids the account's other tokens. */
  readonly completeVoidsOthers: boolean;
  readonly completeSpends: boolean;
  readonly validateSpends: boolean;
  /** Whether a token is still good for validating, and for completing. */
  readonly isExpired: (token: IssuedToken, now: number, lifeSeconds: number) => boolean;
  /** Which account an address names: the account's, or none. */
  readonly isAccount: (email: string, state: State) => boolean;
  /** What an address of no account gets: a refusal, or a decoy that looks like a reset. */
  readonly unknownAddress: 'refuse' | 'decoy';
  readonly refusedValue: number;
  readonly refusedToken: number;
  readonly refusedLogin: number;
  readonly validated: number;
  readonly completed: number;
  /** Bytes of content that are taken; more is answered 413. */
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

/** The address as accounts are looked up: the domain is free of case (RFC 5321 2.4), the local part in ASCII only. */
function sameAddress(a: string, b: string): boolean {
  const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return lower(a) === lower(b);
}

export const contractKeeping: Policy = {
  newToken: () => randomText(40),
  newAuthToken: () => randomHex(20),
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
