import type { ClauseId } from '../../contract/register.ts';
import { holdsForAll } from '../../harness/generate/holds-for-all.ts';
import type { Property } from '../../harness/generate/property.ts';
import { test } from '../suite.ts';
import { anyBytes, anyEmail, anyJson } from './generated.ts';
import { hostile } from './hostile.ts';
import { unknownAddress } from './stimuli.ts';

function generated<Input>(id: ClauseId, property: Property<Input>) {
  const load = { requests: property.edgeCases.length, generated: true, resets: 0, uses: [unknownAddress] };
  return hostile(id, load, (context) => context.input('generated input', () => holdsForAll(property, context)));
}

test.describe('Generated input', () => {
  test(...generated('RP-ROB-01', anyJson));
  test(...generated('RP-ROB-02', anyEmail));
  test(...generated('RP-ROB-03', anyBytes));
});
