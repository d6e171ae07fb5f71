import type { Area } from '../../harness/judge/clause-test.ts';
import { stimulus } from '../../harness/model/exchange.ts';
import { Inconclusive, Nonconformity } from '../../harness/model/outcome.ts';
import { curl, httpie, node, pythonRequests } from '../1-reset-password/clients.ts';
import { good } from '../calls/reset-password.ts';
import { plainReset, secondReset } from '../calls/reset-password.ts';
import { samplesOf } from '../1-reset-password/token-strength/sample.ts';
import { strengthOf } from '../1-reset-password/token-strength/strength.ts';
import { clause } from '../clause.ts';

/** Fewer tokens show too little. */
const fewestTokens = 10;

/** What is sent where the run has brought too few tokens: first what other clauses send anyway. */
const more = [
  ...[plainReset, secondReset, curl, httpie, pythonRequests, node],
  ...[1, 2, 3, 4].map((number) => stimulus(`token sample ${number}`, (to) => good(to), { hasEffect: true })),
];

export const everyToken: Area = {
  title: 'Every token of the run',
  overTraffic: true,
  tests: [
    clause(
      'RP-SEC-02',
      'Tokens are long, random, and not made from clock, counter or address',
      { uses: more },
      async (context) => {
        for (const each of more) {
          if (samplesOf(context.recorded()).length < fewestTokens) await context.exchange(each);
        }
        const issued = context.recorded((exchange) => samplesOf([exchange]).length > 0);
        await context.input(`the tokens of ${issued.length} resets`, () => {
          context.look(...issued);
          if (issued.length < fewestTokens) {
            throw new Inconclusive(
              `only ${issued.length} tokens: ${fewestTokens} are needed for an estimate`,
              'target',
            );
          }
          const { faults, summary } = strengthOf(samplesOf(issued), context.target.accountEmail);
          if (faults.length > 0) {
            throw new Nonconformity(context.clause.accept.words, `${faults.join('; ')} (${summary})`);
          }
          context.observe(summary);
        });
      },
    ),
  ],
};
