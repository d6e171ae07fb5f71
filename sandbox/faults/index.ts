import type { Fault } from '../behaviour.ts';
import { errorFaults } from './errors.ts';
import { mediaTypeFaults } from './media-type.ts';
import { missingFaults } from './missing.ts';
import { routingFaults } from './routing.ts';
import { successFaults } from './success.ts';

/** Every fault that the sandbox can show. */
export const faults: readonly Fault[] = [
  ...successFaults,
  ...missingFaults,
  ...routingFaults,
  ...mediaTypeFaults,
  ...errorFaults,
];
