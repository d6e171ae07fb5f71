import { isUtf8 } from 'node:buffer';
import { redactBegin } from '../secrets/redact-bytes.ts';
import type { SecretRegistry } from '../secrets/registry.ts';

/** Longest body that a report carries, in bytes. */
const longestBody = 16 * 1024;

/** A body as reports carry it: secrets replaced, then cut. */
export interface ShownBody {
  readonly encoding: 'utf8' | 'base64';
  /** Text where the body is text, else its bytes in Base64. */
  readonly value: string;
  /** Length of the whole body, in bytes. */
  readonly size: number;
  /** True where more came than is shown. */
  readonly truncated: boolean;
}

/**
 * A body for a report.
 *
 * @param isCut True where more came than these bytes.
 */
export function shownBody(body: Uint8Array, registry: SecretRegistry, isCut: boolean): ShownBody {
  const isText = isUtf8(body);
  const shown = redactBegin(body, registry, 4 * longestBody, isCut);
  return {
    encoding: isText ? 'utf8' : 'base64',
    value: isText ? shown.toString('utf8').slice(0, longestBody) : shown.subarray(0, longestBody).toString('base64'),
    size: body.length,
    truncated: isCut || body.length > longestBody,
  };
}
