import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Result } from '../command.ts';
import { compiledModules } from '../../bin/compiled.mjs';
import { temporaryFolder } from '../temporary-folder.ts';
import type { Script, ScriptedClause, ScriptedExchange } from './inner/script.ts';

const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');

const inner = 'selftest/report/inner';
/** Compiled once: see {@link compiledModules}. */
let compiled: Promise<string> | undefined;

/** How a scripted run ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly lines: readonly string[];
  readonly resultsDir: string;
  readonly result: () => Result;
  /** A file of the results folder, as text. */
  readonly read: (name: string) => string;
}

/** Runs the reporter over clauses that end as the script wishes. */
export async function runScript(
  script: Script,
  env: Readonly<Record<string, string | undefined>> = {},
  args: readonly string[] = [],
): Promise<Ended> {
  const resultsDir = temporaryFolder();
  const { PATH, HOME, TMPDIR } = process.env;
  const modules = ['playwright.config.ts', 'scripted.ts', 'script.ts'].map((name) => `${inner}/${name}`);
  // Not below dist/, which a test that packs the program clears.
  compiled ??= compiledModules(
    [...modules, 'harness/playwright/verdict-reporter.ts'],
    join(import.meta.dirname, '../../results/selftest/compiled'),
  );
  const folder = await compiled;
  const child = spawn(process.execPath, [cli, 'test', '--config', join(folder, inner), ...args], {
    env: {
      PATH,
      HOME,
      TMPDIR,
      ENV_FILE: '/dev/null',
      BASE_URL: 'http://127.0.0.1:1',
      ACCOUNT_EMAIL: 'account@example.com',
      SEED: '5',
      RESULTS_DIR: resultsDir,
      PW_DISABLE_TS_ESM: '1',
      SCRIPT: JSON.stringify(script),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const read = (name: string): string => readFileSync(join(resultsDir, name), 'utf8');
  const result = (): Result => JSON.parse(read('conformance.json')) as Result;
  return { code, output, lines: output.trimEnd().split('\n'), resultsDir, result, read };
}

/** A clause that passes. */
export const passes = (id: string): ScriptedClause => ({
  id,
  record: { verdict: 'pass', message: '' },
  end: 'quietly',
});
/** A clause that fails. */
export const fails = (id: string, message = 'expected 400, got 200'): ScriptedClause => ({
  id,
  record: { verdict: 'fail', message, findings: [] },
  end: 'throws',
});

/** A token that the good reset is answered with. */
export const token = 'Tok3nTok3nTok3nTok3n';
const json = [['Content-Type', 'application/json']] as const;
/** A good exchange on record. */
export const goodReset: ScriptedExchange = {
  name: 'plain reset',
  request: { method: 'POST', path: '/reset/', headers: json, body: '{"email":"account@example.com"}' },
  status: 200,
  body: `{"reset_token":"${token}"}`,
};
