import type { Variation } from '../behaviour.ts';
import { companionVariations } from './companions.ts';
import { contentVariations } from './content.ts';
import { errorVariations } from './errors.ts';
import { hostileVariations } from './hostile.ts';
import { frameworkVariations } from './frameworks.ts';
import { logInVariations } from './log-in.ts';
import { successVariations } from './success.ts';
import { tokenVariations } from './tokens.ts';
import { transportVariations } from './transport.ts';

/** Every variation that the sandbox can show. */
export const variations: readonly Variation[] = [
  ...errorVariations,
  ...contentVariations,
  ...tokenVariations,
  ...companionVariations,
  ...logInVariations,
  ...successVariations,
  ...transportVariations,
  ...hostileVariations,
  ...frameworkVariations,
];
