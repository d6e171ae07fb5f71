import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { Target } from '../model/target.ts';
import { isSealed, seal, unseal } from './seal.ts';

/** A token that a run has left for a later one, to see what becomes of it with time. */
export interface KeptToken {
  readonly value: string;
  readonly accountEmail: string;
  readonly baseUrl: string;
  /** Before the request that brought it, ISO 8601. */
  readonly issuedAt: string;
  /** Whether it was found valid right after it was issued. */
  readonly validated: boolean;
  /** True where something was sent since that can have made it void. */
  readonly maybeVoid: boolean;
  /** An auth token of the account that was seen to open something; absent where there was none. */
  readonly authToken?: { readonly value: string; readonly issuedAt: string };
}

/** What a ledger holds for a target; a problem is one line that says what is wrong and what is done about it. */
export type LedgerContent = { readonly token: KeptToken } | { readonly problem: string } | undefined;

/** A token that is older tells more about the target's housekeeping than about its two hours. */
const staleAfterDays = 7;
const dayMs = 86_400_000;

/** The encrypted file in which a run keeps one token. */
export class Ledger {
  readonly #file: string;
  readonly #key: string;

  /** @param key The passphrase. */
  constructor(file: string, key: string) {
    this.#file = file;
    this.#key = key;
  }

  /**
   * Reads the token that is kept for a target.
   *
   * @param now Milliseconds since the epoch.
   * @returns undefined where nothing is kept. It never throws for what the file holds.
   */
  read(target: Pick<Target, 'baseUrl' | 'accountEmail'>, now: number): LedgerContent {
    if (!existsSync(this.#file)) return undefined;
    const token = this.#open();
    if (typeof token === 'string') return this.#problem(token);
    if (token.baseUrl !== target.baseUrl || token.accountEmail !== target.accountEmail) {
      return this.#problem(
        'its token is of another target or account (BASE_URL, ACCOUNT_EMAIL): give each its own file',
      );
    }
    const ageMs = now - Date.parse(token.issuedAt);
    if (ageMs < 0) return this.#problem('its token was issued in the future: one of the two clocks is off');
    if (ageMs > staleAfterDays * dayMs) {
      return this.#problem(`its token is stale: ${Math.floor(ageMs / dayMs)} days old, of ${staleAfterDays} at most`);
    }
    return { token };
  }

  /**
   * Keeps a token in the place of what the file holds. The file is replaced as a whole and is its owner's alone.
   *
   * @returns the problem in one line where it can't be written.
   */
  keep(token: KeptToken): string | undefined {
    const beside = `${this.#file}.${process.pid}.tmp`;
    try {
      const handle = openSync(beside, 'w', 0o600);
      try {
        writeSync(handle, `${JSON.stringify(seal(JSON.stringify(token), this.#key))}\n`);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(beside, this.#file);
      return undefined;
    } catch (error) {
      rmSync(beside, { force: true });
      return `LEDGER_FILE ${this.#file} can't be written (${codeOf(error)}): no token is kept`;
    }
  }

  /**
   * Forgets the token.
   *
   * @returns the problem in one line where the file can't be removed.
   */
  forget(): string | undefined {
    try {
      rmSync(this.#file, { force: true });
      return undefined;
    } catch (error) {
      return `LEDGER_FILE ${this.#file} can't be removed (${codeOf(error)}): remove it by hand`;
    }
  }

  /** The token, or what is wrong with the file. */
  #open(): KeptToken | string {
    let value: unknown;
    try {
      value = JSON.parse(readFileSync(this.#file, 'utf8'));
    } catch (error) {
      return error instanceof SyntaxError ? 'it is damaged: no JSON' : `it can't be read (${codeOf(error)})`;
    }
    if (!isSealed(value)) return 'it is damaged, or no ledger of this version';
    const text = unseal(value, this.#key);
    if (text === undefined) return 'it is damaged, or LEDGER_KEY is another one than it was written with';
    const token: unknown = JSON.parse(text);
    return isKeptToken(token) ? token : 'it holds no token';
  }

  #problem(what: string): { problem: string } {
    return { problem: `LEDGER_FILE ${this.#file} is passed over: ${what}` };
  }
}

function isKeptToken(value: unknown): value is KeptToken {
  if (typeof value !== 'object' || value === null) return false;
  const {
    value: token,
    accountEmail,
    baseUrl,
    issuedAt,
    validated,
    maybeVoid,
    authToken,
  } = value as Partial<KeptToken>;
  const texts = [token, accountEmail, baseUrl, issuedAt, authToken?.value ?? '', authToken?.issuedAt ?? ''];
  return (
    texts.every((each) => typeof each === 'string') &&
    !Number.isNaN(Date.parse(issuedAt ?? '')) &&
    typeof validated === 'boolean' &&
    typeof maybeVoid === 'boolean'
  );
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}
