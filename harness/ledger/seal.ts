import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';

/** A sealed text as it stands in a file. The version pins the parameters, so that no file can ask for costly ones. */
export interface Sealed {
  readonly format: typeof format;
  readonly version: typeof version;
  /** Base64, as the other fields: drawn anew each time. */
  readonly salt: string;
  readonly nonce: string;
  readonly tag: string;
  readonly data: string;
}

const format = 'conformance-ledger';
const version = 1;

/** Parameters of version 1: scrypt (RFC 7914) with 32 MiB, AES-256-GCM with the nonce of 96 bits that it is made for. */
const cipher = 'aes-256-gcm';
const scrypt = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const sizes = { key: 32, salt: 16, nonce: 12, tag: 16 } as const;

/** What is authenticated beside the text. */
const header = Buffer.from(`${format} ${version}`);

/** Encrypts a text with a key that a passphrase gives. */
export function seal(text: string, passphrase: string): Sealed {
  const salt = randomBytes(sizes.salt);
  const nonce = randomBytes(sizes.nonce);
  const encryption = createCipheriv(cipher, keyOf(passphrase, salt), nonce, { authTagLength: sizes.tag });
  encryption.setAAD(header);
  const data = Buffer.concat([encryption.update(text, 'utf8'), encryption.final()]);
  const base64 = (bytes: Buffer): string => bytes.toString('base64');
  return {
    format,
    version,
    salt: base64(salt),
    nonce: base64(nonce),
    tag: base64(encryption.getAuthTag()),
    data: base64(data),
  };
}

/**
 * Decrypts what {@link seal} made.
 *
 * @returns the text, or undefined where the passphrase is another one or anything was altered.
 */
export function unseal(sealed: Sealed, passphrase: string): string | undefined {
  const [salt, nonce, tag, data] = [sealed.salt, sealed.nonce, sealed.tag, sealed.data].map((field) =>
    Buffer.from(field, 'base64'),
  ) as [Buffer, Buffer, Buffer, Buffer];
  try {
    const decryption = createDecipheriv(cipher, keyOf(passphrase, salt), nonce, { authTagLength: sizes.tag });
    decryption.setAAD(header);
    decryption.setAuthTag(tag);
    return decryption.update(data, undefined, 'utf8') + decryption.final('utf8');
  } catch {
    // Which of the two it is can't be told, and need not be.
    return undefined;
  }
}

/** True for a value in the form of {@link Sealed}. */
export function isSealed(value: unknown): value is Sealed {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  const texts = [fields.salt, fields.nonce, fields.tag, fields.data];
  return fields.format === format && fields.version === version && texts.every((each) => typeof each === 'string');
}

function keyOf(passphrase: string, salt: Buffer): Buffer {
  return scryptSync(passphrase.normalize('NFC'), salt, sizes.key, scrypt);
}
