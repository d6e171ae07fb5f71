import type { Overall } from '../model/verdict.ts';
import type { RunResult } from './run-result.ts';
import { sandboxName } from './target-name.ts';

/** What shields.io makes a badge of: https://shields.io/badges/endpoint-badge. */
interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: string;
  /** True where nothing is known of the target: then a page can't choose a colour of its own. */
  readonly isError?: true;
}

const label = 'conformance';

const colours: Readonly<Record<Overall, string>> = {
  conformant: 'brightgreen',
  deviating: 'yellow',
  nonconformant: 'red',
  inconclusive: 'lightgrey',
  error: 'orange',
};

/** `results/badge.json`: the verdict, how much of the suite it covers, and whether it is the sandbox's alone. */
export function badge({ gate, part, target }: RunResult): Badge {
  const remarks = [...(part === undefined ? [] : [part]), ...(target.embedded ? [sandboxName] : [])];
  return badgeOf(gate.verdict, remarks);
}

/** The same of a run that broke before it could weigh anything. */
export function errorBadge(): Badge {
  return badgeOf('error', []);
}

function badgeOf(verdict: Overall, remarks: readonly string[]): Badge {
  return {
    schemaVersion: 1,
    label,
    message: [verdict, ...remarks].join(', '),
    color: colours[verdict],
    ...(verdict === 'error' ? { isError: true } : {}),
  };
}
