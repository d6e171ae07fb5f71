import type { Variation } from '../behaviour.ts';

/** Every variation that the sandbox can show. */
export const variations: readonly Variation[] = [];
