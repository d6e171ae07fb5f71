import type { Variation } from '../behaviour.ts';
import { errorVariations } from './errors.ts';
import { frameworkVariations } from './frameworks.ts';
import { successVariations } from './success.ts';
import { transportVariations } from './transport.ts';

/** Every variation that the sandbox can show: freedoms that the contract leaves, alone and mixed. */
export const variations: readonly Variation[] = [
  ...errorVariations,
  ...successVariations,
  ...transportVariations,
  ...frameworkVariations,
];
