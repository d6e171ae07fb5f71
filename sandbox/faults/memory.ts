import type { Fault } from '../behaviour.ts';
import type { Change, Where } from '../when.ts';

/** Changes of answers that look at what was asked before. Each sandbox has a memory of its own. */
type Answer = Pick<Fault, 'answer'>;

/** Changes every n-th answer to the requests that a condition fits. */
export function everyNth(n: number, where: Where, change: Change): Answer {
  const times = new WeakMap<object, number>();
  return {
    answer: (answer, request, context) => {
      if (!where(request, answer, context)) return answer;
      const time = (times.get(context.state) ?? 0) + 1;
      times.set(context.state, time);
      return time % n === 0 ? change(answer, request, context) : answer;
    },
  };
}

/** Once a mark was seen, changes the answers to the requests that a condition fits. */
export function everAfter(mark: Where, then: Where, change: Change): Answer {
  return after(mark, then, change, () => undefined);
}

/** After each mark, changes the next answer to a request that a condition fits. */
export function nextAfter(mark: Where, then: Where, change: Change): Answer {
  return after(mark, then, change, (seen, state) => seen.delete(state));
}

function after(mark: Where, then: Where, change: Change, done: (seen: WeakSet<object>, state: object) => void): Answer {
  const seen = new WeakSet<object>();
  return {
    answer: (answer, request, context) => {
      if (mark(request, answer, context)) seen.add(context.state);
      if (!seen.has(context.state) || !then(request, answer, context)) return answer;
      done(seen, context.state);
      return change(answer, request, context);
    },
  };
}
