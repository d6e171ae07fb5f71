import { clauseOf } from '../../contract/register.ts';
import { conformsTo, declaresJson } from '../../harness/judge/rules.ts';
import { isGranted } from '../1-reset-password/token.ts';
import { plainReset } from '../1-reset-password/stimuli.ts';
import { Inconclusive } from '../../harness/model/outcome.ts';
import { clause, test } from '../suite.ts';
import { type Invariant, load, overTraffic } from './over-traffic.ts';

const schema = clauseOf('RP-OK-02').accept.success ?? '';

const body: Invariant = {
  seeds: [plainReset],
  concerns: isGranted,
  rule: (exchange) => conformsTo(exchange, schema),
  orElse: () => new Inconclusive('no reset was answered 200', 'target'),
};

const mediaType: Invariant = { ...body, rule: declaresJson };

test.describe('Every reset of the run', () => {
  test(...clause('RP-OK-02', load(body), overTraffic(body)));
  test(...clause('RP-OK-03', load(mediaType), overTraffic(mediaType)));
});
