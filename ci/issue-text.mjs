import { gatingFailures } from './result.mjs';

/** @import { Result } from './result.mjs' */

/** The label by which issues of this program are told from those of people. */
export const label = 'conformance';

/** Longest body in characters; trackers take 65536 and more. */
const longest = 60_000;

const mark = /<!-- timp-conformance fails: ([^>]*) -->/;

/**
 * The title of a target's issue: one for its conformance, and one for its health, whose check judges a part.
 *
 * @param {string} target
 * @param {Result} result
 */
export function title(target, { profile }) {
  return profile === 'health' ? `Health check of ${target} fails` : `${target} is nonconformant`;
}

/**
 * @param {Result} result
 * @param {string} summary The text of `summary.md`.
 * @param {string} runUrl Where the run can be seen.
 */
export function body(result, summary, runUrl) {
  const head = [
    `<!-- timp-conformance fails: ${gatingFailures(result).join(' ')} -->`,
    `[The run of ${result.startedAt}](${runUrl}) has the report. This text is of the newest run that failed; the issue is`,
    'closed by the first run that passes.',
    '',
    '',
  ].join('\n');
  return `${head}${shortened(unaddressed(summary), longest - head.length)}`;
}

/**
 * What has changed since an issue was last written.
 *
 * @param {string} before Its body.
 * @param {Result} result
 * @param {string} runUrl
 * @returns {string | undefined} undefined where the same clauses fail.
 */
export function change(before, result, runUrl) {
  const known = (mark.exec(before)?.[1] ?? '').split(' ').filter((id) => id !== '');
  const now = gatingFailures(result);
  const added = now.filter((id) => !known.includes(id));
  const gone = known.filter((id) => !now.includes(id));
  if (added.length + gone.length === 0) return undefined;
  return [
    ...(added.length > 0 ? [`Newly failing: ${added.join(', ')}.`] : []),
    ...(gone.length > 0 ? [`No longer failing: ${gone.join(', ')}.`] : []),
    `See [the run of ${result.startedAt}](${runUrl}).`,
  ].join(' ');
}

/**
 * @param {Result} result
 * @param {string} runUrl
 */
export function recovery({ verdict, startedAt }, runUrl) {
  return `The [run of ${startedAt}](${runUrl}) is ${verdict}.`;
}

/**
 * Text in which nobody is addressed and no other issue is named: a target may have written parts of it.
 *
 * @param {string} text
 */
function unaddressed(text) {
  return text.replace(/@(?=[\w/])|\\#(?=\d)/g, '$&\u200b');
}

/**
 * @param {string} text
 * @param {number} limit
 */
function shortened(text, limit) {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 50);
  return `${cut.slice(0, cut.lastIndexOf('\n'))}\n\n(The report has the rest.)\n`;
}
