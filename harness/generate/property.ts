import fc from 'fast-check';
import type { Target } from '../config/target.ts';
import type { Bench } from '../judge/bench.ts';
import type { Judge } from '../judge/declared.ts';
import { Nonconformity } from '../judge/outcome.ts';
import { printableBytes } from '../report/printable.ts';
import { redactBytes } from '../report/redact-bytes.ts';
import type { Request } from '../wire/message.ts';
import { Trial } from './trial.ts';

/** How much of an input a message shows, in characters; the evidence holds all of it. */
const longestShown = 160;

/** A rule that holds for every input of a kind. */
export interface Property<Input> {
  /** Inputs that have broken services before: sent first, in every run. */
  readonly corners: readonly Input[];
  /** How further inputs are made. Inputs may depend on the target, so that they never name its account. */
  readonly inputs: (target: Target) => fc.Arbitrary<Input>;
  readonly request: (input: Input) => Request;
  readonly rule: Judge;
}

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
