import { stimulus } from '../../harness/model/exchange.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { clause, test } from '../suite.ts';
import { post } from './request.ts';
import { withDelete, withGet, withHead, withOptions, withPatch, withPut } from './stimuli.ts';

const overridden = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'].map((name) =>
  stimulus(`GET with ${name}: POST`, () =>
    post(undefined, { method: 'GET', headers: { 'Content-Type': undefined, [name]: 'POST' } }),
  ),
);

test.describe('Wrong verb', () => {
  test(...clause('RP-405-01', [withGet], isAccepted));
  test(...clause('RP-405-02', [withPut], isAccepted));
  test(...clause('RP-405-03', [withPatch], isAccepted));
  test(...clause('RP-405-04', [withDelete], isAccepted));
  test(...clause('RP-405-07', [withHead], isAccepted));
  test(...clause('RP-405-08', [withOptions], isAccepted));
  test(...clause('RP-405-09', overridden, isAccepted));
});
