import { withPresentPassword } from '../journey/present-password.ts';
import { logIn } from '../calls/user-login.ts';

/** What a clause that looks at the log-in with the present password declares. */
export const loadOfPresentLogIn = { effects: 0, uses: [logIn(withPresentPassword, '')] };
