import { statisticsOf } from '/work/main/specs/reset-password/token-strength/strength.ts';
import { address, sampleOf, strong } from '/work/main/selftest/security/tokens.ts';
for (const [name, make] of Object.entries(strong)) {
  let bad = 0, done = 0;
  const until = Date.now() + 60000;
  for (let set = 0; set < 10000 && Date.now() < until; set++) for (const size of [10, 20]) { done++; const r = statisticsOf(sampleOf(make, size, `sim ${name} ${size} ${set}`), address); if (r.faults.length) { bad++; console.log(name, size, set, r); } }
  console.log(name, done, 'sets', bad, 'blamed');
}
