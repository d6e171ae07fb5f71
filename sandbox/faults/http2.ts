import { fault, type Fault } from '../behaviour.ts';
import { withHeaders, withJson } from '../message.ts';
import { all, answers, asIf, crash, granted, type Where, when } from '../when.ts';

const overHttp2: Where = all(granted, (request) => request.overHttp2);

/** Faults that show over HTTP/2 alone. */
export const http2Faults: readonly Fault[] = [
  fault('http2-crash', 'Over HTTP/2 the call crashes', ['RP-OK-16', 'RP-ERR-07'], when(overHttp2, crash), 'over https'),
  fault(
    'http2-body-lost',
    'Over HTTP/2 the body is lost on its way through the gateway',
    ['RP-OK-16'],
    when(
      overHttp2,
      asIf(() => ({ body: Buffer.alloc(0) })),
    ),
    'over https',
  ),
  fault(
    'http2-token-renamed',
    'Over HTTP/2 a reset brings its token as token',
    ['RP-OK-16', 'RP-OK-02'],
    when(overHttp2, (answer) => withJson(answer, { token: 'Vb3Lr7Yc9Jd1Hs6Mp4Ga0UeZkXo2T8fQ' })),
    'over https',
  ),
  fault(
    'http2-untyped',
    'Over HTTP/2 a reset has no media type',
    ['RP-OK-16', 'RP-OK-03'],
    when(overHttp2, (answer) => withHeaders(answer, { 'Content-Type': undefined })),
    'over https',
  ),
  fault('http2-403', 'A gateway forbids HTTP/2', ['RP-OK-16'], when(overHttp2, answers(403)), 'over https'),
];
