import type { Area } from '../../harness/judge/clause-test.ts';
import { stimulus, type Stimulus } from '../../harness/model/exchange.ts';
import { answers } from '../../harness/judge/rules.ts';
import { clause } from '../clause.ts';
import { path, post, probe, withMethod } from '../calls/reset-password.ts';
import { withDelete, withGet, withHead, withOptions, withPatch, withPut } from '../calls/reset-password.ts';

const overridden = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'].map((name) =>
  stimulus(
    `GET with ${name}: POST`,
    () => post(undefined, { method: 'GET', headers: { 'Content-Type': undefined, [name]: 'POST' } }),
    { combination: 'the header means something only beside another method' },
  ),
);

const getWithAddress = stimulus(
  'GET with the address in the query',
  (to) => ({ ...withMethod('GET'), path: `${path}?email=${encodeURIComponent(to.unknownEmail)}` }),
  { combination: 'a GET has no other place for the address' },
);

/** The verb is what is wrong, whether or not a media type is declared: one with content, and one without. */
const putWithoutContent = withoutContent('PUT');
const patchWithoutContent = withoutContent('PATCH');
const deleteWithContent = stimulus('DELETE with content', (to) => probe(to, { method: 'DELETE' }));

function withoutContent(method: string): Stimulus {
  return stimulus(`${method} without content`, () => withMethod(method), {
    combination: 'a media type that is missed before the verb is seen shows without content alone',
  });
}

export const wrongVerb: Area = {
  title: 'Wrong verb',
  tests: [
    clause('RP-405-01', 'GET is not a verb of this call', [withGet, getWithAddress], answers(405)),
    clause('RP-405-02', 'PUT is not a verb of this call', [withPut, putWithoutContent], answers(405)),
    clause('RP-405-03', 'PATCH is not a verb of this call', [withPatch, patchWithoutContent], answers(405)),
    clause('RP-405-04', 'DELETE is not a verb of this call', [withDelete, deleteWithContent], answers(405)),
    clause('RP-405-07', 'HEAD is refused as GET is', [withHead], answers(405)),
    clause('RP-405-08', 'OPTIONS is answered or refused in an orderly way', [withOptions], answers(200, 204, 405)),
    clause('RP-405-09', 'A header that claims another method does not turn GET into a reset', overridden, answers(405)),
  ],
};
