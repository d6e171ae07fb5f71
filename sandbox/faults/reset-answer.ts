import { type Behaviour, fault, type Fault } from '../behaviour.ts';
import { jsonBody, withHeaders, withJson } from '../message.ts';
import { all, answers, everyNthToken, granted, when } from '../when.ts';

/** A reset with another value as its only member `reset_token`. */
const withToken = (makeToken: () => unknown): Behaviour =>
  when(granted, (answer) => withJson(answer, { reset_token: makeToken() }));

/** Faults of the answer to a reset. */
export const resetAnswerFaults: readonly Fault[] = [
  fault('reset-created', 'A reset is answered 201', ['RP-OK-01', 'RP-OK-05'], when(granted, answers(201))),
  fault(
    'reset-no-content',
    'A reset is answered 204 without a body',
    ['RP-OK-01', 'RP-OK-05'],
    when(granted, (answer) => ({ ...answer, status: 204, body: '' })),
  ),
  fault(
    'reset-accepted',
    'A reset is answered 202, as queued work is',
    ['RP-OK-01', 'RP-OK-05', 'RP-ERR-07'],
    when(granted, answers(202)),
  ),
  fault(
    'reset-to-login',
    'A gateway sends resets to its log-in page',
    ['RP-OK-01', 'RP-OK-05', 'RP-ERR-07'],
    when(granted, (answer) => withHeaders({ ...answer, status: 302, body: '' }, { Location: '/login' })),
  ),
  fault(
    'token-renamed',
    'reset_token is now called token',
    ['RP-OK-02'],
    when(granted, (answer) => withJson(answer, { token: (jsonBody(answer) as { reset_token: string }).reset_token })),
  ),
  fault(
    'body-wrapped',
    'The body is wrapped in data',
    ['RP-OK-02'],
    when(granted, (answer) => withJson(answer, { data: jsonBody(answer) })),
  ),
  fault(
    'body-stringified',
    'The body is JSON inside a JSON string',
    ['RP-OK-02'],
    when(granted, (answer) => withJson(answer, answer.body.toString())),
  ),
  fault(
    'token-null',
    'reset_token is null',
    ['RP-OK-02'],
    withToken(() => null),
  ),
  fault(
    'token-number',
    'reset_token is a number',
    ['RP-OK-02'],
    withToken(() => Math.floor(Math.random() * 1e12)),
  ),
  fault(
    'token-empty-now-and-then',
    'Every seventh reset has an empty token',
    ['RP-OK-02'],
    when(all(granted, everyNthToken(7)), (answer) => withJson(answer, { reset_token: '' })),
    'now and then',
  ),
  fault(
    'success-as-html',
    'A reset is declared text/html',
    ['RP-OK-03', 'RP-OK-01'],
    when(granted, (answer) => withHeaders(answer, { 'Content-Type': 'text/html' })),
  ),
  fault(
    'success-untyped',
    'A gateway strips Content-Type from resets',
    ['RP-OK-03', 'RP-OK-01'],
    when(granted, (answer) => withHeaders(answer, { 'Content-Type': undefined })),
  ),
  fault(
    'success-as-hal',
    'A reset is declared application/hal+json',
    ['RP-OK-03', 'RP-OK-01'],
    when(granted, (answer) => withHeaders(answer, { 'Content-Type': 'application/hal+json' })),
  ),
  fault(
    'success-as-text-now-and-then',
    'Every sixth reset is declared text/plain',
    ['RP-OK-03'],
    when(all(granted, everyNthToken(6)), (answer) => withHeaders(answer, { 'Content-Type': 'text/plain' })),
    'now and then',
  ),
];
