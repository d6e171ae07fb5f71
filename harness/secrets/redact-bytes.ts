import type { SecretRegistry } from './registry.ts';

/**
 * Bytes with their secrets replaced by placeholders, everything else as it was.
 *
 * It comes before any cut or escape: half a token is no longer found, and still too much to show.
 */
export function redactBytes(bytes: Uint8Array, registry: SecretRegistry): Buffer {
  const buffer = Buffer.from(bytes);
  // Latin-1 maps each byte to one character and back, so what is no UTF-8 survives.
  const encoding = isUtf8(buffer) ? 'utf8' : 'latin1';
  return Buffer.from(registry.redact(buffer.toString(encoding)), encoding);
}

/** True where bytes are well-formed UTF-8 (RFC 3629). */
export function isUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);
}
