import { variation, type Variation } from '../behaviour.ts';
import { withHeaders } from '../message.ts';
import type { Policy, Refusal } from '../policy.ts';
import { all, status, when } from '../when.ts';

const json = (value: unknown, type = 'application/json'): { type: string; body: string } => ({
  type,
  body: JSON.stringify(value),
});

/** A variation with another body for refusals. */
function shaped(id: string, title: string, errorBody: Policy['errorBody']): Variation {
  return variation(id, title, { policy: { errorBody } });
}

const member = ({ member: name = 'non_field_errors' }: Refusal): string => name;

/** Error bodies of well-known frameworks and standards. */
export const errorShapes = {
  problem: ({ status, detail }) =>
    json({ type: 'about:blank', title: 'Refused', status, detail }, 'application/problem+json'),
  djangoRest: (refusal) => json({ [member(refusal)]: [refusal.detail] }),
  express: ({ detail }) => json({ error: detail }),
  spring: ({ status, detail }) =>
    json({
      timestamp: '2026-01-01T00:00:00.000+00:00',
      status,
      error: 'Refused',
      message: detail,
      path: '/timp/organizations/reset-password/',
    }),
  rails: (refusal) => json({ errors: { [member(refusal)]: [refusal.detail] } }, 'application/json; charset=utf-8'),
  laravel: (refusal) => json({ message: refusal.detail, errors: { [member(refusal)]: [refusal.detail] } }),
  aspNet: (refusal) =>
    json(
      {
        type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
        title: 'One or more validation errors occurred.',
        status: refusal.status,
        errors: { [member(refusal)]: [refusal.detail] },
        traceId: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00',
      },
      'application/problem+json; charset=utf-8',
    ),
  go: ({ detail }) => json({ message: detail }),
  jsonApi: ({ status, detail, member: name }) =>
    json(
      { errors: [{ status: String(status), detail, source: { pointer: `/${name ?? ''}` } }] },
      'application/vnd.api+json',
    ),
  plainString: ({ detail }) => json(detail),
  empty: () => ({ type: '', body: '' }),
} satisfies Record<string, Policy['errorBody']>;

/** Variations of errors. The documentation does not specify their body. */
export const errorVariations: readonly Variation[] = [
  shaped('errors-empty', 'Refusals have no body', errorShapes.empty),
  shaped('errors-as-problems', 'Refusals are problem details (RFC 9457)', errorShapes.problem),
  shaped('errors-as-json-api', 'Refusals are JSON:API errors', errorShapes.jsonApi),
  shaped('errors-as-lists', 'Refusals list what is wrong with each member', errorShapes.djangoRest),
  shaped('errors-as-string', 'Refusals are a JSON string', errorShapes.plainString),
  shaped('errors-in-words', 'Refusals speak of exceptions and files without showing any', ({ detail }) =>
    json({
      detail,
      hint: 'An exception to this rule is in the file of frequent questions; see /help for errors at line one.',
    }),
  ),
  variation('values-refused-with-400', 'Values that can not be used are answered 400', {
    policy: { refusedValue: 400 },
  }),
  variation(
    'unknown-path-in-text',
    'A path that does not exist is answered in plain text, which shows it as it was sent',
    when(
      all(({ path }) => path.startsWith('/timp/'), status(404)),
      (answer, { path }) =>
        withHeaders({ ...answer, body: `Cannot find ${decodeURIComponent(path)}` }, { 'Content-Type': 'text/plain' }),
    ),
  ),
];
