import { type Behaviour, fault, type Fault } from '../behaviour.ts';
import { seenBefore } from '../memory.ts';
import { type IssuedToken, randomText } from '../state.ts';
import { all, answers, crash, granted, when } from '../when.ts';

/** A reset whose target, headers and body are those of an earlier one; what traces a request tells nothing of what is asked. */
const askedAgain = all(
  granted,
  seenBefore(({ headers, body, target }) => {
    const asking = JSON.stringify({ ...headers, traceparent: undefined });
    return `${target} ${asking} ${body.toString('latin1')}`;
  }),
);

/**
 * Resets issue a good token again that is older than a second: what is made of the second may come twice within it.
 *
 * @param when Tells from the tokens so far whether the next reset does.
 */
const reissuing = (when: (tokens: readonly IssuedToken[]) => boolean): Behaviour => ({
  policy: {
    newToken: ({ tokens, now }) => {
      const isGoodAndOlder = ({ spent, issuedAt }: IssuedToken): boolean =>
        !spent && now - issuedAt > 1000 && now - issuedAt < 600_000;
      return (when(tokens) ? tokens.find(isGoodAndOlder)?.value : undefined) ?? randomText(40);
    },
  },
});

/** True where the last token came for the first time. */
const isLastNew = (tokens: readonly IssuedToken[]): boolean =>
  tokens.findIndex(({ value }) => value === tokens.at(-1)?.value) === tokens.length - 1;

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
    'A reset issues the token again that is older than a second',
    ['RP-OK-09'],
    reissuing(() => true),
    'now and then',
  ),
  fault(
    'token-every-second-twice',
    'Every second reset issues an earlier token again',
    ['RP-OK-09'],
    reissuing(isLastNew),
    'now and then',
  ),
];
