import { isUtf8 } from 'node:buffer';
import type { SecretRegistry } from './registry.ts';

/** What a cut leaves of a secret may be too short to be recognised, in so many bytes at most, however it is written. */
const longestRemnant = 40;

/**
 * Bytes with their secrets replaced by placeholders, everything else as it was.
 *
 * It comes before any cut or escape: half a secret may be too short to be recognised, and still too much to show.
 *
 * @param isCut True where more came than these bytes: then the last ones, which may begin a secret, are left out.
 */
export function redactBytes(bytes: Uint8Array, registry: SecretRegistry, isCut = false): Buffer {
  const { text, encoding } = textOf(bytes);
  const redacted = Buffer.from(registry.redact(text), encoding);
  return isCut ? redacted.subarray(0, -longestRemnant) : redacted;
}

/**
 * The begin of some bytes with its secrets replaced: what a report shows of a body takes no longer for a long one.
 *
 * @param most How many bytes are looked at; a report that shows less cuts the result.
 * @param isCut As in {@link redactBytes}.
 */
export function redactBegin(bytes: Uint8Array, registry: SecretRegistry, most: number, isCut = false): Buffer {
  return redactBytes(bytes.subarray(0, most), registry, isCut || bytes.length > most);
}

/** Bytes as text: as UTF-8 where they are that, else a character for each byte, so that they can be had back. */
export function textOf(bytes: Uint8Array): { readonly text: string; readonly encoding: 'utf8' | 'latin1' } {
  const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
  return { text: Buffer.from(bytes).toString(encoding), encoding };
}
