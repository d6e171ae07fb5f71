import { parse } from 'yaml';
import type { Workflow } from './workflow.ts';

/** What this repository asks of a workflow beyond what actionlint does. Each line says where, and what is wrong. */
export function departures(text: string): string[] {
  const workflow = parse(text) as Workflow;
  return [...pins(text), ...rights(workflow), ...shell(workflow), ...secrets(workflow)];
}

const permitted: Readonly<Record<string, string>> = {
  contents: 'read',
  issues: 'write',
  pages: 'write',
  'id-token': 'write',
};

/** Actions by commit, since a tag can be moved; the version beside it is for people and Dependabot. */
function pins(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => /^\s*(?:- )?uses:/.test(line))
    .filter((line) => !/uses: actions\/[a-z-]+(?:\/[a-z]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))
    .map((line) => `${line.trim()}: an action of GitHub's own, by its commit, with the version beside it`);
}

function rights({ permissions, jobs }: Workflow): string[] {
  const found = Object.keys(permissions).length === 0 ? [] : ['permissions: none but those of a job'];
  for (const [id, job] of Object.entries(jobs)) {
    for (const [scope, access] of Object.entries(job.permissions))
      if (permitted[scope] !== access) found.push(`${id}: permission ${scope}: ${String(access)}`);
    const writes = Object.values(job.permissions).includes('write');
    const secret = Object.keys(secretsIn(job)).length > 0;
    if (writes && secret) found.push(`${id}: a job that may write holds no secret`);
    if (!Number.isInteger(job['timeout-minutes'])) found.push(`${id}: a job has an end`);
    for (const { uses = '', with: inputs = {} } of job.steps)
      if (uses.startsWith('actions/checkout@') && inputs['persist-credentials'] !== false)
        found.push(`${id}: a checkout leaves no credentials behind`);
  }
  return found;
}

/** What others can write reaches a script as a variable, never as a part of it. */
function shell({ jobs }: Workflow): string[] {
  return Object.entries(jobs).flatMap(([id, { steps }]) =>
    steps.flatMap(({ run = '' }) => [
      ...(run.includes('${{') ? [`${id}: an expression in a script: ${run}`] : []),
      ...(run.split('\n').length > 3 ? [`${id}: a script of its own belongs into ci/: ${run}`] : []),
    ]),
  );
}

/** Secrets stand in the environment of a step, and nowhere else. */
function secrets({ jobs }: Workflow): string[] {
  return Object.entries(jobs).flatMap(([id, job]) => {
    const elsewhere = JSON.stringify({ ...job, steps: job.steps.map((step) => ({ ...step, env: {} })) });
    return /\bsecrets\b/.test(elsewhere) ? [`${id}: a secret beside the environment of a step`] : [];
  });
}

/** The secrets that the steps of a job are given, by variable. */
function secretsIn({ steps }: Workflow['jobs'][string]): Record<string, unknown> {
  const variables = steps.flatMap(({ env = {} }) => Object.entries(env));
  return Object.fromEntries(variables.filter(([, value]) => /\bsecrets\./.test(String(value))));
}
