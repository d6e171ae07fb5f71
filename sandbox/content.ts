import { mediaTypeOf, type SandboxRequest } from './message.ts';
import type { Policy, Refusal } from './policy.ts';

/** The JSON object in a request, or the reason for refusing it. */
export type ReadContent = { readonly object: Readonly<Record<string, unknown>> } | Refusal;

/** Reads the content of a request. Checks its headers and size first, then encoding, depth, grammar and shape. */
export function readContent(request: SandboxRequest, policy: Policy): ReadContent {
  const type = mediaTypeOf(request);
  if (type !== 'application/json')
    return { status: 415, detail: 'The content has to be declared as application/json.' };
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && charset.toLowerCase() !== 'utf-8') {
    return { status: 415, detail: 'The charset has to be utf-8.' };
  }
  const coding = request.headers['content-encoding'];
  if (coding !== undefined && coding.toLowerCase() !== 'identity') {
    return { status: 415, detail: 'No content coding is taken.' };
  }
  if (request.tooLarge) return { status: 413, detail: 'The content is too large.' };
  return parse(request.body, policy);
}

function parse(body: Buffer, policy: Policy): ReadContent {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return { status: 400, detail: 'The content is not UTF-8.' };
  }
  if (depthOf(text) > policy.deepestBody) return { status: 400, detail: 'The content is nested too deep.' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { status: 400, detail: 'The content is not JSON.' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { status: 400, detail: 'The content has to be a JSON object.' };
  }
  return { object: value as Record<string, unknown> };
}

/** The nesting depth of a JSON text. It counts brackets inside strings as well, so it may be too high. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth -= 1;
  }
  return deepest;
}
