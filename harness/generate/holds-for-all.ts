import fc from 'fast-check';
import type { Bench } from '../judge/bench.ts';
import { Nonconformity } from '../judge/outcome.ts';
import { printableBytes } from '../report/printable.ts';
import { redactBytes } from '../report/redact-bytes.ts';
import type { Property } from './property.ts';
import { Trial } from './trial.ts';

/** How much of an input a message shows, in characters; the evidence holds all of it. */
const longestShown = 160;

/**
 * Judges a property by its corners and by `GENERATED_CASES` generated inputs, one by one. The seed decides them all.
 *
 * The first input that breaks the rule is made smaller within bounds; the exchange of the smallest one is the evidence.
 *
 * @throws Nonconformity that names the smallest input, the seed, the path of fast-check, and how to repeat it.
 */
export async function holdsForAll<Input>(property: Property<Input>, bench: Bench): Promise<void> {
  const { seed, generatedCases } = bench.target;
  const trial = new Trial(property, bench);
  const total = property.corners.length + generatedCases;
  const { counterexamplePath } = await fc.check(
    fc.asyncProperty(property.inputs(bench.target), (input) => trial.conforms(input)),
    { seed, numRuns: total, examples: property.corners.map((corner): [Input] => [corner]) },
  );
  const found = trial.counterexample();
  if (found === undefined) {
    bench.observe(`${total} inputs with seed ${seed}`);
    return;
  }
  bench.look(found.exchange);
  // Secrets go before the body is cut: half a secret is recognised by nothing.
  const body = redactBytes(found.exchange.request.body ?? new Uint8Array(), bench.lab.secrets);
  throw new Nonconformity(
    found.broken.expected,
    `${found.broken.actual} for the body ${printableBytes(body, longestShown)} (the smallest found); ` +
      `seed ${seed}, path ${counterexamplePath ?? 'unknown'}; ` +
      `repeat with SEED=${seed} npm run conformance -- --grep ${bench.clause.id}`,
  );
}
