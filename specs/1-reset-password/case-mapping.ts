import { stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { NotApplicable } from '../../harness/model/outcome.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { emailIs, post } from '../calls/reset-password.ts';
import { unknownAddress } from '../calls/reset-password.ts';

/** Characters beyond ASCII that upper or lower case turns into a letter of ASCII (Unicode, SpecialCasing and UnicodeData). */
const lookAlikes = [
  { letter: 'i', alike: '\u0131', name: 'dotless i' },
  { letter: 's', alike: '\u017F', name: 'long s' },
  { letter: 'k', alike: '\u212A', name: 'Kelvin sign' },
];

const variants = lookAlikes.map(({ letter, alike, name }) => ({
  letter,
  stimulus: stimulus(
    `${name} for ${letter} in the account's local part`,
    (to) => post(emailIs(withLookAlike(to.accountEmail, letter, alike))),
    // A target that takes it for the account does a reset.
    { hasEffect: true },
  ),
}));

/** What the clause sends at most: the variants, and what they are compared with. */
export const caseMappingLoad = {
  requests: 0,
  effects: 0,
  uses: [unknownAddress, ...variants.map((each) => each.stimulus)],
};

/** Judges each variant of the account's address that its local part has a letter for. */
export async function tellsLookAlikesApart(context: ClauseContext): Promise<void> {
  const unknown = await context.exchange(unknownAddress);
  if (unknown.response?.status === 200) {
    throw new NotApplicable('unknown addresses get 200 here, so that nothing tells a variant from the account');
  }
  const local = localPartOf(context.target.accountEmail).toLowerCase();
  const fitting = variants.filter(({ letter }) => local.includes(letter));
  if (fitting.length === 0) {
    throw new NotApplicable("the local part of ACCOUNT_EMAIL has no i, k or s, which other characters' case maps to");
  }
  for (const variant of fitting) {
    await context.input(variant.stimulus.name, async () =>
      isAccepted(await context.exchange(variant.stimulus), context),
    );
  }
}

/** The address with one letter of its local part replaced; the domain is left alone, so that no mail leaves it. */
function withLookAlike(address: string, letter: string, alike: string): string {
  const local = localPartOf(address);
  const place = local.toLowerCase().indexOf(letter);
  return local.slice(0, place) + alike + local.slice(place + 1) + address.slice(local.length);
}

function localPartOf(address: string): string {
  return address.slice(0, address.lastIndexOf('@'));
}
