import { stimulus } from '../../harness/model/exchange.ts';
import { bodyFor, completion, path, plainValidation } from './request.ts';

/** As long as the documented example, and of the same characters: only the service can know that it is none. */
const unknown = 'Q7m2Xv9Kc4Tb8Zr1Lw5N';

/** What any rule for passwords lets through. It goes with no token of any account, so it is never set. */
const goodPassword = 'Kq7!mZ2-xW9#tB4_vN6?pL3%';

export const validateNothing = stimulus('validate without a token', () => plainValidation());

export const badTokens = [
  stimulus('unknown token', () => plainValidation(unknown)),
  stimulus('empty token', () => plainValidation('')),
  stimulus('token of 4 kB', () => plainValidation('x'.repeat(4096))),
];

export const withoutToken = stimulus('complete without a token', () =>
  completion(JSON.stringify({ password: goodPassword })),
);

export const withUnknownToken = stimulus('complete with an unknown token', () =>
  completion(bodyFor(unknown, goodPassword)),
);

export const otherVerbs = [
  stimulus('complete with PUT', () => completion(bodyFor(unknown, goodPassword), { method: 'PUT' })),
  stimulus('complete with PATCH', () => completion(bodyFor(unknown, goodPassword), { method: 'PATCH' })),
  stimulus('complete with DELETE', () => ({ method: 'DELETE', path, headers: [['Accept', '*/*']] })),
];

export const declaredAsText = stimulus('completion declared text/plain', () =>
  completion(bodyFor(unknown, goodPassword), { type: 'text/plain' }),
);

export const malformed = [
  stimulus('truncated completion', () => completion(bodyFor(unknown, goodPassword).slice(0, -1))),
  stimulus('completion with a trailing comma', () => completion(bodyFor(unknown, goodPassword).replace(/\}$/, ',}'))),
  stimulus('bare word as a completion', () => completion('token')),
];
