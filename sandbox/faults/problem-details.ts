import { fault, type Fault } from '../behaviour.ts';
import type { SandboxAnswer } from '../message.ts';
import type { Refusal } from '../policy.ts';
import { all, body, status, toReset, when } from '../when.ts';

/** Refusals as problem details (RFC 9457), with this as their `status`. */
const problems = (statusOf: (refusal: Refusal) => unknown) => ({
  policy: {
    errorBody: (refusal: Refusal) => ({
      type: 'application/problem+json',
      body: JSON.stringify({ title: 'Refused', detail: refusal.detail, status: statusOf(refusal) }),
    }),
  },
});

const turnedInto =
  (code: number) =>
  (answer: SandboxAnswer): SandboxAnswer => ({ ...answer, status: code });

/** Faults of problem details. */
export const problemDetailsFaults: readonly Fault[] = [
  fault(
    'problem-status-500',
    'Problem details say 500, whatever the code is',
    ['RP-ERR-10'],
    problems(() => 500),
  ),
  fault(
    'problem-status-is-string',
    'Problem details say the code as a string',
    ['RP-ERR-10'],
    problems(({ status: code }) => String(code)),
  ),
  fault(
    'problem-status-is-null',
    'Problem details have null as their status',
    ['RP-ERR-10'],
    problems(() => null),
  ),
  fault(
    'problem-behind-gateway',
    'A gateway turns 422 into 400, and leaves the problem details as they are',
    ['RP-ERR-10'],
    {
      ...problems(({ status: code }) => code),
      ...when(all(toReset, status(422), body(/^\{"email":" +"\}$/)), turnedInto(400)),
    },
    'for one value',
  ),
];
