import { hearWitness, witnessDetails, witnessFor } from '../../harness/playwright/witness.ts';
import { test } from '../tests.ts';

const witness = witnessFor(test);

witness("Playwright's own client gets the same answer to the good request", witnessDetails, ({ request, runContext }) =>
  hearWitness(runContext, request),
);
