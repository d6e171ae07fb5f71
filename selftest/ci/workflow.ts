import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { temporaryFolder } from '../temporary-folder.ts';
import { perform, type Stores } from './actions.ts';
import { checkout, type CheckoutOptions, root } from './checkout.ts';
import { type Contexts, holds, interpolated, interpolatedText } from './expression.ts';
import { shell, surroundings } from './shell.ts';

type Values = Readonly<Record<string, unknown>>;

/** A workflow of GitHub Actions, as far as ours use what there is. */
export interface Workflow {
  readonly on: Values;
  readonly permissions: Values;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly permissions: Values;
  readonly 'timeout-minutes': number;
  readonly environment?: unknown;
  readonly strategy?: { readonly matrix: Readonly<Record<string, unknown>> };
  readonly outputs?: Values;
  readonly env?: Values;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Values;
  readonly env?: Values;
}

/** What a workflow is run with. */
export interface WorkflowOptions extends CheckoutOptions {
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string | boolean>>;
  /** Those of an environment, in the place of the above. */
  readonly environments?: Readonly<Record<string, Pick<WorkflowOptions, 'vars' | 'secrets'>>>;
  /** Folders of commands before PATH. */
  readonly commands: readonly string[];
  readonly caches: string;
  /** Artifacts that the calling run has already. */
  readonly artifacts?: string;
  readonly runId: string;
  /** Further variables of each job. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How a job ended; one of a matrix for each of its values. */
export interface JobEnd {
  readonly job: string;
  /** The value of the matrix; empty where there is none. */
  readonly leg: string;
  readonly result: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly folder: string;
  /** What the steps printed. */
  readonly log: string;
  readonly summary: string;
}

/** Path of a workflow's file. */
export function workflowFile(name: string): string {
  return join(root, '.github/workflows', name);
}

export function readWorkflow(name: string): Workflow {
  return parse(readFileSync(workflowFile(name), 'utf8')) as Workflow;
}

/** Runs a workflow: each `run` by bash, each action imitated, each expression by GitHub's own evaluator. */
export async function runWorkflow(
  name: string,
  options: WorkflowOptions,
): Promise<{ readonly ends: readonly JobEnd[]; readonly artifacts: string }> {
  const { jobs } = readWorkflow(name);
  const artifacts = options.artifacts ?? temporaryFolder();
  const ends: JobEnd[] = [];
  for (const [id, job] of Object.entries(jobs)) {
    const before = ends.filter((end) => end.job === job.needs);
    const failed = before.some(({ result }) => result !== 'success');
    const needs = Object.fromEntries(before.map(({ job: each, result }) => [each, { result }]));
    const contexts = { ...contextsOf(options), needs };
    if (!holds(job.if, contexts, { failed, cancelled: false })) {
      ends.push({ job: id, leg: '', result: 'skipped', outputs: {}, folder: '', log: '', summary: '' });
      continue;
    }
    const [variable, values = ['']] = Object.entries(job.strategy?.matrix ?? {})[0] ?? [];
    for (const leg of interpolated(values, contexts) as string[]) {
      const matrix = variable === undefined ? {} : { [variable]: leg };
      ends.push(await runJob(id, job, leg, { ...contexts, matrix }, options, { artifacts, caches: options.caches }));
    }
  }
  return { ends, artifacts };
}

function contextsOf({ vars = {}, secrets = {}, inputs = {}, runId }: WorkflowOptions): Contexts {
  const github = {
    repository: 'owner/timp-conformance',
    server_url: 'https://github.example.com',
    token: 'token-of-the-job',
    ref: 'refs/heads/main',
    run_id: runId,
    run_attempt: '1',
  };
  return { github, vars, secrets, inputs, matrix: {}, steps: {}, needs: {} };
}

async function runJob(
  id: string,
  job: Job,
  leg: string,
  contexts: Contexts,
  options: WorkflowOptions,
  stores: Stores,
): Promise<JobEnd> {
  const environment = typeof job.environment === 'string' ? interpolatedText(job.environment, contexts) : '';
  const own = { ...contexts, ...options.environments?.[environment] };
  const folder = checkout(options);
  const files = temporaryFolder();
  const steps: Record<string, { outputs: Values; outcome: string }> = {};
  let failed = false;
  let log = '';
  for (const [index, step] of job.steps.entries()) {
    const now = { ...own, steps };
    const skipped = !holds(step.if, now, { failed, cancelled: false });
    const output = join(files, `output-${index}`);
    writeFileSync(output, '');
    if (!skipped && step.uses !== undefined) perform(step.uses, textsOf(step.with, now), folder, stores);
    else if (!skipped) {
      const env = {
        ...surroundings(options.commands),
        ...options.env,
        ...textsOf(job.env, now),
        ...textsOf(step.env, now),
        GITHUB_ACTIONS: 'true',
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: join(files, 'summary.md'),
      };
      const ended = await shell(step.run ?? '', folder, env);
      log += ended.output;
      failed ||= ended.code !== 0;
      if (step.id !== undefined)
        steps[step.id] = { outputs: outputsIn(output), outcome: ended.code === 0 ? 'success' : 'failure' };
    }
    if (skipped && step.id !== undefined) steps[step.id] = { outputs: {}, outcome: 'skipped' };
  }
  const summary = join(files, 'summary.md');
  return {
    job: id,
    leg,
    result: failed ? 'failure' : 'success',
    outputs: textsOf(job.outputs, { ...own, steps }),
    folder,
    log,
    summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '',
  };
}

function textsOf(values: Values = {}, contexts: Contexts): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, interpolatedText(value, contexts)]));
}

function outputsIn(file: string): Values {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return Object.fromEntries(lines.map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)]));
}

/** A new place for caches. */
export function newCaches(): string {
  const caches = join(temporaryFolder(), 'caches');
  mkdirSync(caches);
  return caches;
}
