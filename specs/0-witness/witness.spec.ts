import { hearWitness, witnessDetails, witnessFor } from '../../harness/playwright/witness.ts';
import { suite } from '../suite.ts';

const test = witnessFor(suite);

test("Playwright's own client gets the same answer to the good request", witnessDetails, ({ request, runContext }) =>
  hearWitness(runContext, request),
);
