import type { Response } from '../model/message.ts';
import { redactBytes } from './redact-bytes.ts';
import type { SecretRegistry } from './registry.ts';

/** A response with the secrets replaced in its reason phrase, its header fields and its body, for what quotes from it. */
export function redactResponse(response: Response, registry: SecretRegistry): Response {
  return {
    ...response,
    reason: registry.redact(response.reason),
    headers: registry.redactHeaders(response.headers),
    body: redactBytes(response.body, registry, response.truncated),
  };
}
