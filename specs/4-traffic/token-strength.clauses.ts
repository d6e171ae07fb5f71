import type { Area } from '../../harness/judge/clause-test.ts';
import { stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Inconclusive, Nonconformity } from '../../harness/model/outcome.ts';
import { curl, httpie, node, pythonRequests } from '../1-reset-password/clients.ts';
import { good } from '../calls/reset-password.ts';
import { plainReset, secondReset } from '../calls/reset-password.ts';
import { apartMs } from '../1-reset-password/different-tokens.ts';
import { type Sample, samplesOf } from '../1-reset-password/token-strength/sample.ts';
import { strengthOf } from '../1-reset-password/token-strength/strength.ts';
import { assertAnswersHoldTokens } from '../journey/token-of-reset.ts';
import { clause } from '../clause.ts';

/** Fewer tokens show too little. */
const fewestTokens = 10;

/** What is sent where the run has brought too few tokens: first what other clauses send anyway. */
const more = [
  ...[plainReset, secondReset, curl, httpie, pythonRequests, node],
  ...[1, 2, 3, 4].map((number) => stimulus(`token sample ${number}`, (to) => good(to), { hasEffect: true })),
];

function differentTokens(context: ClauseContext): number {
  return new Set(samplesOf(context.recorded()).map(({ token }) => token)).size;
}

/** The samples without those whose token came within the same second before: a token may be made of the second. */
function onceASecond(samples: readonly Sample[]): Sample[] {
  const lastWith = new Map<string, Sample>();
  return samples.filter((sample) => {
    const last = lastWith.get(sample.token);
    lastWith.set(sample.token, sample);
    return last === undefined || sample.to - last.to >= apartMs;
  });
}

export const everyToken: Area = {
  title: 'Every token of the run',
  overTraffic: true,
  tests: [
    clause(
      'RP-SEC-02',
      'Tokens are long, random, and not made from clock, counter or address',
      { uses: more },
      async (context) => {
        assertAnswersHoldTokens(context.target);
        for (const each of more) {
          if (differentTokens(context) < fewestTokens) await context.exchange(each);
        }
        const issued = context.recorded((exchange) => samplesOf([exchange]).length > 0);
        await context.input(`the tokens of ${issued.length} resets`, () => {
          context.look(...issued);
          const different = differentTokens(context);
          if (different < fewestTokens) {
            throw new Inconclusive(
              `only ${different} different tokens: ${fewestTokens} are needed for an estimate`,
              'target',
            );
          }
          const { faults, summary } = strengthOf(onceASecond(samplesOf(issued)), context.target.accountEmail);
          if (faults.length > 0) {
            throw new Nonconformity(context.clause.accept.words, `${faults.join('; ')} (${summary})`);
          }
          context.observe(summary);
        });
      },
    ),
  ],
};
