import { resolve } from 'node:path';
import { ConfigurationError } from './configuration-error.ts';
import {
  defaultGeneratedCases,
  defaultMaxEffects,
  defaultProfile,
  defaultRequestsPerSecond,
  randomSeed,
  randomUnknownEmail,
} from './defaults.ts';
import { gather } from './gather.ts';
import { isLoopback } from '../model/loopback.ts';
import { defaultEnvFile } from './project-root.ts';
import { brokenRules, type ApiFacts } from './rules.ts';
import type { Target } from '../model/target.ts';
import { validate } from './validate.ts';
import type { Environment } from './variables.ts';

/** Where the target is and who its test account is: the user says so, or the embedded sandbox once it has started. */
export type Address = Pick<Target, 'baseUrl' | 'accountEmail' | 'accountPassword' | 'clockControlUrl'>;

/** The configuration before anything has started: all of the target but, on the sandbox, its address. */
export interface Settings {
  readonly usesSandbox: boolean;
  /** Absent where the embedded sandbox is used. */
  readonly address?: Address;
  /** What holds wherever the target is. */
  readonly conduct: Omit<Target, keyof Address>;
  /** The Chromium that the self-test opens the report in. */
  readonly chromiumPath?: string;
  /** Absolute path of the `.env` file that was looked for. */
  readonly envFile: string;
}

/** Where the configuration comes from beside the environment, and what it is judged by. */
export interface ConfigOptions {
  /** The `.env` file; the project's own where absent. It need not exist. */
  readonly envFile?: string;
  /** Entry points give it. A worker, whose run an entry point has let through, needs none. */
  readonly api?: ApiFacts;
}

/**
 * Reads the environment and the `.env` file, once, judges them by schema and rules, and fills in the defaults. The
 * random ones (seed, unknown address) are drawn here.
 * @throws ConfigurationError with one line for each problem.
 */
export function readSettings(env: NodeJS.ProcessEnv, options: ConfigOptions = {}): Settings {
  const envFile = resolve(options.envFile ?? defaultEnvFile(env));
  const { given, problems } = gather(env, envFile);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const validated = validate(given);
  if ('problems' in validated) throw new ConfigurationError(validated.problems);
  const { values } = validated;
  const broken = brokenRules(values, given, options.api ?? { productionHosts: [], callPrefixes: [] });
  if (broken.length > 0) throw new ConfigurationError(broken);

  const address = addressOf(values);
  return Object.freeze({
    usesSandbox: address === undefined,
    ...(address && { address: Object.freeze(address) }),
    conduct: Object.freeze(conductOf(values)),
    ...(values.CHROMIUM_PATH !== undefined && { chromiumPath: values.CHROMIUM_PATH }),
    envFile,
  });
}

function addressOf(values: Environment): Address | undefined {
  const { BASE_URL, ACCOUNT_EMAIL, ACCOUNT_PASSWORD, CLOCK_CONTROL_URL } = values;
  // The schema lets neither of the two stand without the other.
  if (BASE_URL === undefined || ACCOUNT_EMAIL === undefined) return undefined;
  return {
    baseUrl: new URL(BASE_URL).href.replace(/\/+$/, ''),
    accountEmail: ACCOUNT_EMAIL,
    ...(ACCOUNT_PASSWORD !== undefined && { accountPassword: ACCOUNT_PASSWORD }),
    ...(CLOCK_CONTROL_URL !== undefined && { clockControlUrl: new URL(CLOCK_CONTROL_URL).href }),
  };
}

function conductOf(values: Environment): Settings['conduct'] {
  const embedded = values.BASE_URL === undefined;
  const loopback = values.BASE_URL === undefined || isLoopback(new URL(values.BASE_URL));
  const profile = values.PROFILE ?? defaultProfile(embedded);
  const circumstances = { embedded, loopback, profile };
  return {
    ...circumstances,
    unknownEmail: values.UNKNOWN_EMAIL ?? randomUnknownEmail(),
    strict: values.STRICT === '1',
    sloP95Ms: values.SLO_P95_MS,
    requestTimeoutMs: values.REQUEST_TIMEOUT_MS,
    requestsPerSecond: values.REQUESTS_PER_SECOND ?? defaultRequestsPerSecond(circumstances),
    runBudgetSeconds: values.RUN_BUDGET_SECONDS,
    allowProduction: values.ALLOW_PRODUCTION === '1',
    allowHostile: values.ALLOW_HOSTILE === '1',
    maxEffects: values.MAX_RESETS ?? defaultMaxEffects(circumstances),
    seed: values.SEED ?? randomSeed(),
    generatedCases: values.GENERATED_CASES ?? defaultGeneratedCases(circumstances),
    ...(values.DEVIATIONS_FILE !== undefined && { deviationsFile: resolve(values.DEVIATIONS_FILE) }),
    ...(values.LEDGER_FILE !== undefined && { ledgerFile: resolve(values.LEDGER_FILE) }),
    ...(values.LEDGER_KEY !== undefined && { ledgerKey: values.LEDGER_KEY }),
    resultsDir: resolve(values.RESULTS_DIR),
  };
}
