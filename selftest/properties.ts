import fc from 'fast-check';

/**
 * Fails where a property does not hold, with the smallest inputs that show it.
 *
 * The seed is `SEED`, or 7: a test that tries other inputs each time fails by chance, and for someone else's change.
 *
 * @param runs So many inputs.
 */
export function expectToHold<Inputs>(property: fc.IProperty<Inputs>, runs = 100): void {
  fc.assert(property, { seed: Number(process.env.SEED ?? 7), numRuns: runs });
}
