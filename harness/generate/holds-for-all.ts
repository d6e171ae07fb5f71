import type { Procedure } from '../judge/clause-test.ts';
import type { ClauseContext } from '../judge/clause-context.ts';
import { Nonconformity } from '../model/outcome.ts';
import { printableBytes } from '../text/printable.ts';
import { redactBytes } from '../secrets/redact-bytes.ts';
import type { Property } from './property.ts';

/** How much of an input a message shows, in characters; the evidence holds all of it. */
const longestShown = 160;

/** Judges a property as a clause's whole procedure. */
export function anyInput<Input>(property: Property<Input>): Procedure {
  return {
    load: { requests: property.edgeCases.length, generated: true, uses: property.rule.uses ?? [] },
    judge: (context) => context.input('generated input', () => holdsForAll(property, context)),
  };
}

/**
 * Judges a property by its edge cases and by `GENERATED_CASES` generated inputs, one by one. The seed decides them all.
 *
 * The first input that breaks the rule is made smaller within bounds; the exchange of the smallest one is the evidence.
 *
 * @throws Nonconformity that names the smallest input, the seed, the path of fast-check, and how to repeat it.
 */
export async function holdsForAll<Input>(property: Property<Input>, context: ClauseContext): Promise<void> {
  const { seed, generatedCases } = context.target;
  // Most processes of a run, and most runs of a part, generate nothing.
  const [{ default: fc }, { Trial }] = await Promise.all([import('fast-check'), import('./trial.ts')]);
  const trial = new Trial(property, context);
  const inputs = await property.inputs(context.target);
  const total = property.edgeCases.length + generatedCases;
  const { counterexamplePath } = await fc.check(
    fc.asyncProperty(inputs, (input) => trial.conforms(input)),
    { seed, numRuns: total, examples: property.edgeCases.map((edgeCase): [Input] => [edgeCase]) },
  );
  const found = trial.counterexample();
  if (found === undefined) {
    context.observe(`${total} inputs with seed ${seed}`);
    return;
  }
  context.look(found.exchange);
  // Secrets go before the body is cut: half a secret is recognised by nothing.
  const body = redactBytes(found.exchange.request.body ?? new Uint8Array(), context.run.secrets);
  throw new Nonconformity(
    found.broken.expected,
    `${found.broken.actual} for the body ${printableBytes(body, longestShown)} (the smallest found); ` +
      `seed ${seed}, path ${counterexamplePath ?? 'unknown'}; ` +
      `repeat with SEED=${seed} npm run conformance -- --grep ${context.clause.id}`,
    found.broken.quoted,
  );
}
