import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a run came to, as far as CI looks at `conformance.json` (`schemas/conformance.schema.json`). A run that broke
 * before it knew its target has no profile, no counts and no clauses.
 *
 * @typedef {object} Result
 * @property {'conformant' | 'deviating' | 'nonconformant' | 'inconclusive' | 'error'} verdict
 * @property {string} message The reason in one line.
 * @property {string} startedAt ISO 8601.
 * @property {string} [target] Base URL.
 * @property {'health' | 'standard' | 'full'} [profile]
 * @property {boolean} [strict] SHOULD clauses gate too.
 * @property {Record<string, number>} [counts] Clauses by verdict.
 * @property {Clause[]} [clauses]
 */

/**
 * @typedef {object} Clause
 * @property {string} id
 * @property {'MUST' | 'SHOULD' | 'MAY'} level
 * @property {string} verdict
 * @property {unknown} [deviation] There where the failure is known and reviewed.
 */

/**
 * The result that a folder holds.
 *
 * @param {string} folder
 * @returns {Result | undefined} undefined where the run left none.
 */
export function resultIn(folder) {
  try {
    /** @type {unknown} */
    const parsed = JSON.parse(readFileSync(join(folder, 'conformance.json'), 'utf8'));
    return /** @type {Result} */ (parsed);
  } catch {
    return undefined;
  }
}

/**
 * The results of several targets.
 *
 * @param {string} folder Holds a folder for each target, of its name.
 * @returns {{ target: string, folder: string, result: Result }[]} In the order of the names.
 */
export function resultsIn(folder) {
  return readdirSync(folder)
    .sort()
    .flatMap((target) => {
      const result = resultIn(join(folder, target));
      return result === undefined ? [] : [{ target, folder: join(folder, target), result }];
    });
}

/**
 * What the comparison of a run with its BASELINE came to.
 *
 * @param {string} folder
 * @returns {'no regression' | 'undecided' | 'regression' | undefined} undefined where nothing could be compared.
 */
export function comparisonIn(folder) {
  const path = join(folder, 'diff.json');
  if (!existsSync(path)) return undefined;
  /** @type {unknown} */
  const parsed = JSON.parse(readFileSync(path, 'utf8'));
  const { conclusion, compared } =
    /** @type {{ conclusion: 'no regression' | 'undecided' | 'regression', compared: number }} */ (parsed);
  return compared === 0 ? undefined : conclusion;
}

/**
 * Ids of the clauses that make a target nonconformant.
 *
 * @param {Result} result
 */
export function gatingFailures({ clauses = [], strict = false }) {
  return clauses
    .filter(({ level, verdict, deviation }) => {
      const gates = level === 'MUST' || (strict && level === 'SHOULD');
      return gates && verdict === 'fail' && deviation === undefined;
    })
    .map(({ id }) => id);
}
