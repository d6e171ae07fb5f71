import type { Area } from '../../harness/judge/clause-test.ts';
import type { Answered } from '../../harness/model/exchange.ts';
import { Nonconformity, NotApplicable } from '../../harness/model/outcome.ts';
import { fieldValue, listMembers } from '../../harness/model/message.ts';
import { withDelete, withGet, withPatch, withPut } from '../calls/reset-password.ts';
import { clause } from '../clause.ts';
import { everyAnswer, type Invariant } from '../../harness/judge/invariant.ts';

const seeds = [withGet, withPut, withPatch, withDelete];
const isRefusedVerb = ({ response }: Answered): boolean => response.status === 405;
const pathOf = ({ request }: Answered): string => request.path.replace(/\?.*$/, '');

const allowIsThere: Invariant = {
  seeds,
  concerns: isRefusedVerb,
  rule: ({ response }) => {
    const allow = fieldValue(response.headers, 'Allow');
    if (allow === undefined) throw new Nonconformity('Allow with POST', '405 without Allow');
    if (!listMembers(response.headers, 'Allow').includes('POST'))
      throw new Nonconformity('Allow with POST', `Allow: ${allow}`);
  },
  orElse: () => new NotApplicable('no verb was answered 405'),
};

const allowIsTrue: Invariant = {
  seeds,
  concerns: isRefusedVerb,
  rule: (exchange, context) => {
    const refused = context
      .recorded((each) => each.response?.status === 405 && pathOf(each as Answered) === pathOf(exchange))
      .map(({ request }) => request.method);
    const wrong = listMembers(exchange.response.headers, 'Allow').find((method) => refused.includes(method));
    if (wrong === undefined) return;
    throw new Nonconformity(
      'Allow without the methods that are refused',
      `${wrong} in Allow, and ${wrong} answered 405`,
    );
  },
  orElse: () => new NotApplicable('no verb was answered 405'),
};

export const everyRefusedVerb: Area = {
  title: 'Every refused verb of the run',
  overTraffic: true,
  tests: [
    clause(
      'RP-405-05',
      'Every refusal of a verb says in Allow which verbs are taken, POST among them',
      everyAnswer(allowIsThere),
    ),
    clause('RP-405-06', 'Allow names no verb that this run saw refused', everyAnswer(allowIsTrue)),
  ],
};
