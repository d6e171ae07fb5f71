import type { Answered } from '../../harness/model/exchange.ts';
import { Nonconformity, NotApplicable } from '../../harness/model/outcome.ts';
import { fieldValue, listMembers } from '../../harness/model/message.ts';
import { withDelete, withGet, withPatch, withPut } from '../1-reset-password/stimuli.ts';
import { clause, test } from '../suite.ts';
import { type Invariant, load, overTraffic } from './over-traffic.ts';

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

test.describe('Every refused verb of the run', () => {
  test(...clause('RP-405-05', load(allowIsThere), overTraffic(allowIsThere)));
  test(...clause('RP-405-06', load(allowIsTrue), overTraffic(allowIsTrue)));
});
