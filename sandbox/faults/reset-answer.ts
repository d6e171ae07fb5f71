import type { Fault } from '../behaviour.ts';
import { jsonBody, withHeaders, withJson } from '../message.ts';
import { all, answers, everyNthToken, granted, when } from '../when.ts';

/** The token of an answer, changed. */
function token(change: (value: string) => unknown): NonNullable<Fault['answer']> {
  return (answer, request, context) => {
    if (!granted(request, answer, context)) return answer;
    const { reset_token: value } = jsonBody(answer) as { reset_token: string };
    return withJson(answer, { reset_token: change(value) });
  };
}

/** What breaks about the answer that brings a reset. */
export const resetAnswerFaults: readonly Fault[] = [
  {
    id: 'reset-created',
    title: 'A reset is answered 201',
    breaks: ['RP-OK-01', 'RP-OK-05'],
    shows: 'always',
    origin: 'framework',
    ...when(granted, answers(201)),
  },
  {
    id: 'reset-no-content',
    title: 'A reset is answered 204 without a body',
    breaks: ['RP-OK-01', 'RP-OK-05'],
    shows: 'always',
    origin: 'refactoring',
    ...when(granted, (answer) => ({ ...answer, status: 204, body: '' })),
  },
  {
    id: 'reset-accepted',
    title: 'A reset is answered 202, as queued work is',
    breaks: ['RP-OK-01', 'RP-OK-05', 'RP-ERR-07'],
    shows: 'always',
    origin: 'refactoring',
    ...when(granted, answers(202)),
  },
  {
    id: 'reset-to-login',
    title: 'A gateway sends resets to its log-in page',
    breaks: ['RP-OK-01', 'RP-OK-05', 'RP-ERR-07'],
    shows: 'always',
    origin: 'gateway',
    ...when(granted, (answer) => withHeaders({ ...answer, status: 302, body: '' }, { Location: '/login' })),
  },
  {
    id: 'token-renamed',
    title: 'reset_token is now called token',
    breaks: ['RP-OK-02'],
    shows: 'always',
    origin: 'refactoring',
    ...when(granted, (answer) =>
      withJson(answer, { token: (jsonBody(answer) as { reset_token: string }).reset_token }),
    ),
  },
  {
    id: 'body-wrapped',
    title: 'The body is wrapped in data',
    breaks: ['RP-OK-02'],
    shows: 'always',
    origin: 'refactoring',
    ...when(granted, (answer) => withJson(answer, { data: jsonBody(answer) })),
  },
  {
    id: 'body-stringified',
    title: 'The body is JSON inside a JSON string',
    breaks: ['RP-OK-02'],
    shows: 'always',
    origin: 'refactoring',
    ...when(granted, (answer) => withJson(answer, answer.body.toString())),
  },
  {
    id: 'token-null',
    title: 'reset_token is null',
    breaks: ['RP-OK-02'],
    shows: 'always',
    origin: 'security',
    answer: token(() => null),
  },
  {
    id: 'token-number',
    title: 'reset_token is a number',
    breaks: ['RP-OK-02'],
    shows: 'always',
    origin: 'refactoring',
    answer: token(() => Math.floor(Math.random() * 1e12)),
  },
  {
    id: 'token-empty-now-and-then',
    title: 'Every seventh reset has an empty token',
    breaks: ['RP-OK-02'],
    shows: 'every seventh reset',
    origin: 'rot',
    ...when(all(granted, everyNthToken(7)), (answer) => withJson(answer, { reset_token: '' })),
  },
  {
    id: 'success-as-html',
    title: 'A reset is declared text/html',
    breaks: ['RP-OK-03', 'RP-OK-01'],
    shows: 'always',
    origin: 'framework',
    ...when(granted, (answer) => withHeaders(answer, { 'Content-Type': 'text/html' })),
  },
  {
    id: 'success-untyped',
    title: 'A gateway strips Content-Type from resets',
    breaks: ['RP-OK-03', 'RP-OK-01'],
    shows: 'always',
    origin: 'gateway',
    ...when(granted, (answer) => withHeaders(answer, { 'Content-Type': undefined })),
  },
  {
    id: 'success-as-hal',
    title: 'A reset is declared application/hal+json',
    breaks: ['RP-OK-03', 'RP-OK-01'],
    shows: 'always',
    origin: 'refactoring',
    ...when(granted, (answer) => withHeaders(answer, { 'Content-Type': 'application/hal+json' })),
  },
  {
    id: 'success-as-text-now-and-then',
    title: 'Every sixth reset is declared text/plain',
    breaks: ['RP-OK-03'],
    shows: 'every sixth reset',
    origin: 'rot',
    ...when(all(granted, everyNthToken(6)), (answer) => withHeaders(answer, { 'Content-Type': 'text/plain' })),
  },
];
