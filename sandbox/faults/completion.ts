import { type SandboxAnswer, withJson } from '../message.ts';
import { all, status, toComplete } from '../when.ts';

/** A completion that goes through. */
export const completed = all(toComplete, status(200));

/** The answer to one that did, whatever came of it. */
export const completes = (answer: SandboxAnswer): SandboxAnswer =>
  withJson({ ...answer, status: 200 }, { completed: true });

/** The object that a request carries; empty where it carries none. */
export function sent({ body }: { body: Buffer }): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(body.toString()) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}
