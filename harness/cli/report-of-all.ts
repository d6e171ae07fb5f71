import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../config/read.ts';
import { ensureWritable } from '../config/results-dir.ts';
import type { ResultDocument } from '../model/result-document.ts';
import { mergeAllureResults } from '../report/merge-allure-results.ts';
import { hasRun, takeNames } from '../report/results-folder.ts';
import { summaryOfTargets } from '../report/summary-of-targets.ts';
import { type JudgedTarget, targetsBelow } from '../report/targets.ts';
import { writeWhole } from '../report/write-whole.ts';
import { type AllureEnvironment, buildReport } from './allure.ts';
import { failWith, orExit } from './exit.ts';
import type { LoadedProgram } from './program.ts';

/**
 * Builds one Allure report and one `summary.md` of the last runs of all targets, those in the folders of the results
 * folder, and names each. A run that came to no verdict is named and left out.
 *
 * @returns the report's folder.
 */
export function reportOfAll({ suite }: LoadedProgram, singleFile: boolean): string {
  const { resultsDir } = orExit(() => readSettings(process.env, { api: suite })).conduct;
  const targets = targetsBelow(resultsDir, suite.id);
  const { judged, leftOut } = targets;
  for (const { name, reason } of leftOut) console.error(`LEFT OUT ${name}: ${reason}`);
  if (judged.length === 0)
    failWith(
      `no folder in ${resultsDir} holds a run that ended: run npm run conformance -- --env NAME for each target`,
    );
  if (hasRun(resultsDir))
    failWith(
      `${resultsDir} holds a run of its own, whose report and summary would be replaced: move it away, or give that target a name by --env`,
    );
  orExit(() => {
    ensureWritable(resultsDir);
    takeNames(resultsDir, ['allure-report', 'summary.md']);
  });
  const merged = mkdtempSync(join(tmpdir(), 'timp-conformance-report-'));
  try {
    mergeAllureResults(judged, merged);
    const report = buildReport({
      from: merged,
      resultsDir,
      endedAt:
        judged
          .map(({ end }) => end.endedAt)
          .sort()
          .at(-1) ?? '',
      singleFile,
      environments: judged.map(environmentOf),
    });
    const summary = join(resultsDir, 'summary.md');
    writeWhole(
      summary,
      summaryOfTargets(
        targets,
        suite.tests.map(({ clause }) => clause.id),
      ),
    );
    for (const { name, startedAt, end } of judged)
      console.log(`Run      ${name}  ${startedAt}  ${end.target}  ${end.verdict}`);
    console.log(`Summary  ${summary}`);
    return report;
  } finally {
    rmSync(merged, { recursive: true });
  }
}

function environmentOf({ name, result, end }: JudgedTarget): AllureEnvironment {
  return { name, variables: variablesOf(result, end.target) };
}

/** What the report shows of an environment. */
function variablesOf({ verdict, profile, strict, seed, startedAt, versions }: ResultDocument, target: string) {
  return {
    Target: target,
    Verdict: verdict,
    Profile: profile,
    Strict: strict ? 'yes' : 'no',
    Seed: String(seed),
    Run: startedAt,
    'Version of timp-conformance': versions['timp-conformance'] ?? 'unknown',
  };
}
