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
    ...hostile('RP-ROB-04', { requests: 0, resets: 0, uses: [longAddress, ...hugeAddresses] }, async (bench) => {
      await bench.input(longAddress.name, async () => isAccepted(await bench.exchange(longAddress), bench));
      for (const huge of hugeAddresses) {
        await bench.input(huge.name, async () => isRefusedOrCutOff(await bench.exchange(huge), bench));
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
      async (bench) => {
        for (const input of prototypeMembers) {
          await bench.input(input.name, async () => isHandledAsText(await bench.exchange(input), bench));
        }
        const reset = plainResetAfter('RP-ROB-08');
        await bench.input(reset.name, async () => isReset(await bench.exchange(reset)));
        await bench.input(emptyObjectLater.name, async () => {
          assertCode(await bench.exchange(emptyObjectLater), 400, '400');
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
