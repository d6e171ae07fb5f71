/**
 * Runs the harness in a CI job, and hands on what came of it: `node ci/judge.mjs run|health [--warn-inconclusive] [--gate]`.
 *
 * TARGET names the target. All settings of the harness are taken from the environment, those that are files also as text
 * (`ci/settings.mjs`). The exit code is the harness's. With --warn-inconclusive a run that could not decide is a warning
 * and exits 0, for CI systems that know no exit code between success and failure. With --gate a run that was compared with
 * a BASELINE exits 0 where it is no worse, 1 where a gating clause newly fails, 2 where that could not be decided.
 *
 * Writes `verdict`, `counts` (JSON) and `comparison` as lines NAME=VALUE to the file of GITHUB_OUTPUT or VERDICT_FILE, and
 * the summary to that of GITHUB_STEP_SUMMARY.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { annotation, quoted } from './github-log.mjs';
import { comparisonIn, resultIn } from './result.mjs';
import { harnessSettings, resultsFolder } from './settings.mjs';
import { targetName } from './target-name.mjs';

const program = fileURLToPath(new URL('../bin/timp-conformance.mjs', import.meta.url));
const codes = { inconclusive: 2, error: 3 };
const comparisonCodes = { 'no regression': 0, regression: 1, undecided: 2 };
const { env } = process;
const isGitHub = env.GITHUB_ACTIONS === 'true';

try {
  const { command, warns, isGate } = usage();
  const target = targetName(env);
  const code = await judged(command, target);
  const resultsDir = resultsFolder(env, target);
  const comparison = comparisonIn(resultsDir);
  const isCompared = isGate && code !== codes.error && comparison !== undefined;
  const decided = isCompared ? comparisonCodes[comparison] : code;
  process.exitCode = warns && decided === codes.inconclusive ? 0 : decided;
  handOn(target, resultsDir, comparison, process.exitCode === 0);
} catch (error) {
  console.error(`ERROR  ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = codes.error;
}

function usage() {
  const { values, positionals } = parseArgs({
    options: {
      'warn-inconclusive': { type: 'boolean', default: false },
      gate: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [command = '', ...more] = positionals;
  if (!['run', 'health'].includes(command) || more.length > 0)
    throw new Error(`give run or health, not ${JSON.stringify(positionals.join(' '))}`);
  return { command, warns: values['warn-inconclusive'], isGate: values.gate };
}

/**
 * @param {string} command
 * @param {string} target
 */
async function judged(command, target) {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-ci-'));
  const log = quoted();
  if (isGitHub) console.log(log.begin);
  try {
    const settings = harnessSettings(env, target, folder);
    const child = spawn(process.execPath, [program, command], { stdio: 'inherit', env: settings });
    // A cancelled job asks this process to end; the harness then sets a changed password back before it does.
    for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP']))
      process.on(signal, () => child.kill(signal));
    /** @type {number | null} */
    const code = await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject));
    return code ?? codes.error;
  } finally {
    if (isGitHub) console.log(log.end);
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} target
 * @param {string} resultsDir
 * @param {ReturnType<typeof comparisonIn>} comparison
 * @param {boolean} passes Whether the job goes on.
 */
function handOn(target, resultsDir, comparison, passes) {
  const result = resultIn(resultsDir);
  if (result === undefined) return;
  const { verdict, counts = {}, message } = result;
  const lines = [`verdict=${verdict}`, `counts=${JSON.stringify(counts)}`, `comparison=${comparison ?? ''}`];
  const outputs = env.GITHUB_OUTPUT ?? env.VERDICT_FILE;
  if (outputs !== undefined) appendFileSync(outputs, `${lines.join('\n')}\n`);
  const summary = join(resultsDir, 'summary.md');
  if (env.GITHUB_STEP_SUMMARY !== undefined && existsSync(summary))
    appendFileSync(env.GITHUB_STEP_SUMMARY, readFileSync(summary, 'utf8'));
  if (!isGitHub || (passes && ['conformant', 'deviating'].includes(verdict))) return;
  const title = [
    `${target} is ${verdict}`,
    ...(comparison === undefined ? [] : [`${comparison} against the baseline`]),
  ];
  console.log(annotation(passes ? 'warning' : 'error', title.join(', '), message));
}
