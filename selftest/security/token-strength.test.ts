import { expect, test } from '@playwright/test';
import { statisticsOf, strengthOf } from '../../specs/1-reset-password/token-strength/strength.ts';
import { address, sampleOf, strong, weak } from './tokens.ts';

/** Sets of random tokens for each kind and size: not one of them may be blamed. */
const sets = 100;

for (const [name, make] of Object.entries(strong)) {
  test(`tokens that nobody guesses: ${name}`, () => {
    for (const size of [10, 20]) {
      for (let set = 0; set < sets; set += 1) {
        const { faults, summary } = statisticsOf(sampleOf(make, size, `${name} ${size} ${set}`), address);
        expect(faults, `set ${set} of ${size}: ${summary}`).toEqual([]);
      }
    }
    expect(strengthOf(sampleOf(make, 40, name), address).faults).toEqual([]);
  });
}

for (const [name, { make, fault }] of Object.entries(weak)) {
  test(`tokens that can be guessed: ${name}`, () => {
    for (const size of [10, 20, 60]) {
      for (let set = 0; set < 3; set += 1) {
        const samples = sampleOf(make, size, `${name} ${size} ${set}`);
        const { faults } = strengthOf(samples, address);
        expect(faults.join('; '), `set ${set} of ${size}`).toMatch(fault);
        for (const { token } of samples) expect(faults.join('; ')).not.toContain(token);
      }
    }
  });
}
