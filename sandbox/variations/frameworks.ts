import { paths } from '../application.ts';
import { type Behaviour, variation, type Variation } from '../behaviour.ts';
import { withHeaders } from '../message.ts';
import type { Policy } from '../policy.ts';
import { all, method, status, toApi, toReset, when } from '../when.ts';
import { errorShapes } from './errors.ts';

/** Combines behaviours. Each changes the result of the one before. */
function mixed(...parts: readonly Behaviour[]): Behaviour {
  return {
    policy: Object.assign({}, ...parts.map(({ policy }) => policy ?? {})) as Partial<Policy>,
    answer: (answer, request, context) =>
      parts.reduce((each, { answer: change }) => change?.(each, request, context) ?? each, answer),
  };
}

const headers = (added: Readonly<Record<string, string>>): Behaviour =>
  when(toApi, (answer) => withHeaders(answer, added));
const errors = (errorBody: Policy['errorBody']): Behaviour => ({ policy: { errorBody } });
const optionsAnswered = when(all(toReset, method('OPTIONS')), (answer) =>
  withHeaders(
    { ...answer, status: 200, body: '{"name":"Reset Password","parses":["application/json"]}' },
    { Allow: 'POST, OPTIONS' },
  ),
);
const charset = when(status(200), (answer) =>
  withHeaders(answer, { 'Content-Type': 'application/json; charset=utf-8' }),
);
const moved = when(
  ({ path }) => path === paths.resetPassword.slice(0, -1),
  (answer) =>
    withHeaders({ ...answer, status: 301, body: '' }, { Location: paths.resetPassword, 'Content-Type': undefined }),
);
const noSlashWorks = when(
  ({ path }) => path === paths.resetPassword.slice(0, -1),
  (_answer, request, { again }) => again({ ...request, path: paths.resetPassword }),
);

/** Variations that combine freedoms in the manner of well-known frameworks. */
export const frameworkVariations: readonly Variation[] = [
  variation(
    'like-django-rest-framework',
    'In the manner of Django REST framework',
    mixed(
      errors(errorShapes.djangoRest),
      { policy: { refusedValue: 400, refusedToken: 400 } },
      optionsAnswered,
      moved,
      headers({ Vary: 'Accept', 'X-Frame-Options': 'DENY' }),
    ),
  ),
  variation(
    'like-express',
    'In the manner of Express',
    mixed(
      errors(errorShapes.express),
      { policy: { refusedValue: 400 } },
      charset,
      noSlashWorks,
      headers({ 'X-Powered-By': 'Express', ETag: 'W/"2-vyGp6PvFo4RvsFtPoIWeCReyIC8"' }),
    ),
  ),
  variation(
    'like-spring',
    'In the manner of Spring',
    mixed(
      errors(errorShapes.spring),
      { policy: { refusedValue: 400, refusedToken: 403 } },
      headers({ Pragma: 'no-cache', Expires: '0', 'X-XSS-Protection': '0' }),
    ),
  ),
  variation(
    'like-rails',
    'In the manner of Rails',
    mixed(
      errors(errorShapes.rails),
      { policy: { refusedValue: 422, validated: 204, completed: 204 } },
      charset,
      noSlashWorks,
      headers({ 'X-Request-Id': '6a1f6a3e-3b1e-4f67-9d0a-2f3b8b8f8e11', 'X-Runtime': '0.004' }),
    ),
  ),
  variation(
    'like-asp-net',
    'In the manner of ASP.NET Core',
    mixed(
      errors(errorShapes.aspNet),
      { policy: { refusedValue: 400 } },
      charset,
      noSlashWorks,
      headers({ Server: 'Kestrel' }),
    ),
  ),
  variation(
    'like-laravel',
    'In the manner of Laravel',
    mixed(
      errors(errorShapes.laravel),
      { policy: { unknownAddress: 'decoy', resetVoidsEarlier: true, completed: 200 } },
      headers({ 'X-RateLimit-Limit': '60', 'X-RateLimit-Remaining': '59' }),
    ),
  ),
  variation(
    'like-go',
    'In the manner of a Go service',
    mixed(
      errors(errorShapes.go),
      { policy: { refusedToken: 401, validated: 204, completed: 204 } },
      headers({ 'X-Served-By': 'go' }),
    ),
  ),
];
