import type { Property } from '../../harness/generate/property.ts';
import { byteEdgeCases, jsonEdgeCases, textEdgeCases } from './hostile-edge-cases.ts';
import { isHandled, isHandledAsText } from './hostile-rules.ts';
import { emailIs, post } from '../calls/reset-password.ts';

const loaded = () => import('./generated-inputs.ts');

/** Any string as `email`. */
export const anyEmail: Property<string> = {
  edgeCases: textEdgeCases,
  inputs: async ({ accountEmail }) => (await loaded()).emails(accountEmail),
  request: (email) => post(emailIs(email)),
  rule: isHandled,
};

/** Any JSON value as the body. */
export const anyJson: Property<string> = {
  edgeCases: jsonEdgeCases,
  inputs: async ({ accountEmail }) => (await loaded()).jsonTexts(accountEmail),
  request: (body) => post(body),
  rule: isHandledAsText,
};

/** Any bytes that are no JSON in UTF-8. */
export const anyBytes: Property<Uint8Array> = {
  edgeCases: byteEdgeCases,
  inputs: async () => (await loaded()).bytesWithoutJson,
  request: (body) => post(body),
  rule: isHandled,
};
