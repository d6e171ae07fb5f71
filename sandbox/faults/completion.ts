import { type SandboxAnswer, withJson } from '../message.ts';
import { all, status, toComplete } from '../when.ts';

/** A completion that succeeds. */
export const completed = all(toComplete, status(200));

/** Replaces the answer by that of a completion that succeeds. */
export const completes = (answer: SandboxAnswer): SandboxAnswer =>
  withJson({ ...answer, status: 200 }, { completed: true });

/** The JSON object in a request, or an empty one if the body is not JSON. */
export function sent({ body }: { body: Buffer }): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(body.toString()) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}
