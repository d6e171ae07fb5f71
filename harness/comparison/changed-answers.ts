import type { AnswerOutline, DocumentedClause, DocumentedFinding, ResultDocument } from '../model/result-document.ts';
import type { ChangedAnswer } from './comparison.ts';
import type { Pair } from './pair.ts';

/**
 * Fields that belong to a connection or to the way a message is delimited (RFC 9110 7.6.1, RFC 9112 6): any machine on
 * the way may change them.
 */
const ofTheConnection = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

type Change = Omit<ChangedAnswer, 'inputs'>;

/** Finds what answers look otherwise by, where both conform: each difference once, with all inputs that show it. */
export function changedAnswers(pairs: readonly Pair[], before: ResultDocument, after: ResultDocument): ChangedAnswer[] {
  const found = new Map<string, { change: Change; clausesByInput: Map<string, string[]> }>();
  for (const pair of pairs) {
    const earlier = conforming(pair.before);
    for (const [input, finding] of conforming(pair.after)) {
      for (const change of changesOf(answerTo(earlier.get(input), before), answerTo(finding, after))) {
        const key = JSON.stringify(change);
        const { clausesByInput } = found.get(key) ?? { clausesByInput: new Map<string, string[]>() };
        clausesByInput.set(input, [...(clausesByInput.get(input) ?? []), pair.after.id]);
        found.set(key, { change, clausesByInput });
      }
    }
  }
  return [...found.values()].map(({ change, clausesByInput }) => ({
    ...change,
    inputs: [...clausesByInput].map(([input, clauses]) => ({ input, clauses })),
  }));
}

function conforming({ findings }: DocumentedClause): Map<string, DocumentedFinding> {
  return new Map(findings.filter(({ verdict }) => verdict === 'pass').map((finding) => [finding.input, finding]));
}

function answerTo(finding: DocumentedFinding | undefined, { answers }: ResultDocument): AnswerOutline | undefined {
  return finding?.answer === undefined ? undefined : answers[finding.answer];
}

function changesOf(before: AnswerOutline | undefined, after: AnswerOutline | undefined): Change[] {
  if (before === undefined || after === undefined) return [];
  const [was, is] = [statusOf(before), statusOf(after)];
  const status = was === is ? [] : [{ what: 'status', before: was, after: is }];
  // Where one of them is no answer, the rest says the same again.
  if (before.status === undefined || after.status === undefined) return status;
  const types = [before, after].map(({ mediaType }) => mediaType ?? 'none');
  const bodies = [before.body, after.body];
  return [
    ...status,
    ...different('media type', types[0], types[1]),
    ...headersOf(before, after),
    ...different('body', bodies[0], bodies[1]),
  ];
}

function different(what: string, before: string | undefined, after: string | undefined): Change[] {
  return before === undefined || after === undefined || before === after ? [] : [{ what, before, after }];
}

function statusOf({ status, trouble }: AnswerOutline): string {
  return status === undefined ? `no answer (${trouble ?? 'nothing came'})` : String(status);
}

function headersOf(before: AnswerOutline, after: AnswerOutline): Change[] {
  const only = (one: AnswerOutline, other: AnswerOutline): string[] =>
    one.headers.filter((name) => !other.headers.includes(name) && !ofTheConnection.has(name));
  return [
    ...only(before, after).map((name) => ({ what: `header ${name}`, before: 'present', after: 'absent' })),
    ...only(after, before).map((name) => ({ what: `header ${name}`, before: 'absent', after: 'present' })),
  ];
}
