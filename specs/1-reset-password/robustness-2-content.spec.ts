import { assertCode, isAccepted } from '../../harness/judge/rules.ts';
import { clause, test } from '../suite.ts';
import { hostile, hostileInputs, plainResetAfter } from './hostile.ts';
import { isHandled, isHandledAsText, isRefusedOrCutOff, isReset } from './hostile-rules.ts';
import {
  acceptOthers,
  byteOrderMark,
  codings,
  deeplyNested,
  emailTwice,
  hugeAddresses,
  injections,
  longAddress,
  oddCharacters,
  otherEncodings,
  prototypeMembers,
} from './hostile-stimuli.ts';
import { emptyObject, unknownAddress } from './stimuli.ts';

const emptyObjectLater = { ...emptyObject, name: 'empty object after RP-ROB-08' };

test.describe('Hostile content', () => {
  test(
    ...hostile('RP-ROB-04', { requests: 0, resets: 0, uses: [longAddress, ...hugeAddresses] }, async (context) => {
      await context.input(longAddress.name, async () => isAccepted(await context.exchange(longAddress), context));
      for (const huge of hugeAddresses) {
        await context.input(huge.name, async () => isRefusedOrCutOff(await context.exchange(huge), context));
      }
    }),
  );
  test(...hostileInputs('RP-ROB-05', deeplyNested, isAccepted));
  test(...hostileInputs('RP-ROB-06', oddCharacters, isHandled, [unknownAddress]));
  test(...hostileInputs('RP-ROB-07', injections, isHandledAsText, [unknownAddress]));
  test(
    ...hostile(
      'RP-ROB-08',
      { requests: 0, resets: 0, uses: [...prototypeMembers, emptyObjectLater, unknownAddress] },
      async (context) => {
        for (const input of prototypeMembers) {
          await context.input(input.name, async () => isHandledAsText(await context.exchange(input), context));
        }
        const reset = plainResetAfter('RP-ROB-08');
        await context.input(reset.name, async () => isReset(await context.exchange(reset)));
        await context.input(emptyObjectLater.name, async () => {
          assertCode(await context.exchange(emptyObjectLater), 400, '400');
        });
      },
    ),
  );
  test(...hostileInputs('RP-ROB-09', emailTwice, isHandled, [unknownAddress]));
  test(...hostileInputs('RP-ROB-10', [byteOrderMark], isHandled, [unknownAddress]));
  test(...hostileInputs('RP-ROB-14', codings, isHandled, [unknownAddress]));
  test(...clause('RP-ROB-15', acceptOthers, isAccepted));
  test(...clause('RP-ROB-19', otherEncodings, isAccepted));
});
