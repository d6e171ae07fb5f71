/** The tokens of a sample as something else than the text that they came as. */
export interface View {
  /** Such as "as they are", "decoded from base64". */
  readonly name: string;
  readonly tokens: readonly string[];
  /** True where the view reads as text, so that it says what the tokens are made from. */
  readonly readable: boolean;
}

/** Encodings inside one another that are looked through. */
const mostLayers = 3;

/**
 * The ways in which a sample can be read: as it is; with what decodes to text decoded, part by part (a signed token
 * has parts between dots); and the bytes behind base64, written in hexadecimal digits.
 */
export function viewsOf(tokens: readonly string[]): View[] {
  const views: View[] = [{ name: 'as they are', tokens, readable: true }];
  let inner = tokens;
  for (let layer = 0; layer < mostLayers; layer += 1) {
    const decoded = textInside(inner);
    if (decoded === undefined) break;
    inner = decoded;
    views.push({ name: 'decoded', tokens: inner, readable: true });
  }
  const bytes = inner.map((token) => (isHex(token) ? undefined : fromBase64(token)));
  if (bytes.every((each) => each !== undefined)) {
    views.push({ name: 'decoded from base64', tokens: bytes.map((each) => each.toString('hex')), readable: false });
  }
  return views;
}

/** The bytes that a text in hexadecimal digits or in base64 of either alphabet stands for; undefined where it is neither. */
export function bytesOf(text: string): Buffer | undefined {
  const plain = text.replaceAll('-', '');
  return isHex(plain) ? Buffer.from(plain, 'hex') : fromBase64(text);
}

function textInside(tokens: readonly string[]): string[] | undefined {
  const parts = tokens.map((token) => token.split('.'));
  const count = parts[0]?.length ?? 0;
  if (parts.some(({ length }) => length !== count)) return undefined;
  const readable = Array.from({ length: count }, (_, index) =>
    parts.every((each) => readableText(each[index] ?? '') !== undefined),
  );
  if (!readable.includes(true)) return undefined;
  return parts.map((each) =>
    each.map((part, index) => (readable[index] === true ? (readableText(part) ?? part) : part)).join('.'),
  );
}

function readableText(part: string): string | undefined {
  // Shorter texts decode to something readable by mere chance.
  if (part.length < 8) return undefined;
  const text = bytesOf(part)?.toString('latin1');
  return text !== undefined && /^[\x20-\x7e]+$/.test(text) ? text : undefined;
}

function isHex(text: string): boolean {
  return text.length % 2 === 0 && /^[0-9a-f]+$/i.test(text);
}

function fromBase64(text: string): Buffer | undefined {
  return /^[\w+/-]+={0,2}$/.test(text) && text.replace(/=+$/, '').length % 4 !== 1
    ? Buffer.from(text, 'base64')
    : undefined;
}
