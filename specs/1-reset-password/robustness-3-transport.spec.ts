import { isAccepted } from '../../harness/judge/rules.ts';
import { clause, test } from '../suite.ts';
import { burst, servesBurst } from './burst.ts';
import { node } from './clients.ts';
import { hostileInputs } from './hostile.ts';
import { isRefusedOrClosed } from './hostile-rules.ts';
import { brokenFraming, expectContinue, oversized } from './hostile-stimuli.ts';
import { servesAfterRefusal } from './kept-connection.ts';

// RP-ROB-12 and RP-ROB-13 stand where they do because their good requests show, for RP-ROB-11, that the service still
// serves after the hostile clause before them: that spares the account two resets.
test.describe('Hostile messages and load', () => {
  test(...hostileInputs('RP-ROB-16', [node, expectContinue], isAccepted));
  test(...clause('RP-ROB-17', oversized, isAccepted));
  test(
    ...clause('RP-ROB-12', { requests: 2, resets: 1 }, (context) =>
      context.input('a refused request and a good one', () => servesAfterRefusal(context)),
    ),
  );
  test(...clause('RP-ROB-18', brokenFraming, isRefusedOrClosed));
  test(...clause('RP-ROB-13', { requests: burst.length, resets: burst.length }, servesBurst));
});
