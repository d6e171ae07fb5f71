import type { Behaviour } from '../../sandbox/behaviour.ts';
import { drops } from './behaviours.ts';

/** Ways of a target that keeps the contract and is hard to talk to. Each call makes one for one sandbox. */
export const awkward = {
  'a limit of 5 requests a second': () => limitedTo(5),
  '400 ms of latency, with jitter': () => ({ delayMs: () => 300 + Math.random() * 200 }),
  'one connection reset in every 50': () => resetsOneIn(50, Math.floor(Math.random() * 50)),
} satisfies Record<string, () => Behaviour>;

/** Answers 429 with `Retry-After` to what goes beyond a number of requests in one second of the clock. */
function limitedTo(perSecond: number): Behaviour {
  let second = 0;
  let count = 0;
  return {
    answer: (answer) => {
      const now = Math.floor(Date.now() / 1000);
      count = now === second ? count + 1 : 1;
      second = now;
      if (count <= perSecond) return answer;
      return { status: 429, headers: { 'Retry-After': '1', 'Content-Type': 'application/json' }, body: '{}' };
    },
  };
}

/** Resets the connection of one request in so many, on other requests each time. */
export function resetsOneIn(many: number, offset: number): Behaviour {
  return drops((number) => (number + offset) % many === 0);
}
