import type { Area } from '../../harness/judge/clause-test.ts';
import { type Exchange, stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';
import { answers, isAccepted } from '../../harness/judge/rules.ts';
import { fieldValue } from '../../harness/model/message.ts';
import { clause } from '../clause.ts';
import { good, path, probe } from '../calls/reset-password.ts';

const sibling = stimulus('a sibling path', (to) =>
  probe(to, { path: path.replace('reset-password', 'resetpassword2') }),
);
const below = stimulus('a path below', (to) => probe(to, { path: `${path}x7k2/` }));
const withoutSlash = stimulus('no trailing slash', (to) => good(to, { path: path.slice(0, -1) }), { hasEffect: true });

/** A redirect has to lead to the very call, on the same origin: anything else carries credentials elsewhere. */
function leadsToTheCall(exchange: Exchange, context: ClauseContext): void {
  isAccepted(exchange, context);
  if (![301, 307, 308].includes(exchange.response.status)) return;
  const location = fieldValue(exchange.response.headers, 'Location');
  const call = `${context.target.baseUrl}${path}`;
  if (location === undefined)
    throw new Nonconformity(`Location: ${call}`, `${exchange.response.status} without Location`);
  const from = `${context.target.baseUrl}${exchange.request.path}`;
  const leadsTo = URL.canParse(location, from) ? new URL(location, from).href : location;
  if (leadsTo !== call) throw new Nonconformity(`Location: ${call}`, `Location: ${location}`);
}

export const wrongUrl: Area = {
  title: 'Wrong URL',
  tests: [
    clause('RP-404-01', 'A path beside the call that names nothing is not found', [sibling], answers(404)),
    clause('RP-404-02', 'A path below the call that names nothing is not found', [below], answers(404)),
    clause(
      'RP-404-03',
      'The path without its last slash is the call, is not found, or leads to the path with the slash',
      [withoutSlash],
      leadsToTheCall,
    ),
  ],
};
