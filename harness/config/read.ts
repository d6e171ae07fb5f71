import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { Ledger } from '../ledger/ledger.ts';
import type { DialOptions } from '../model/dial-options.ts';
import { isLoopback, isLoopbackHost } from '../model/loopback.ts';
import type { Header } from '../model/message.ts';
import type { Profile, Target } from '../model/target.ts';
import { ConfigurationError } from './configuration-error.ts';
import { readDeviations } from './deviations.ts';
import { dialOptionsFrom, type DialValues } from './dial-settings.ts';
import { readEnvFile } from './env-file.ts';
import { extraHeadersFrom } from './extra-headers.ts';
import { misspelling } from './misspelt.ts';
import { ensureWritable, resultsDirProblem } from './results-dir.ts';
import { type ApiFacts, brokenRules, nodeDebugProblems } from './rules.ts';
import { type Given, type GivenValues, settingNamed, settingNames, settings, validate } from './schema.ts';
import type { SettingValues } from './setting-values.ts';
import { warningsFor } from './warnings.ts';

/** Where the target is and who its test account is: the user says so, or the embedded sandbox once it has started. */
export type Address = Pick<Target, 'baseUrl' | 'accountEmail' | 'accountPassword' | 'clockControlUrl'>;

/** The configuration before anything has started: all of the target but, on the sandbox, its address. */
export interface Settings {
  readonly usesSandbox: boolean;
  /** True where `SANDBOX=1` asks for the sandbox; else it is used because no target is configured. */
  readonly sandboxIsMeant: boolean;
  /** Absent where the embedded sandbox is used. */
  readonly address?: Address;
  /** What holds wherever the target is. */
  readonly conduct: Omit<Target, keyof Address>;
  /** The Chromium that the self-test opens the report in. */
  readonly chromiumPath?: string;
  /** Absolute path of the result that a run is compared with. */
  readonly baseline?: string;
  /** Absolute path of the `.env` file that was looked for. */
  readonly envFile: string;
  /** What does not stop a run, but should be known: one line each, with the fix. */
  readonly warnings: readonly string[];
}

/** Where the configuration comes from beside the environment, and what it is judged by. */
export interface ConfigOptions {
  /** `NAME` of `--env NAME`: `.env.NAME` is read, and results go below `NAME/` in the results folder. */
  readonly environment?: string;
  /** Entry points give it. */
  readonly api?: ApiFacts;
  /** True where the sandbox is judged only if it is asked for, as by a health check. */
  readonly needsTarget?: boolean;
}

/**
 * Reads the environment and the `.env` file, once, judges them by schema and rules, and fills in the defaults. The
 * random ones (seed, unknown address) are drawn here.
 *
 * @throws ConfigurationError with one line for each problem.
 */
export function readSettings(env: NodeJS.ProcessEnv, options: ConfigOptions = {}): Settings {
  const { given, problems, envFile } = gather(env, options);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const validated = validate(given);
  if ('problems' in validated) throw new ConfigurationError(validated.problems);
  const { values } = validated;
  const connection = connectionOf(values, given);
  const broken = [
    ...brokenRules(
      values,
      given,
      'problems' in connection ? {} : connection,
      options.api ?? { productionHosts: [], callPrefixes: [] },
    ),
    ...('problems' in connection ? connection.problems : []),
    ...(options.needsTarget === true && values.BASE_URL === undefined && values.SANDBOX === '0' ? [noTarget] : []),
  ];
  if (broken.length > 0 || 'problems' in connection) throw new ConfigurationError(broken);

  const address = addressOf(values);
  const read = {
    usesSandbox: address === undefined,
    sandboxIsMeant: values.SANDBOX === '1',
    ...(address && { address: Object.freeze(address) }),
    conduct: Object.freeze(conductOf(values, connection, options.environment)),
    ...(values.BASELINE !== undefined && { baseline: resolve(values.BASELINE) }),
    ...(values.CHROMIUM_PATH !== undefined && { chromiumPath: values.CHROMIUM_PATH }),
    envFile,
  };
  return Object.freeze({ ...read, warnings: warningsFor(read, env) });
}

const noTarget =
  'BASE_URL (not set) is needed by a health check: set it to the target, or SANDBOX=1 to check the embedded sandbox.';

