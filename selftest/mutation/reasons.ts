import type { Mutant } from './mutant.ts';

/** Self-tests that prove what the matrix has no means to show, by file. */
const elsewhere: readonly { readonly file: RegExp; readonly tests: string }[] = [
  // The matrix runs over http.
  { file: /tls-handshake\.ts$|reset-password\/(?:security|success)\.clauses\.ts$/, tests: 'selftest/tls' },
  // The matrix has a few kinds of weak tokens, these tests have dozens.
  { file: /token-strength\//, tests: 'selftest/security/token-strength' },
  // The rows of the matrix have resets in plenty.
  {
    file: /4-traffic\/(?:response-time|token-strength)\.clauses\.ts$|1-reset-password\/different-tokens\.ts$/,
    tests: 'selftest/security/clauses',
  },
  // What hostile input breaks for good fails so much of a row that these tests show it by itself.
  { file: /1-reset-password\/aftermath\.ts$/, tests: 'selftest/robustness/clauses' },
  // The matrix has a clock that it can move, so nothing waits for a later run.
  { file: /kept-token\.ts$/, tests: 'selftest/ledger' },
];

/** Judgements whose weakening nothing notices, and why that is no gap. */
const reasons: readonly { readonly file: string; readonly what: string; readonly reason: string }[] = [
  {
    file: 'contract/complete-password.ts',
    what: 'CP-11 accepts 500',
    reason:
      'the clause weighs both answers by the codes of CP-01 and of a refused token; its own codes say which a run may see',
  },
  {
    file: 'contract/reset-password/success.ts',
    what: 'RP-OK-02 asks for no schema',
    reason: 'what judges all answers names the schema itself: the register says which one, for reports',
  },
  {
    file: 'contract/user-login.ts',
    what: 'LG-05 accepts',
    reason: 'the clause looks at a log-in that was let in: any other code is a failure of LG-01 or LG-03',
  },
  {
    file: 'contract/validate-token.ts',
    what: 'VT-07 accepts',
    reason: 'a validation with another code is a failure of VT-01, on which the clause depends',
  },
  {
    file: 'specs/2-complete-password/fresh-token.clauses.ts',
    what: 'not called: isAccepted(exchange, context)',
    reason: 'a validation with another code is a failure of VT-01, on which VT-07 depends',
  },
  {
    file: 'harness/judge/rules.ts',
    what: 'a body beyond the limit',
    reason: 'what was cut does not parse either: the clause fails with other words',
  },
  {
    file: 'harness/judge/rules.ts',
    what: 'an empty body with',
    reason: 'what is empty does not parse either: the clause fails with other words',
  },
  {
    file: 'harness/judge/rules.ts',
    what: 'a body that begins with one',
    reason: 'a byte order mark does not parse either: the clause fails with other words',
  },
  {
    file: 'specs/2-complete-password/password-change.clauses.ts',
    what: 'not called: assertAnswered',
    reason:
      'a completion without an answer leaves the clause open before, since it can not be sent twice: the types alone ask',
  },
  {
    file: 'specs/1-reset-password/success.clauses.ts',
    what: 'not called: assertAnswered',
    reason: 'RP-OK-17 is an observation and never fails',
  },
  {
    file: 'specs/2-complete-password/password-rules.clauses.ts',
    what: 'not called: assertAnswered',
    reason:
      'a log-in without an answer is none that lets in, nor one that refuses: the clause does not pass either way',
  },
  {
    file: 'specs/journey/kept-token.ts',
    what: 'kept === undefined',
    reason: 'what was kept is in the journal before its token is sent: the types alone ask',
  },
  {
    file: 'specs/1-reset-password/aftermath.ts',
    what: 'without || isPlainAsked',
    reason: 'it would blame more, not less, which these rows do not look at: npm test does, by empty-authorization-400',
  },
  {
    file: 'specs/1-reset-password/aftermath.ts',
    what: 'without second === undefined ||',
    reason: 'it words a failure that is one anyway',
  },
  {
    file: 'specs/1-reset-password/aftermath.ts',
    what: 'without || !(error instanceof Nonconformity)',
    reason: 'it leaves alone an answer that was cut short, which no row gives a good request',
  },
  {
    file: 'specs/1-reset-password/url.clauses.ts',
    what: 'without Location',
    reason: 'a Location that is missing leads nowhere else either: the clause fails with other words',
  },
  {
    file: 'specs/1-reset-password/tls-handshake.ts',
    what: "throw new Nonconformity('TLS 1.2 or later', shown.protocol)",
    reason: 'Node offers TLS 1.2 at least, unless it is started with --tls-min-v1.0',
  },
  {
    file: 'specs/1-reset-password/tls-handshake.ts',
    what: 'with ciphers that are in use',
    reason: 'takes a server of ciphers that Node leaves out, and the self-tests, being Node, can not serve those',
  },
  {
    file: 'specs/1-reset-password/distinguishable.ts',
    what: 'fewestSamples',
    reason: 'RP-422-03 is an observation and never fails',
  },
  {
    file: 'specs/1-reset-password/hostile-rules.ts',
    what: 'nothing smuggled',
    reason: 'an answer with more behind it counts as none: the clause fails with other words',
  },
  {
    file: 'specs/1-reset-password/hostile-rules.ts',
    what: 'not called: isReset(exchange)',
    reason: 'a bad request that follows a hostile one fails the clause that has sent it, RP-ROB-12 or RP-ROB-13',
  },
  {
    file: 'specs/4-traffic/errors.clauses.ts',
    what: 'without whereAccepted &&',
    reason:
      'no clause accepts a code that is neither documented nor among those that are fine where a clause accepts them',
  },
  {
    file: 'specs/4-traffic/verbs.clauses.ts',
    what: "'405 without Allow'",
    reason: 'an Allow that is missing lists no POST either: the clause fails with other words',
  },
  {
    file: 'specs/1-reset-password/success.clauses.ts',
    what: 'RP-OK-17 without',
    reason: 'RP-OK-17 is an observation and never fails',
  },
  {
    file: 'specs/1-reset-password/success.clauses.ts',
    what: 'without the input plainReset',
    reason: 'RP-OK-01 and RP-OK-05 judge the same exchange by the same rule',
  },
];

/** The folder of self-tests that judges what a mutant changes, where it is not the matrix. */
export function testsElsewhere({ file }: Mutant): string | undefined {
  return elsewhere.find((each) => each.file.test(file))?.tests;
}

/** Why a mutant is not noticed, where that is known. */
export function reasonFor({ file, what }: Mutant): string | undefined {
  return reasons.find((each) => file.endsWith(each.file) && what.includes(each.what))?.reason;
}
