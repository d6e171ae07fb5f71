import type { Behaviour } from './behaviour.ts';
import type { SandboxRequest } from './message.ts';
import type { State } from './state.ts';
import type { Change, Where } from './when.ts';

/**
 * Keeps a value for each sandbox. Behaviours are shared by all sandboxes of a process and keep state in no other way.
 *
 * @param makeInitial Makes the value of a sandbox that has none yet.
 * @returns The value of the sandbox that a state belongs to.
 */
export function remember<T extends object>(makeInitial: () => T): (state: State) => T {
  const values = new WeakMap<State, T>();
  return (state) => {
    const known = values.get(state);
    if (known !== undefined) return known;
    const value = makeInitial();
    values.set(state, value);
    return value;
  };
}

/**
 * A request with the same key as an earlier one. It remembers only the requests that it is asked about, so as the last
 * condition of `all` it compares only requests that meet the others.
 */
export function seenBefore(keyOf: (request: SandboxRequest) => string): Where {
  const keysOf = remember(() => new Set<string>());
  return (request, _answer, { state }) => {
    const keys = keysOf(state);
    const key = keyOf(request);
    const before = keys.has(key);
    keys.add(key);
    return before;
  };
}

/** Changes every n-th answer to the requests that meet a condition. */
export function everyNth(n: number, where: Where, change: Change): Behaviour {
  const counterOf = remember(() => ({ count: 0 }));
  return {
    answer: (answer, request, context) => {
      if (!where(request, answer, context)) return answer;
      const counter = counterOf(context.state);
      counter.count += 1;
      return counter.count % n === 0 ? change(answer, request, context) : answer;
    },
  };
}

/** Changes the answers to the requests that meet `then`, once a request has met `mark`. */
export function everAfter(mark: Where, then: Where, change: Change): Behaviour {
  return after(mark, then, change, 'every');
}

/** Changes only the next answer to a request that meets `then`, each time that a request has met `mark`. */
export function nextAfter(mark: Where, then: Where, change: Change): Behaviour {
  return after(mark, then, change, 'next');
}

function after(mark: Where, then: Where, change: Change, which: 'every' | 'next'): Behaviour {
  const memoryOf = remember(() => ({ isMarked: false }));
  return {
    answer: (answer, request, context) => {
      const memory = memoryOf(context.state);
      if (mark(request, answer, context)) memory.isMarked = true;
      if (!memory.isMarked || !then(request, answer, context)) return answer;
      if (which === 'next') memory.isMarked = false;
      return change(answer, request, context);
    },
  };
}
