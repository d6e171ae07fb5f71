import { detect } from '@allurereport/ci';

/** Where a run took place, as Allure's `executor.json` has it. */
export interface Executor {
  readonly name: string;
  readonly type: string;
  readonly buildName: string;
  readonly buildUrl?: string;
  readonly buildOrder?: number;
  readonly reportName: string;
}

/**
 * The CI job that this process runs in.
 *
 * @param reportName What the report is called there.
 * @returns undefined outside of CI.
 */
export function executor(reportName: string): Executor | undefined {
  const ci = detect();
  const type: string = ci.type;
  if (!ci.detected || type === 'local') return undefined;
  const { jobName, jobRunName, jobRunUrl, jobRunUid } = ci;
  return {
    name: jobName,
    type,
    buildName: jobRunName,
    ...(URL.canParse(jobRunUrl) ? { buildUrl: jobRunUrl } : {}),
    ...(/^\d{1,15}$/.test(jobRunUid) ? { buildOrder: Number(jobRunUid) } : {}),
    reportName,
  };
}
