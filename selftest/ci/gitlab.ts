import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'yaml';
import { temporaryFolder } from '../temporary-folder.ts';
import { root } from './checkout.ts';
import { shell, type ShellEnd, surroundings } from './shell.ts';

/** A job of `.gitlab-ci.yml`, with what it extends. */
export interface GitLabJob {
  readonly variables?: Readonly<Record<string, string>>;
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
  readonly after_script?: readonly string[];
  readonly allow_failure?: boolean | { readonly exit_codes: number };
  readonly cache?: readonly { readonly key: string; readonly paths: readonly string[]; readonly when: string }[];
  readonly artifacts?: {
    readonly paths: readonly string[];
    readonly when?: string;
    readonly reports?: Readonly<Record<string, string>>;
  };
}

const program = createRequire(import.meta.url).resolve('gitlab-ci-local');

/**
 * Lets gitlab-ci-local read a configuration, which it holds against GitLab's own schema first.
 *
 * @param folder Holds `.gitlab-ci.yml`.
 */
export function gitLabLint(folder: string): { readonly problems: string; readonly expanded: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--preview'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...surroundings(), FORCE_COLOR: '0' },
  });
  return { problems: status === 0 ? '' : `${stdout}${stderr}`, expanded: stdout };
}

let ours: Readonly<Record<string, GitLabJob>> | undefined;

/** The jobs of ours, by name. */
export function gitLabJobs(): Readonly<Record<string, GitLabJob>> {
  if (ours !== undefined) return ours;
  const folder = temporaryFolder();
  cpSync(join(root, '.gitlab-ci.yml'), join(folder, '.gitlab-ci.yml'));
  const { problems, expanded } = gitLabLint(folder);
  if (problems !== '') throw new Error(problems);
  const all = Object.entries(parse(expanded) as Record<string, GitLabJob>);
  return (ours = Object.fromEntries(all.filter(([name]) => name !== 'stages' && name !== 'workflow')));
}

/**
 * Runs what a job runs: what comes before and its script in one shell, what comes after in another, whatever came of it.
 *
 * @param variables Those of the pipeline, which the job's own may refer to.
 * @param commands Folders of commands before PATH.
 */
export async function runGitLabJob(
  job: GitLabJob,
  folder: string,
  variables: Readonly<Record<string, string>>,
  commands: readonly string[],
): Promise<ShellEnd> {
  const own = Object.entries(job.variables ?? {});
  const known: Record<string, string> = { ...Object.fromEntries(own), ...variables };
  const expanded = (text: string): string => text.replace(/\$(\w+)/g, (_, name: string) => known[name] ?? '');
  for (const [name, value] of own) known[name] = variables[name] ?? expanded(value);
  const env = { ...surroundings(commands), ...known, GITLAB_CI: 'true' };
  const ended = await shell([...(job.before_script ?? []), ...(job.script ?? [])].join('\n'), folder, env);
  if (job.after_script === undefined) return ended;
  const after = await shell(job.after_script.join('\n'), folder, env);
  return { code: ended.code, output: ended.output + after.output };
}