/** What the configuration is judged by: a suite. */
export interface KnownApi extends ApiFacts {
  readonly id: string;
  readonly clause: (id: string) => unknown;
}

/**
 * The settings of a process that starts something: read once, the results folder proved writable and the list of known
 * deviations found good.
 *
 * @throws ConfigurationError with one line for each problem.
 */
export function checkedSettings(api: KnownApi, env: NodeJS.ProcessEnv, options: ConfigOptions = {}): Settings {
  const read = readSettings(env, { ...options, api });
  ensureWritable(read.conduct.resultsDir);
  readDeviations(read.conduct.deviationsFile, api);
  return read;
}

/** What a run would say of the ledger before it begins: undefined where it takes it, or has none. */
export function ledgerWarning({ address, conduct }: Settings): string | undefined {
  const { ledgerFile, ledgerKey } = conduct;
  if (address === undefined || ledgerFile === undefined || ledgerKey === undefined) return undefined;
  const content = new Ledger(ledgerFile, ledgerKey).read(address, Date.now());
  return content !== undefined && 'problem' in content ? content.problem : undefined;
}

interface Gathered {
  readonly given: GivenValues;
  readonly problems: readonly string[];
  readonly envFile: string;
}

/**
 * Brings the environment and the `.env` file together; the environment wins. Finds what is wrong before any value is
 * looked at: names that are misspelt, and settings that are set but empty where that would silently judge something
 * else. Any other empty setting counts as not set: schedulers hand those over that nobody has filled in.
 */
function gather(env: NodeJS.ProcessEnv, { environment }: ConfigOptions): Gathered {
  const { file: path, named } = envFileOf(env, environment);
  const envFile = resolve(path);
  const file = readEnvFile(envFile, named);
  const problems = [...nodeDebugProblems(env), ...misspelt(env), ...file.problems];
  const given = new Map<string, Given>();
  for (const name of settingNames) {
    const candidates = [...inEnvironment(env, name), ...[file.given.get(name) ?? []].flat()];
    const found = candidates.find(({ value }) => !isBlank(value));
    const [empty] = candidates;
    if (settings[name]?.['x-empty'] === 'error' && empty !== undefined && isBlank(empty.value)) {
      problems.push(`${name} (${empty.where}) is set but empty: give it a value, or unset it to get its default.`);
    } else if (found !== undefined) {
      given.set(name, found);
    }
  }
  return { given, problems, envFile };
}

/** The `.env` file, and what names it where it is not the usual one. */
function envFileOf({ ENV_FILE: file }: NodeJS.ProcessEnv, environment: string | undefined) {
  if (environment !== undefined) return { file: `.env.${environment}`, named: `--env ${environment}` };
  return file === undefined || isBlank(file)
    ? { file: '.env', named: undefined }
    : { file, named: 'ENV_FILE (environment)' };
}

/** Of two spellings the lower case one comes first, as it does for curl. */
function inEnvironment(env: NodeJS.ProcessEnv, name: string): Given[] {
  const spellings = settings[name]?.['x-lower-case'] === true ? [name.toLowerCase(), name] : [name];
  return spellings.flatMap((as) => {
    const value = env[as];
    return value === undefined ? [] : { value, where: 'environment', as };
  });
}

function isBlank(value: string | undefined): boolean {
  return value === undefined || value.trim() === '';
}

/** A near miss beside the right name is some other program's variable. */
function misspelt(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env)
    .filter((name) => settingNamed(name) === undefined)
    .flatMap((name) => {
      const meant = misspelling(name, settingNames);
      if (meant === undefined || env[meant] !== undefined) return [];
      return [`${name} (environment) is no setting of this harness; did you mean ${meant}? Rename it, or unset it.`];
    });
}

/** What every connection to the target has to go by. */
export interface Connection {
  readonly dial: DialOptions;
  readonly extraHeaders: readonly Header[];
}

