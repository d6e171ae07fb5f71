import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attachment, Globals, StepResult, TestResult } from 'allure-js-commons';
import { executor } from './ci.ts';
import type { JudgedTarget } from './targets.ts';

/** Name of the label and of the parameter that say of a test which target it judged. */
export const targetLabel = 'target';

/**
 * Puts the Allure results of several targets into one folder. Each test says which target it judged: by a label, which
 * tells Allure its environment, and by a parameter, which gives it a history of its own.
 *
 * @param dir The folder; it is there, and empty.
 */
export function mergeAllureResults(targets: readonly JudgedTarget[], dir: string): void {
  for (const target of targets) {
    const from = join(target.dir, 'allure-results');
    for (const file of existsSync(from) ? readdirSync(from) : []) {
      const path = join(from, file);
      const into = join(dir, `${target.name}-${file}`);
      if (file.endsWith('-result.json')) writeJson(into, testOf(readJson(path) as TestResult, target.name));
      else if (file.endsWith('-globals.json')) writeJson(into, globalsOf(readJson(path) as Globals, target.name));
      else if (file.includes('-attachment.')) copyFileSync(path, into);
    }
  }
  const verdicts = targets.map(({ name, end }) => `${name} ${end.verdict}`).join(', ');
  const ran = executor(verdicts);
  if (ran !== undefined) writeJson(join(dir, 'executor.json'), ran);
}

function testOf(test: TestResult, name: string): TestResult {
  return {
    ...withOwnFiles(test, name),
    uuid: `${name}-${test.uuid}`,
    labels: [...test.labels, { name: targetLabel, value: name }],
    parameters: [...test.parameters, { name: targetLabel, value: name }],
  };
}

/** Two targets have files of the same names. */
function withOwnFiles<T extends Pick<StepResult, 'steps' | 'attachments'>>(part: T, name: string): T {
  return {
    ...part,
    steps: part.steps.map((step) => withOwnFiles(step, name)),
    attachments: part.attachments.map((file): Attachment => ({ ...file, source: `${name}-${file.source}` })),
  };
}

function globalsOf(globals: Globals, name: string): Globals {
  return {
    ...globals,
    errors: globals.errors.map((error) => ({ ...error, message: `${name}: ${error.message ?? ''}` })),
  };
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function writeJson(path: string, document: unknown): void {
  writeFileSync(path, JSON.stringify(document));
}
