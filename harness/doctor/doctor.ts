import { readBaseline } from '../config/baseline.ts';
import { ConfigurationError } from '../config/configuration-error.ts';
import { readDeviations } from '../config/deviations.ts';
import { type ConfigOptions, type KnownApi, ledgerWarning, readSettings, type Settings } from '../config/read.ts';
import type { Target } from '../model/target.ts';
import { formatCheck, ok, type Check } from './check.ts';
import { checkLoopbackPort, checkNode, checkResultsDir } from './local.ts';
import { hopChecks } from './network.ts';
import { checkRequest } from './request.ts';

/** 0: a run can start; 2: the target can't be reached; 3: the configuration or this machine is at fault. */
export type DoctorExitCode = 0 | 2 | 3;

export interface DoctorOptions extends ConfigOptions {
  /** The suite whose target is looked at. */
  readonly api: KnownApi;
  /** Path of a call that answers 400 to an empty JSON object, joined below the base URL. */
  readonly harmlessPath: string;
  /** Takes one line each. */
  readonly print: (line: string) => void;
}

/**
 * Looks at everything that a run needs, and says what to fix. Sends one harmless request, and no secret but
 * those that a proxy or a gateway wants.
 */
export async function doctor(env: NodeJS.ProcessEnv, options: DoctorOptions): Promise<DoctorExitCode> {
  const report = (check: Check): boolean => {
    options.print(formatCheck(check));
    return check.status !== 'FAIL';
  };
  const nodeFits = report(checkNode(process.versions.node));
  const settings = settingsOf(env, options, report);
  if (settings === undefined) return 3;
  if (!report(checkResultsDir(settings.conduct.resultsDir)) || !nodeFits) return 3;
  if (settings.address === undefined) return report(await checkLoopbackPort()) ? 0 : 3;
  const url = new URL(settings.address.baseUrl + options.harmlessPath);
  return (await targetAnswers(url, settings.conduct, report)) ? 0 : 2;
}

type Report = (check: Check) => boolean;

function settingsOf(env: NodeJS.ProcessEnv, options: DoctorOptions, report: Report): Settings | undefined {
  try {
    const settings = readSettings(env, options);
    readDeviations(settings.conduct.deviationsFile, options.api);
    readBaseline(settings.baseline, options.api);
    report(ok('configuration', `valid, profile ${settings.conduct.profile}`));
    for (const detail of [...settings.warnings, ...[ledgerWarning(settings) ?? []].flat()])
      report({ status: 'warn', what: 'configuration', detail });
    return settings;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const detail of error.problems) report({ status: 'FAIL', what: 'configuration', detail });
    return undefined;
  }
}

/** Step by step, from the name to the answer; what follows a step that fails would fail for the same reason. */
async function targetAnswers(
  url: URL,
  { dial, extraHeaders }: Pick<Target, 'dial' | 'extraHeaders'>,
  report: Report,
): Promise<boolean> {
  for (const check of hopChecks(url, dial)) {
    if (!report(await check(url, dial))) return false;
  }
  return (await checkRequest(url, dial, extraHeaders)).map(report).every(Boolean);
}
