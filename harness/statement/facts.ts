import type { Level } from '../model/clause.ts';
import type { ResultDocument } from '../model/result-document.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Statement } from './statement.ts';

/** What a reader has to know of a run, by its name. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** Target, versions and extent of the run. */
export function factsOf({ api, result, part }: Statement): Fact[] {
  const { target, embedded, profile, strict, seed, startedAt, durationMs, requests, suite, planned, judged, versions } =
    result;
  const effects = Object.entries(result).flatMap(([name, value]) => {
    const effect = /^([a-z]+)Issued$/.exec(name)?.[1];
    return effect === undefined ? [] : [`${String(value)} ${effect} issued`];
  });
  return [
    { name: 'Target', value: embedded ? `the embedded sandbox at ${target}` : target },
    { name: 'Contract', value: `${api}, ${suite.clauses} clauses, SHA-256 ${suite.contract}` },
    {
      name: 'Judged',
      value: `${judged} of ${planned} clauses${part === undefined ? '' : `, the suite has ${suite.clauses}`}`,
    },
    { name: 'Profile', value: strict ? `${profile}, SHOULD clauses decide the verdict too` : profile },
    { name: 'Seed', value: String(seed) },
    {
      name: 'Run',
      value: `${startedAt}, ${(durationMs / 1000).toFixed(1)} s, ${[`${requests} requests`, ...effects].join(', ')}`,
    },
    {
      name: 'Versions',
      value: Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    },
  ];
}

/** Names of the columns of {@link countsOf}, by the verdicts that they count. */
const columns: Readonly<Record<Verdict, string>> = {
  pass: 'kept',
  fail: 'not kept',
  inconclusive: 'not decided',
  'not-applicable': 'not applicable',
  error: 'error',
};

/** How many clauses came out how, by level. */
export function countsOf({ countsByLevel, counts }: ResultDocument): {
  readonly outcomes: readonly string[];
  readonly rows: readonly { readonly level: string; readonly counts: readonly number[] }[];
} {
  const verdicts = (Object.keys(columns) as Verdict[]).filter((verdict) => verdict !== 'error' || counts.error > 0);
  const levels: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];
  const row = (level: string, of: ResultDocument['counts']) => ({
    level,
    counts: verdicts.map((verdict) => of[verdict]),
  });
  return {
    outcomes: verdicts.map((verdict) => columns[verdict]),
    rows: [...levels.map((level) => row(level, countsByLevel[level])), row('all', counts)],
  };
}
