import type { ChangedAnswer, ChangedClause, ComparedRun, Comparison, UncomparedClause } from './comparison.ts';

/** Names that one line shows; a change that all answers share has hundreds. */
const mostShown = 6;

/** What a comparison comes to, in one line without its first word. */
export function conclusionInWords(comparison: Comparison): string {
  const { newlyFailing, newlyKnown, fixed, answers, notCompared, compared } = comparison;
  const facts = [
    `${fixed.length} fixed`,
    `${newlyKnown.length} newly known`,
    `${answers.length} ${answers.length === 1 ? 'difference' : 'differences'} in answers that conform`,
    `${compared} ${compared === 1 ? 'clause' : 'clauses'} compared`,
  ].join(', ');
  const failing = newlyFailing.filter(({ gates }) => gates);
  const advisories = newlyFailing.length - failing.length;
  const open = notCompared.filter(({ undecided }) => undecided);
  return [
    ...(failing.length > 0 ? [`${gatingClauses(failing)} newly ${failing.length === 1 ? 'fails' : 'fail'}`] : []),
    ...(open.length > 0
      ? [`${gatingClauses(open)} conformed before and could not be decided now`]
      : failing.length === 0
        ? ['no gating clause newly fails']
        : []),
    ...(advisories > 0 ? [`${advisories} advisory newly not kept`] : []),
    facts,
  ].join('; ');
}

function gatingClauses(clauses: readonly { readonly id: string }[]): string {
  const ids = firstOf(clauses.map(({ id }) => id));
  return `${clauses.length} gating ${clauses.length === 1 ? 'clause' : 'clauses'} (${ids})`;
}

/** The same for the last line of a run that was compared with its baseline. */
export function againstBaseline({ conclusion, newlyFailing, fixed }: Comparison): string {
  if (newlyFailing.length + fixed.length === 0) return `against the baseline: ${conclusion}`;
  return `against the baseline: ${conclusion}, ${newlyFailing.length} newly failing, ${fixed.length} fixed`;
}

/** One of the runs in one line. */
export function runInWords({ target, embedded, profile, startedAt, verdict, judged, clauses }: ComparedRun): string {
  const name = embedded ? 'the embedded sandbox' : target;
  return `${startedAt}  ${name}  ${verdict}, profile ${profile}, ${judged} of ${clauses} clauses judged`;
}

/** Inputs that fail now, where that says more than the clause's own line. */
export function newInputs({ inputs }: ChangedClause): string | undefined {
  return inputs.length === 0 ? undefined : firstOf(inputs);
}

/** Where a difference in answers was seen. */
export function seenAt({ inputs }: ChangedAnswer): string {
  return firstOf(inputs.map(({ input, clauses }) => `${input} (${firstOf(clauses)})`));
}

/** Clauses that one run alone has judged, those together that share the reason. */
export function uncomparedInWords(clauses: readonly UncomparedClause[]): string[] {
  const whyOf = ({ judgedBy, reason }: UncomparedClause): string => `judged ${judgedBy} only, ${reason}`;
  return [...new Set(clauses.map(whyOf))].map((why) => {
    const ids = clauses.filter((clause) => whyOf(clause) === why).map(({ id }) => id);
    return `${ids.length} ${ids.length === 1 ? 'clause' : 'clauses'} ${why}: ${firstOf(ids)}`;
  });
}

function firstOf(names: readonly string[]): string {
  const more = names.length - mostShown;
  return `${names.slice(0, mostShown).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
