import type { Fault } from '../behaviour.ts';
import { randomText } from '../state.ts';
import { all, answers, crash, granted, when, type Where } from '../when.ts';

/** The same request, headers and all, came before in this sandbox: told by the count of its equals. */
const seenBefore = (() => {
  const equals = new WeakMap<object, Set<string>>();
  const where: Where = ({ headers, body: bytes, target }, _answer, { state }) => {
    const known = equals.get(state) ?? new Set<string>();
    equals.set(state, known);
    const key = `${target} ${JSON.stringify(headers)} ${bytes.toString('latin1')}`;
    const before = known.has(key);
    known.add(key);
    return before;
  };
  return all(granted, where);
})();

/** What breaks where a reset is asked for again. */
export const resetAgainFaults: readonly Fault[] = [
  {
    id: 'asked-already',
    title: 'The same request again is answered 409',
    breaks: ['RP-OK-08'],
    shows: 'only after another call',
    origin: 'refactoring',
    ...when(seenBefore, answers(409)),
  },
  {
    id: 'asked-already-crash',
    title: 'The same request again violates a key of the database',
    breaks: ['RP-OK-08', 'RP-ERR-07'],
    shows: 'only after another call',
    origin: 'framework',
    ...when(seenBefore, crash),
  },
  {
    id: 'asked-already-empty',
    title: 'The same request again is answered 204',
    breaks: ['RP-OK-08'],
    shows: 'only after another call',
    origin: 'refactoring',
    ...when(seenBefore, (answer) => ({ ...answer, status: 204, body: '' })),
  },
  {
    id: 'token-constant',
    title: 'Each reset issues the same token',
    breaks: ['RP-OK-09'],
    shows: 'always',
    origin: 'gateway',
    policy: { newToken: () => 'ZkXo2T8fQw5nVb3Lr7Yc9Jd1Hs6Mp4Ga0Ue' },
  },
  {
    id: 'token-repeats',
    title: 'Every fifth reset issues the token before it again',
    breaks: ['RP-OK-09'],
    shows: 'every fifth reset',
    origin: 'gateway',
    policy: {
      newToken: ({ tokens }) => (tokens.length % 5 === 4 ? tokens.at(-1)?.value : undefined) ?? randomText(40),
    },
  },
  {
    id: 'token-every-second-twice',
    title: 'Every second reset issues the token before it again',
    breaks: ['RP-OK-09'],
    shows: 'every second reset',
    origin: 'gateway',
    policy: {
      newToken: ({ tokens }) => (tokens.length % 2 === 1 ? tokens.at(-1)?.value : undefined) ?? randomText(40),
    },
  },
];
