import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** Variables that hold the text of a file, since a secret of GitHub is text, and the setting that names such a file. */
const files = {
  CLIENT_CERT_PEM: 'CLIENT_CERT',
  CLIENT_KEY_PEM: 'CLIENT_KEY',
  CA_PEM: 'CA_FILE',
  SETTINGS: 'ENV_FILE',
};

/**
 * The environment that the harness is started with in a CI job. BASELINE_FOLDER names a folder that the BASELINE lies in.
 *
 * CI systems pass a secret that is not set as an empty variable. Where that can hide a mistake it stays, and the harness
 * names it: a run must not fall back to the embedded sandbox because the name of a variable is misspelt.
 *
 * @param {NodeJS.ProcessEnv} env The job's own.
 * @param {string} target Name of the target.
 * @param {string} folder Private; what is a file for the harness is written there.
 * @returns {NodeJS.ProcessEnv}
 */
export function harnessSettings(env, target, folder) {
  const mayBeEmpty = ['ACCOUNT_PASSWORD', 'LEDGER_KEY', ...(env.SANDBOX === '1' ? ['BASE_URL', 'ACCOUNT_EMAIL'] : [])];
  const isLeftOut = (/** @type {string} */ name) =>
    name in files || name === 'BASELINE_FOLDER' || (mayBeEmpty.includes(name) && env[name] === '');
  const settings = Object.fromEntries(Object.entries(env).filter(([name]) => !isLeftOut(name)));
  for (const [variable, setting] of Object.entries(files)) {
    const text = env[variable] ?? '';
    if (text === '') continue;
    const path = join(folder, setting);
    writeFileSync(path, text.endsWith('\n') ? text : `${text}\n`, { mode: 0o600 });
    settings[setting] = path;
  }
  if (env.BASELINE_FOLDER) settings.BASELINE = baselineIn(env.BASELINE_FOLDER);
  // What a run leaves for the next one: who changed a password and was killed, and the token that has to age.
  const state = resolve('.ci-state', target);
  return {
    XDG_STATE_HOME: state,
    ...(settings.LEDGER_KEY !== undefined && { LEDGER_FILE: join(state, 'token.ledger') }),
    ...settings,
    RESULTS_DIR: resultsFolder(env, target),
  };
}

/**
 * The result in a folder that an artifact was unpacked to, however deep it lies.
 *
 * @param {string} folder
 * @throws {Error} with one line, where there is none or more than one.
 */
function baselineIn(folder) {
  const paths = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const [found, ...more] = paths.filter((path) => basename(path) === 'conformance.json');
  if (found !== undefined && more.length === 0) return join(folder, found);
  const count = found === undefined ? 'no' : 'more than one';
  throw new Error(`BASELINE_FOLDER=${JSON.stringify(folder)} has ${count} conformance.json: give a folder with one`);
}

/**
 * The folder of a target's results.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} target
 */
export function resultsFolder({ RESULTS_DIR = '' }, target) {
  return RESULTS_DIR === '' ? join('results', target) : RESULTS_DIR;
}
