import type { Area } from '../../harness/judge/clause-test.ts';
import { stimulus } from '../../harness/model/exchange.ts';
import { answers } from '../../harness/judge/rules.ts';
import { clause } from '../clause.ts';
import { post } from '../calls/reset-password.ts';
import { withDelete, withGet, withHead, withOptions, withPatch, withPut } from '../calls/reset-password.ts';

const overridden = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'].map((name) =>
  stimulus(`GET with ${name}: POST`, () =>
    post(undefined, { method: 'GET', headers: { 'Content-Type': undefined, [name]: 'POST' } }),
  ),
);

export const wrongVerb: Area = {
  title: 'Wrong verb',
  tests: [
    clause('RP-405-01', 'GET is not a verb of this call', [withGet], answers(405)),
    clause('RP-405-02', 'PUT is not a verb of this call', [withPut], answers(405)),
    clause('RP-405-03', 'PATCH is not a verb of this call', [withPatch], answers(405)),
    clause('RP-405-04', 'DELETE is not a verb of this call', [withDelete], answers(405)),
    clause('RP-405-07', 'HEAD is refused as GET is', [withHead], answers(405)),
    clause('RP-405-08', 'OPTIONS is answered or refused in an orderly way', [withOptions], answers(200, 204, 405)),
    clause('RP-405-09', 'A header that claims another method does not turn GET into a reset', overridden, answers(405)),
  ],
};
