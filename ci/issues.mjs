/**
 * Keeps an issue for each target that fails: `node ci/issues.mjs FOLDER`, where FOLDER holds a folder of results for each
 * target. `nonconformant` opens an issue, or brings the open one up to date; `conformant` and `deviating` close it. What
 * could not be decided, and an error of the harness, say nothing of the target and leave its issue as it is.
 *
 * RUN_URL names the run. On GitHub it needs `gh` with GH_TOKEN and GH_REPO; on GitLab GITLAB_TOKEN, beside what its jobs
 * have anyway.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitHubIssues } from './github-issues.mjs';
import { gitLabIssues } from './gitlab-issues.mjs';
import { body, change, recovery, title } from './issue-text.mjs';
import { resultsIn } from './result.mjs';

/**
 * The issues of this program in a tracker.
 *
 * @typedef {object} Issues
 * @property {(title: string) => Found | Promise<Found>} open The open issue of a title.
 * @property {(title: string, body: string) => unknown} create
 * @property {(id: number, body: string) => unknown} rewrite
 * @property {(id: number, text: string) => unknown} comment
 * @property {(id: number) => unknown} close
 */

/**
 * @typedef {{ readonly id: number, readonly body: string } | undefined} Found
 */

try {
  const [folder, ...more] = process.argv.slice(2);
  if (folder === undefined || more.length > 0)
    throw new Error('give the folder that holds the results, and nothing else');
  const issues = process.env.GITLAB_CI === undefined ? gitHubIssues() : gitLabIssues(process.env);
  const runUrl = process.env.RUN_URL ?? '';
  if (!URL.canParse(runUrl)) throw new Error('RUN_URL is not set: give the address of this run');
  for (const each of existsSync(folder) ? resultsIn(folder) : []) console.log(await keep(issues, each, runUrl));
} catch (error) {
  console.error(`ERROR  ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 3;
}

/**
 * @param {Issues} issues
 * @param {ReturnType<typeof resultsIn>[number]} judged
 * @param {string} runUrl
 * @returns {Promise<string>} What was done, in one line.
 */
async function keep(issues, { target, folder, result }, runUrl) {
  const { verdict } = result;
  if (verdict === 'inconclusive' || verdict === 'error') return `${target}  ${verdict}: no issue is touched`;
  const name = title(target, result);
  const present = await issues.open(name);
  if (verdict !== 'nonconformant') {
    if (present === undefined) return `${target}  ${verdict}`;
    await issues.comment(present.id, recovery(result, runUrl));
    await issues.close(present.id);
    return `${target}  ${verdict}: closed #${present.id}`;
  }
  const text = body(result, readFileSync(join(folder, 'summary.md'), 'utf8'), runUrl);
  if (present === undefined) {
    await issues.create(name, text);
    return `${target}  ${verdict}: opened "${name}"`;
  }
  await issues.rewrite(present.id, text);
  const news = change(present.body, result, runUrl);
  if (news !== undefined) await issues.comment(present.id, news);
  return `${target}  ${verdict}: updated #${present.id}`;
}
