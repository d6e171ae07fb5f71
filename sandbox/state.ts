import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** A reset token that was issued. */
export interface IssuedToken {
  readonly value: string;
  /** Time of issue by the sandbox's clock, in milliseconds since the epoch. */
  readonly issuedAt: number;
  spent: boolean;
  validated: boolean;
}

/** An auth token that a log-in brought. */
export interface AuthToken {
  readonly value: string;
  /** Time of the log-in by the sandbox's clock, in milliseconds since the epoch. */
  readonly issuedAt: number;
  /** True once something has ended it before its time. */
  ended: boolean;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Random letters and digits from a cryptographic source. */
export function randomText(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** A random password that satisfies any password policy. */
function randomPassword(): string {
  return `Aa1!${randomText(20)}`;
}

/** The state of one sandbox: its account, its tokens, its clock. */
export class State {
  readonly accountEmail = 'kiosk.signin@example.com';
  password = randomPassword();
  /** All tokens that were issued, in the order of issue. */
  readonly tokens: IssuedToken[] = [];
  /** All auth tokens that were issued, in the order of issue. */
  readonly authTokens: AuthToken[] = [];
  /** Ids of the account: its user, its organization, and that as a retailer. */
  readonly uuids = { user: randomUUID(), org: randomUUID(), retailer: randomUUID() };
  /** The initial password and all that were set after it, in order. */
  readonly passwordHistory: string[] = [this.password];
  #clockOffsetMs = 0;

  /** The system time plus what the clock control has added, in milliseconds since the epoch. */
  get now(): number {
    return Date.now() + this.#clockOffsetMs;
  }

  /** Moves the clock forward. */
  advance(seconds: number): void {
    this.#clockOffsetMs += seconds * 1000;
  }

  /** Issues a token for the account. */
  issue(value: string): IssuedToken {
    const token = { value, issuedAt: this.now, spent: false, validated: false };
    this.tokens.push(token);
    return token;
  }

  /** Issues an auth token for the account. */
  issueAuthToken(value: string): AuthToken {
    const token = { value, issuedAt: this.now, ended: false };
    this.authTokens.push(token);
    return token;
  }

  /** Ends all auth tokens of the account. */
  endAuthTokens(): void {
    for (const token of this.authTokens) token.ended = true;
  }

  /** Sets a new password. */
  changePassword(password: string): void {
    this.password = password;
    this.passwordHistory.push(password);
  }
}

/** Random bytes as lower-case hexadecimal digits. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
