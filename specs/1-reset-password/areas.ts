import type { Area } from '../../harness/judge/clause-test.ts';
import { credentials } from './credentials.clauses.ts';
import { errors } from './errors.clauses.ts';
import { hostileAftermath } from './hostile-aftermath.clauses.ts';
import { hostileContent } from './hostile-content.clauses.ts';
import { hostileGenerated } from './hostile-generated.clauses.ts';
import { hostileTransport } from './hostile-transport.clauses.ts';
import { identifier } from './identifier.clauses.ts';
import { wrongMediaType } from './media-type.clauses.ts';
import { missing } from './missing.clauses.ts';
import { security } from './security.clauses.ts';
import { success } from './success.clauses.ts';
import { wrongUrl } from './url.clauses.ts';
import { wrongVerb } from './verb.clauses.ts';

/** The reset call, in the order of a run: after hostile input comes what shows that the service still serves. */
export const resetPassword: readonly Area[] = [
  credentials,
  errors,
  identifier,
  wrongMediaType,
  missing,
  hostileGenerated,
  hostileContent,
  hostileTransport,
  hostileAftermath,
  security,
  success,
  wrongUrl,
  wrongVerb,
];
