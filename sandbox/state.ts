import { randomBytes, randomInt } from 'node:crypto';

/** A reset token that was issued. */
export interface IssuedToken {
  readonly value: string;
  readonly email: string;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly issuedAt: number;
  spent: boolean;
  validated: boolean;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Random letters and digits from a cryptographic source. */
export function randomText(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** A password that any rule for passwords lets through. */
function randomPassword(): string {
  return `Aa1!${randomText(20)}`;
}

/** What one sandbox knows: its account, its tokens, its clock. */
export class State {
  readonly accountEmail = 'kiosk.signin@example.com';
  password = randomPassword();
  /** The tokens that are outstanding or spent, in the order of issue. */
  readonly tokens: IssuedToken[] = [];
  /** How often each password was set, by the journey; the present one is the last. */
  readonly passwordHistory: string[] = [this.password];
  #clockOffsetMs = 0;

  /** The sandbox's clock: ours, and what the clock control has added. */
  get now(): number {
    return Date.now() + this.#clockOffsetMs;
  }

  /** Moves the clock forward. */
  advance(seconds: number): void {
    this.#clockOffsetMs += seconds * 1000;
  }

  /** Issues a token for the account. */
  issue(value: string): IssuedToken {
    const token = { value, email: this.accountEmail, issuedAt: this.now, spent: false, validated: false };
    this.tokens.push(token);
    return token;
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
