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
    open: async (title) => {
      const fields = ['--json', 'number,title,body', '--limit', '200'];
      /** @type {{ number: number, title: string, body: string }[]} */
      const open = JSON.parse(gh(['issue', 'list', '--state', 'open', '--label', label, ...fields]));
      const found = open.find((issue) => issue.title === title);
      return found && { id: found.number, body: found.body };
    },
    create: async (title, body) => {
      gh(['label', 'create', label, '--description', 'Opened and closed by the conformance runs', '--force']);
      gh(['issue', 'create', '--title', title, '--label', label, '--body-file', '-'], body);
    },
    rewrite: async (id, body) => void gh(['issue', 'edit', String(id), '--body-file', '-'], body),
    comment: async (id, text) => void gh(['issue', 'comment', String(id), '--body-file', '-'], text),
    close: async (id) => void gh(['issue', 'close', String(id)]),
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
