import { ConfigurationError } from '../config/configuration-error.ts';
import { readSettings, type ConfigOptions, type Settings } from '../config/settings.ts';
import { warningsFor } from '../config/warnings.ts';
import { formatCheck, ok, type Check } from './check.ts';
import { checkLoopbackPort, checkNode, checkResultsDir } from './local.ts';
import { checkName, checkTcp, checkTls } from './network.ts';
import { checkRequest } from './request.ts';

/** 0: a run can start; 2: the target can't be reached; 3: the configuration or this machine is at fault. */
export type DoctorExitCode = 0 | 2 | 3;

export interface DoctorOptions extends ConfigOptions {
  /** Path of a call that answers 400 to an empty JSON object, joined below the base URL. */
  readonly harmlessPath: string;
  /** Takes one line each. */
  readonly print: (line: string) => void;
}

/** Looks at everything that a run needs, and says what to mend. Sends one harmless request, and no secret. */
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
  return (await targetAnswers(settings.address.baseUrl, options.harmlessPath, report)) ? 0 : 2;
}

type Report = (check: Check) => boolean;

function settingsOf(env: NodeJS.ProcessEnv, options: ConfigOptions, report: Report): Settings | undefined {
  try {
    const settings = readSettings(env, options);
    report(ok('configuration', `valid, profile ${settings.conduct.profile}`));
    for (const detail of warningsFor(settings)) report({ status: 'warn', what: 'configuration', detail });
    return settings;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const detail of error.problems) report({ status: 'FAIL', what: 'configuration', detail });
    return undefined;
  }
}

/** Step by step, from the name to the answer; what follows a step that fails would fail for the same reason. */
async function targetAnswers(baseUrl: string, harmlessPath: string, report: Report): Promise<boolean> {
  const url = new URL(baseUrl + harmlessPath);
  const steps = [checkName, checkTcp, ...(url.protocol === 'https:' ? [checkTls] : [])];
  for (const step of steps) {
    if (!report(await step(url))) return false;
  }
  return (await checkRequest(url)).map(report).every(Boolean);
}
