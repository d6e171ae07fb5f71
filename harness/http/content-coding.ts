import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { limits } from './limits.ts';

/** Content with its codings undone, or the reason why that is impossible. */
export type Decoded = { readonly body: Buffer; readonly truncated: boolean } | { readonly problem: string };

const decoders: Readonly<Record<string, (content: Buffer, limit: number) => Buffer>> = {
  gzip: (content, limit) => gunzipSync(content, { maxOutputLength: limit }),
  'x-gzip': (content, limit) => gunzipSync(content, { maxOutputLength: limit }),
  deflate: (content, limit) => inflateSync(content, { maxOutputLength: limit }),
  br: (content, limit) => brotliDecompressSync(content, { maxOutputLength: limit }),
};

/**
 * Undoes content codings (RFC 9110 8.4) from the last applied to the first.
 *
 * @param content The content as it came, at most `limit` bytes.
 * @param codings Members of `Content-Encoding`.
 * @param limit Most bytes of the content in any of its forms.
 * @returns The content; empty and marked as truncated where it would grow beyond the limit.
 */
export function undoCodings(content: Buffer, codings: readonly string[], limit: number = limits.bodyBytes): Decoded {
  if (codings.length > limits.codings) return { problem: `the content has more than ${limits.codings} codings` };
  let body = content;
  for (const coding of [...codings].reverse()) {
    const name = coding.toLowerCase();
    if (name === 'identity' || body.length === 0) continue;
    const decode = decoders[name];
    if (decode === undefined) return { problem: 'the content has a coding that was not asked for' };
    try {
      body = decode(body, limit);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
        return { body: Buffer.alloc(0), truncated: true };
      }
      return { problem: `the content is not what Content-Encoding says (${name})` };
    }
  }
  return { body, truncated: false };
}
