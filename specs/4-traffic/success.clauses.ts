import type { Area } from '../../harness/judge/clause-test.ts';
import { resetSchema } from '../../contract/answers.ts';
import { conformsTo, declaresJson } from '../../harness/judge/rules.ts';
import { isInTypeAskedFor } from '../1-reset-password/hostile-rules.ts';
import { isGranted } from '../calls/reset-password.ts';
import { plainReset } from '../calls/reset-password.ts';
import { Inconclusive } from '../../harness/model/outcome.ts';
import { clause } from '../clause.ts';
import { everyAnswer, type Invariant } from '../../harness/judge/invariant.ts';

const body: Invariant = {
  seeds: [plainReset],
  // A client that accepts another type alone may get that.
  concerns: (exchange) => isGranted(exchange) && !isInTypeAskedFor(exchange),
  rule: (exchange, { run }) => conformsTo(exchange, resetSchema, run.schemas),
  orElse: () => new Inconclusive('no reset was answered 200', 'target'),
};

const mediaType: Invariant = { ...body, rule: declaresJson };

export const everyReset: Area = {
  title: 'Every reset of the run',
  overTraffic: true,
  tests: [
    clause(
      'RP-OK-02',
      'The answer to a reset is a JSON object whose reset_token is a string with content',
      everyAnswer(body),
    ),
    clause('RP-OK-03', 'The answer to a reset declares the media type application/json', everyAnswer(mediaType)),
  ],
};