/** The sandbox is this machine's own, so what leads to a target does not concern it. */
function connectionOf(
  values: SettingValues,
  given: GivenValues,
): Connection | { readonly problems: readonly string[] } {
  const { BASE_URL: baseUrl } = values;
  if (baseUrl === undefined || !URL.canParse(baseUrl)) return { dial: {}, extraHeaders: [] };
  const written: DialValues = Object.fromEntries([...given.values()].map(({ as, value }) => [as, value]));
  const dial = dialOptionsFrom(written, new URL(baseUrl));
  const extra = extraHeadersFrom(values);
  const problems = [dial, extra].flatMap((each) => ('problems' in each ? each.problems : []));
  if ('problems' in dial || 'problems' in extra) return { problems };
  return { dial: dial.options, extraHeaders: extra.headers };
}

function addressOf(values: SettingValues): Address | undefined {
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

function conductOf(
  values: SettingValues,
  { dial, extraHeaders }: Connection,
  environment: string | undefined,
): Settings['conduct'] {
  const embedded = values.BASE_URL === undefined;
  const loopback = embedded || leadsToLoopback(new URL(values.BASE_URL), dial);
  const profile = values.PROFILE ?? (embedded ? 'full' : 'standard');
  const circumstances = { embedded, loopback, profile };
  return {
    ...circumstances,
    unknownEmail: values.UNKNOWN_EMAIL ?? randomUnknownEmail(),
    strict: values.STRICT === '1',
    tokenDelivery: values.TOKEN_DELIVERY,
    ...(values.TOKEN_COMMAND !== undefined && { tokenCommand: values.TOKEN_COMMAND }),
    ...(Object.keys(dial).length > 0 && { dial }),
    extraHeaders,
    ...(values.USER_AGENT !== undefined && { userAgent: values.USER_AGENT }),
    sendsTraceparent: values.TRACEPARENT === '1',
    sloP95Ms: values.SLO_P95_MS,
    requestTimeoutMs: values.REQUEST_TIMEOUT_MS,
    // Politeness towards a target that others use too.
    requestsPerSecond: values.REQUESTS_PER_SECOND ?? (loopback ? Infinity : 10),
    runBudgetSeconds: values.RUN_BUDGET_SECONDS,
    allowProduction: values.ALLOW_PRODUCTION === '1',
    allowHostile: values.ALLOW_HOSTILE === '1',
    maxEffects: values.MAX_RESETS ?? defaultMaxEffects(circumstances),
    // 32 bits, unsigned.
    seed: values.SEED ?? randomInt(2 ** 32),
    generatedCases: values.GENERATED_CASES ?? (loopback ? 200 : 25),
    ...(values.DEVIATIONS_FILE !== undefined && { deviationsFile: resolve(values.DEVIATIONS_FILE) }),
    ...(values.LEDGER_FILE !== undefined && { ledgerFile: resolve(values.LEDGER_FILE) }),
    ...(values.LEDGER_KEY !== undefined && { ledgerKey: values.LEDGER_KEY }),
    resultsDir: resolve(values.RESULTS_DIR, environment ?? ''),
    ...(environment !== undefined && { environment }),
  };
}

/** What is off loopback by its name or by where its sockets go is treated as others' property. */
function leadsToLoopback(url: URL, { connectTo }: DialOptions): boolean {
  return isLoopback(url) && (connectTo === undefined || isLoopbackHost(connectTo.host));
}

const effectsByProfile: Readonly<Record<Profile, number>> = { health: 3, standard: 60, full: 150 };

/** Each request that takes effect may send a mail; the sandbox sends none. */
export function defaultMaxEffects({ embedded, profile }: Pick<Target, 'embedded' | 'profile'>): number {
  return embedded ? Infinity : effectsByProfile[profile];
}

/**
 * An address that has no account: letters and digits at `example.com`, which RFC 2606 reserves and which, unlike
 * `.test` and `.invalid`, address validators accept. 20 places out of 36 never meet an account by chance.
 */
function randomUnknownEmail(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const local = Array.from({ length: 20 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${local}@example.com`;
}

/**
 * The results folder that is configured, for who has to know it although the configuration may be at fault elsewhere.
 *
 * @returns an absolute path; where the folder is itself the fault, the default one.
 */
export function resultsDirOf(env: NodeJS.ProcessEnv, options: ConfigOptions = {}): string {
  const configured = gather(env, options).given.get('RESULTS_DIR')?.value ?? String(settings.RESULTS_DIR?.default);
  const dir = resolve(configured, options.environment ?? '');
  return resultsDirProblem(dir) === undefined ? dir : resolve(String(settings.RESULTS_DIR?.default));
}
