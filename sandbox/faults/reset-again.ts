import { type Behaviour, fault, type Fault } from '../behaviour.ts';
import { seenBefore } from '../memory.ts';
import { type IssuedToken, randomText } from '../state.ts';
import { all, answers, crash, granted, when } from '../when.ts';

/** A reset whose target, headers and body are those of an earlier one. */
const askedAgain = all(
  granted,
  seenBefore(({ headers, body, target }) => `${target} ${JSON.stringify(headers)} ${body.toString('latin1')}`),
);

/**
 * Every n-th reset issues a good token again that is older than a second: what is made of the second may come twice
 * within it.
 */
const reissuesEvery = (n: number): Behaviour => ({
  policy: {
    newToken: ({ tokens, now }) => {
      const isGoodAndOlder = ({ spent, issuedAt }: IssuedToken): boolean =>
        !spent && now - issuedAt > 1200 && now - issuedAt < 600_000;
      return (tokens.length % n === n - 1 ? tokens.find(isGoodAndOlder)?.value : undefined) ?? randomText(40);
    },
  },
});

/** Faults of a reset that is asked for again. */
export const resetAgainFaults: readonly Fault[] = [
  fault(
    'asked-already',
    'The same request again is answered 409',
    ['RP-OK-08'],
    when(askedAgain, answers(409)),
    'depending on earlier calls',
  ),
  fault(
    'asked-already-crash',
    'The same request again violates a key of the database',
    ['RP-OK-08', 'RP-ERR-07'],
    when(askedAgain, crash),
    'depending on earlier calls',
  ),
  fault(
    'asked-already-empty',
    'The same request again is answered 204',
    ['RP-OK-08'],
    when(askedAgain, (answer) => ({ ...answer, status: 204, body: '' })),
    'depending on earlier calls',
  ),
  fault('token-constant', 'Each reset issues the same token', ['RP-OK-09'], {
    policy: { newToken: () => 'ZkXo2T8fQw5nVb3Lr7Yc9Jd1Hs6Mp4Ga0Ue' },
  }),
  fault(
    'token-repeats',
    'Every fifth reset issues an earlier token again',
    ['RP-OK-09'],
    reissuesEvery(5),
    'now and then',
  ),
  fault(
    'token-every-second-twice',
    'Every second reset issues an earlier token again',
    ['RP-OK-09'],
    reissuesEvery(2),
    'now and then',
  ),
];
