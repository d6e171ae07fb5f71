import type { ResultDocument } from '../model/result-document.ts';
import type { Statement } from './statement.ts';

/** One step of how a run is repeated. */
export interface Step {
  readonly text: string;
  /** A line for a POSIX shell. */
  readonly command: string;
}

/** How a reader sees that the statement is true: the file is the one that it names, and another run says the same. */
export function repetition({ result, sha256, part, departures }: Statement): Step[] {
  const { versions, suite, profile, embedded } = result;
  const harness = `timp-conformance ${versions['timp-conformance'] ?? 'of an unknown version'}`;
  // The health profile is a part by itself.
  const isChosen = part !== undefined && profile !== 'health';
  const ids = result.clauses.map(({ id }) => id).join('|');
  const [example] = [...departures, ...result.clauses];
  const needs = embedded ? '' : ', with the settings of the test account and of the way to the target as they were';
  return [
    {
      text: 'The file is the one that this statement is made of:',
      command: `echo '${sha256}  conformance.json' | sha256sum -c`,
    },
    {
      text: `The same requests, generated ones included, by ${harness} (contract ${suite.contract.slice(0, 12)})${needs}:`,
      command: `${settingsOf(result)} npm run conformance${isChosen ? ` -- --grep '${ids}'` : ''}`,
    },
    {
      text: 'One clause of it, with its evidence:',
      command: `${settingsOf(result)} npm run conformance -- --grep ${example?.id ?? 'ID'}`,
    },
    { text: 'What has changed since:', command: 'npm run diff -- conformance.json results/conformance.json' },
  ];
}

function settingsOf({ target, embedded, profile, strict, seed }: ResultDocument): string {
  return [
    embedded ? 'SANDBOX=1' : `BASE_URL='${target.replaceAll("'", `'\\''`)}'`,
    `PROFILE=${profile}`,
    ...(strict ? ['STRICT=1'] : []),
    `SEED=${seed}`,
  ].join(' ');
}
