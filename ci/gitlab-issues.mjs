import { label } from './issue-text.mjs';

/** @import { Issues } from './issues.mjs' */

/** How long GitLab may take to answer, in milliseconds. */
const timeoutMs = 30_000;

/**
 * The issues of a project on GitLab, by its REST API.
 *
 * @param {NodeJS.ProcessEnv} env GITLAB_TOKEN is a project access token of the scope `api`, as a reporter; the token that
 *   each job has may not write issues.
 * @returns {Issues}
 * @throws {Error} where something is not set.
 */
export function gitLabIssues(env) {
  const { CI_API_V4_URL: api, CI_PROJECT_ID: project, GITLAB_TOKEN: token } = env;
  if (!api || !project) throw new Error('CI_API_V4_URL and CI_PROJECT_ID are not set: run this in a job of GitLab CI');
  if (!token) throw new Error('GITLAB_TOKEN is not set: give a project access token of the scope api');

  /**
   * @param {string} method
   * @param {string} path Below the project's issues.
   * @param {Record<string, string>} [content]
   * @returns {Promise<unknown>}
   */
  const call = async (method, path, content) => {
    const response = await fetch(`${api}/projects/${encodeURIComponent(project)}/issues${path}`, {
      method,
      headers: { 'PRIVATE-TOKEN': token, 'Content-Type': 'application/json' },
      ...(content === undefined ? {} : { body: JSON.stringify(content) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`GitLab answers ${method} of an issue with ${response.status}`);
    return response.json();
  };

  return {
    open: async (title) => {
      const query = new URLSearchParams({
        state: 'opened',
        labels: label,
        search: title,
        in: 'title',
        per_page: '100',
      });
      const open = /** @type {{ iid: number, title: string, description: string }[]} */ (
        await call('GET', `?${query.toString()}`)
      );
      const found = open.find((issue) => issue.title === title);
      return found && { id: found.iid, body: found.description };
    },
    create: (title, body) => call('POST', '', { title, description: body, labels: label }),
    rewrite: (id, body) => call('PUT', `/${id}`, { description: body }),
    comment: (id, text) => call('POST', `/${id}/notes`, { body: text }),
    close: (id) => call('PUT', `/${id}`, { state_event: 'close' }),
  };
}
