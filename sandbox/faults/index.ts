import type { Fault } from '../behaviour.ts';

/** Every fault that the sandbox can show. */
export const faults: readonly Fault[] = [];
