import { stimulus } from '../../harness/client/exchange.ts';
import { Inconclusive, Nonconformity } from '../../harness/judge/outcome.ts';
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
    ...clause('RP-SEC-02', { requests: 0, resets: 0, uses: more }, async (bench) => {
      for (const each of more) {
        if (samplesOf(bench.recorded()).length < fewestTokens) await bench.exchange(each);
      }
      const issued = bench.recorded((exchange) => samplesOf([exchange]).length > 0);
      await bench.input(`the tokens of ${issued.length} resets`, () => {
        bench.look(...issued);
        if (issued.length < fewestTokens) {
          throw new Inconclusive(`only ${issued.length} tokens: ${fewestTokens} are needed for an estimate`, 'target');
        }
        const { faults, summary } = strengthOf(samplesOf(issued), bench.target.accountEmail);
        if (faults.length > 0) {
          throw new Nonconformity(bench.clause.accept.words, `${faults.join('; ')} (${summary})`);
        }
        bench.observe(summary);
      });
    }),
  );
});
