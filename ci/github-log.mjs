import { randomUUID } from 'node:crypto';

/** @param {string} text */
const data = (text) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
/** @param {string} text */
const property = (text) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/**
 * An annotation of a run of GitHub Actions.
 *
 * @param {'warning' | 'error'} kind
 * @param {string} title
 * @param {string} message
 */
export function annotation(kind, title, message) {
  return `::${kind} title=${property(title)}::${data(message)}`;
}

/**
 * Two lines between which the log is taken for no command of GitHub Actions: what is printed there may come from a target.
 */
export function quoted() {
  const token = randomUUID();
  return { begin: `::stop-commands::${token}`, end: `::${token}::` };
}
