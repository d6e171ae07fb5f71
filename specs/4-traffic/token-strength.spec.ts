import { stimulus } from '../../harness/model/exchange.ts';
import { Inconclusive, Nonconformity } from '../../harness/model/outcome.ts';
import { curl, httpie, node, pythonRequests } from '../1-reset-password/clients.ts';
import { good } from '../1-reset-password/request.ts';
import { plainReset, secondReset } from '../1-reset-password/stimuli.ts';
import { samplesOf } from '../1-reset-password/token-strength/sample.ts';
import { strengthOf } from '../1-reset-password/token-strength/strength.ts';
import { clause, test } from '../suite.ts';

/** Fewer tokens show too little. */
const fewestTokens = 10;

/** What is sent where the run has brought too few tokens: first what other clauses send anyway. */
const more = [
  ...[plainReset, secondReset, curl, httpie, pythonRequests, node],
  ...[1, 2, 3, 4].map((number) => stimulus(`token sample ${number}`, (to) => good(to), { mayReset: true })),
];

test.describe('Every token of the run', () => {
  test(
    ...clause('RP-SEC-02', { requests: 0, resets: 0, uses: more }, async (context) => {
      for (const each of more) {
        if (samplesOf(context.recorded()).length < fewestTokens) await context.exchange(each);
      }
      const issued = context.recorded((exchange) => samplesOf([exchange]).length > 0);
      await context.input(`the tokens of ${issued.length} resets`, () => {
        context.look(...issued);
        if (issued.length < fewestTokens) {
          throw new Inconclusive(`only ${issued.length} tokens: ${fewestTokens} are needed for an estimate`, 'target');
        }
        const { faults, summary } = strengthOf(samplesOf(issued), context.target.accountEmail);
        if (faults.length > 0) {
          throw new Nonconformity(context.clause.accept.words, `${faults.join('; ')} (${summary})`);
        }
        context.observe(summary);
      });
    }),
  );
});
