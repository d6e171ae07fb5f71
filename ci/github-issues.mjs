import { spawnSync } from 'node:child_process';
import { label } from './issue-text.mjs';

/** @import { Issues } from './issues.mjs' */

/**
 * The issues of a repository on GitHub, by its command `gh`. Text goes by standard input, never by an argument.
 *
 * @returns {Issues}
 */
export function gitHubIssues() {
  return {
    open: (title) => {
      const fields = ['--json', 'number,title,body', '--limit', '200'];
      const text = gh(['issue', 'list', '--state', 'open', '--label', label, ...fields]);
      /** @type {unknown} */
      const parsed = JSON.parse(text);
      const open = /** @type {{ number: number, title: string, body: string }[]} */ (parsed);
      const found = open.find((issue) => issue.title === title);
      return found && { id: found.number, body: found.body };
    },
    create: (title, body) => {
      gh(['label', 'create', label, '--description', 'Opened and closed by the conformance runs', '--force']);
      gh(['issue', 'create', '--title', title, '--label', label, '--body-file', '-'], body);
    },
    rewrite: (id, body) => gh(['issue', 'edit', String(id), '--body-file', '-'], body),
    comment: (id, text) => gh(['issue', 'comment', String(id), '--body-file', '-'], text),
    close: (id) => gh(['issue', 'close', String(id)]),
  };
}

/**
 * @param {string[]} args
 * @param {string} [input]
 * @returns {string} What it printed.
 * @throws {Error} with its words, where it fails.
 */
function gh(args, input = '') {
  const { status, stdout, stderr, error } = spawnSync('gh', args, { input, encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(`gh ${args.slice(0, 2).join(' ')} failed: ${error?.message ?? stderr.trim()}`);
}
