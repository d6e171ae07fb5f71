import type { Fault } from '../behaviour.ts';
import { codesOfJourney } from './codes-of-journey.ts';
import { codesOfReset } from './codes-of-reset.ts';
import { validateFaults } from './validate.ts';
import { completeFaults } from './complete.ts';
import { loginFaults } from './login.ts';
import { oneInputFaults } from './one-input.ts';
import { robustnessFaults } from './robustness.ts';
import { securityFaults } from './security.ts';
import { errorFaults } from './errors.ts';
import { mediaTypeFaults } from './media-type.ts';
import { missingFaults } from './missing.ts';
import { routingFaults } from './routing.ts';
import { successFaults } from './success.ts';
import { tokenFaults } from './tokens.ts';
import { transportFaults } from './transport.ts';

/** Every fault that the sandbox can show. */
export const faults: readonly Fault[] = [
  ...successFaults,
  ...missingFaults,
  ...routingFaults,
  ...mediaTypeFaults,
  ...errorFaults,
  ...validateFaults,
  ...completeFaults,
  ...loginFaults,
  ...robustnessFaults,
  ...transportFaults,
  ...tokenFaults,
  ...securityFaults,
  ...oneInputFaults,
  ...codesOfReset,
  ...codesOfJourney,
];
