import type { Fault } from '../behaviour.ts';
import { codesOfJourney } from './codes-of-journey.ts';
import { codesOfReset } from './codes-of-reset.ts';
import { codingFaults } from './codings.ts';
import { completeTokenFaults } from './complete-tokens.ts';
import { completeFaults } from './complete.ts';
import { emailValueFaults } from './email-values.ts';
import { errorLeakFaults } from './error-leaks.ts';
import { errorFaults } from './errors.ts';
import { framingFaults } from './framing.ts';
import { hostileAddressFaults } from './hostile-addresses.ts';
import { hostileBodyFaults } from './hostile-bodies.ts';
import { http2Faults } from './http2.ts';
import { identifierFaults } from './identifiers.ts';
import { logInTokenFaults } from './log-in-tokens.ts';
import { loginFaults } from './login.ts';
import { mediaTypeFaults } from './media-type.ts';
import { missingFaults } from './missing.ts';
import { oneFormFaults } from './one-form.ts';
import { oneHostileInputFaults } from './one-hostile-input.ts';
import { oneInputFaults } from './one-input.ts';
import { passwordFaults } from './passwords.ts';
import { pathFaults } from './paths.ts';
import { problemDetailsFaults } from './problem-details.ts';
import { requestBodyFaults } from './request-bodies.ts';
import { resetAgainFaults } from './reset-again.ts';
import { resetAnswerFaults } from './reset-answer.ts';
import { resetHeaderFaults } from './reset-headers.ts';
import { resetSpellingFaults } from './reset-spellings.ts';
import { securityFaults } from './security.ts';
import { tokenFaults } from './tokens.ts';
import { transportFaults } from './transport.ts';
import { validateFaults } from './validate.ts';
import { verbFaults } from './verbs.ts';

/** Every fault that the sandbox can show. */
export const faults: readonly Fault[] = [
  ...resetAnswerFaults,
  ...resetHeaderFaults,
  ...resetAgainFaults,
  ...resetSpellingFaults,
  ...missingFaults,
  ...requestBodyFaults,
  ...emailValueFaults,
  ...pathFaults,
  ...verbFaults,
  ...mediaTypeFaults,
  ...identifierFaults,
  ...errorFaults,
  ...errorLeakFaults,
  ...validateFaults,
  ...completeFaults,
  ...completeTokenFaults,
  ...passwordFaults,
  ...loginFaults,
  ...logInTokenFaults,
  ...hostileAddressFaults,
  ...hostileBodyFaults,
  ...transportFaults,
  ...codingFaults,
  ...tokenFaults,
  ...securityFaults,
  ...oneFormFaults,
  ...problemDetailsFaults,
  ...framingFaults,
  ...http2Faults,
  ...oneInputFaults,
  ...oneHostileInputFaults,
  ...codesOfReset,
  ...codesOfJourney,
];
