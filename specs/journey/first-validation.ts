import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { type Exchange, stimulus } from '../../harness/model/exchange.ts';
import { validation } from '../calls/complete-password.ts';
import { loadOfNewestToken, newestToken } from './newest-token.ts';

/** The first validation of the newest token, in the form of the published sample. */
export const validated = 'validate the newest token';

/** What a clause that looks at {@link firstValidation} declares. */
export const loadOfFirstValidation = {
  effects: 0,
  uses: [...loadOfNewestToken.uses, stimulus(validated, () => validation(''))],
};

/** The first validation of the newest token, sent once a run. */
export async function firstValidation(context: ClauseContext): Promise<Exchange> {
  const [recorded] = context.recorded(({ name }) => name === validated);
  if (recorded !== undefined) {
    context.look(recorded);
    return recorded;
  }
  const { value } = await newestToken(context);
  return context.exchange(stimulus(validated, () => validation(value)));
}
