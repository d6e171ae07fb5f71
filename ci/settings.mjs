import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Variables that hold the text of a file, since a secret of GitHub is text, and the setting that names such a file. */
const files = {
  CLIENT_CERT_PEM: 'CLIENT_CERT',
  CLIENT_KEY_PEM: 'CLIENT_KEY',
  CA_PEM: 'CA_FILE',
  SETTINGS: 'ENV_FILE',
};

/**
 * The environment that the harness is started with in a CI job.
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
  const isLeftOut = (/** @type {string} */ name) => name in files || (mayBeEmpty.includes(name) && env[name] === '');
  const settings = Object.fromEntries(Object.entries(env).filter(([name]) => !isLeftOut(name)));
  for (const [variable, setting] of Object.entries(files)) {
    const text = env[variable] ?? '';
    if (text === '') continue;
    const path = join(folder, setting);
    writeFileSync(path, text.endsWith('\n') ? text : `${text}\n`, { mode: 0o600 });
    settings[setting] = path;
  }
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
 * The folder of a target's results.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} target
 */
export function resultsFolder({ RESULTS_DIR = '' }, target) {
  return RESULTS_DIR === '' ? join('results', target) : RESULTS_DIR;
}
