import { randomInt } from 'node:crypto';
import type { Profile } from '../model/target.ts';

/** What a default depends on. */
export interface Circumstances {
  readonly embedded: boolean;
  readonly loopback: boolean;
  readonly profile: Profile;
}

/** The profile where none is asked for: the sandbox can take everything, a shared target gets no `destructive` clause. */
export function defaultProfile(embedded: boolean): Profile {
  return embedded ? 'full' : 'standard';
}

/** Politeness towards a target that others use too. */
export function defaultRequestsPerSecond({ loopback }: Circumstances): number {
  return loopback ? Infinity : 10;
}

/** Generated inputs per property clause. */
export function defaultGeneratedCases({ loopback }: Circumstances): number {
  return loopback ? 200 : 25;
}

const effectsByProfile: Readonly<Record<Profile, number>> = { health: 3, standard: 60, full: 150 };

/** Each request that takes effect may send a mail; the sandbox sends none. */
export function defaultMaxEffects({ embedded, profile }: Circumstances): number {
  return embedded ? Infinity : effectsByProfile[profile];
}

/** A 32-bit unsigned integer. */
export function randomSeed(): number {
  return randomInt(2 ** 32);
}

/**
 * An address that has no account: letters and digits at `example.com`, which RFC 2606 reserves and which, unlike
 * `.test` and `.invalid`, address validators accept. 20 places out of 36 never meet an account by chance.
 */
export function randomUnknownEmail(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const local = Array.from({ length: 20 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${local}@example.com`;
}
