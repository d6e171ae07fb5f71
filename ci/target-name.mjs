/**
 * The name of the target that a job judges. It becomes a folder, the key of a cache and the title of an issue.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 * @throws {Error} with one line, where it can't be such.
 */
export function targetName({ TARGET = '' }) {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(TARGET)) return TARGET;
  throw new Error(
    `TARGET=${JSON.stringify(TARGET)} is no name of a target: set it to letters, digits, - and _, such as staging`,
  );
}
