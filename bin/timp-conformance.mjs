#!/usr/bin/env node
// Plain JavaScript on Node's own modules: it has to speak where no dependency is installed.
import { accessSync, constants, existsSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseEnv } from 'node:util';
import { compiledFolder } from './compiled.mjs';

setHomeWhereNoneIs();
const problem = temporaryFolderProblem() ?? (await started());
if (problem !== undefined) {
  if (['run', 'health'].includes(process.argv[2])) removeOlderResults();
  console.error(`ERROR  ${problem}`);
  process.exit(3);
}

/** Runs the command. @returns in one line what kept it from being run. */
async function started() {
  try {
    await import(pathToFileURL(join(await compiledFolder(), 'bin/timp-conformance.js')).href);
    return undefined;
  } catch (error) {
    const [line = ''] = String(error?.message ?? error).split('\n');
    const missing = error?.code === 'ERR_MODULE_NOT_FOUND' && line.startsWith('Cannot find package');
    return missing ? `a dependency is missing, run npm ci: ${line}` : line;
  }
}

/**
 * A container may run as a user that its system has no name for, and so no home. Node throws where anything asks for it,
 * the runner included.
 */
function setHomeWhereNoneIs() {
  try {
    if (isAbsolute(homedir())) return;
  } catch {
    // Neither HOME nor an entry in the list of users.
  }
  process.env.HOME = '/';
}

/** What is compiled is kept there, and a run's private folder is made there. */
function temporaryFolderProblem() {
  try {
    accessSync(tmpdir(), constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return `the temporary folder ${JSON.stringify(tmpdir())} can't be written to (${error.code}): set TMPDIR to one that can`;
  }
}

/**
 * Removes what an earlier run left, so that nobody takes it for this one's: what `harness/report/results-folder.ts` does,
 * as far as it needs no dependency.
 */
function removeOlderResults() {
  try {
    const at = process.argv.indexOf('--env');
    const environment = at < 0 ? '' : process.argv[at + 1];
    const envFile = environment ? `.env.${environment}` : process.env.ENV_FILE || '.env';
    const fromFile = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {};
    const folder = resolve(process.env.RESULTS_DIR || fromFile.RESULTS_DIR || 'results', environment);
    if (existsSync(join(folder, '.conformance-run.lock'))) return;
    const { program, writes } = JSON.parse(readFileSync(join(folder, '.conformance-run.json'), 'utf8'));
    if (program !== 'timp-conformance') return;
    for (const name of writes.map((each) => basename(String(each))))
      if (!['', '.', '..'].includes(name)) rmSync(join(folder, name), { recursive: true, force: true });
  } catch {
    // Nothing of ours is there.
  }
}
