import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { ClauseId } from '../../contract/register.ts';
import type { Testimony } from '../../harness/judge/witness.ts';
import { ConsoleReport } from '../../harness/report/console.ts';
import { resultOf } from '../../harness/report/run-result.ts';
import { writeResults } from '../../harness/report/write-results.ts';
import { redactRecord } from '../../harness/secrets/redact-record.ts';
import { filesSince, findLeaks } from '../../harness/secrets/scan.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { suite } from '../../specs/suite.ts';
import { judgeAll, targetOf } from '../in-process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { SecondSearch } from './second-search.ts';
import { tellerParts, tellingTargets } from './telling-targets.ts';

/*
 * Targets on real sockets that tell their secrets in odd places and forms. Some clauses are judged on each and the results
 * are written as the reporter writes them; then the second search looks through them. It knows the secrets from the
 * targets themselves, also those that the harness has never recognised.
 */

const clauses: readonly ClauseId[] = [
  'RP-OK-01',
  'RP-400-01',
  'RP-405-01',
  'VT-02',
  'CP-01',
  'LG-01',
  'RP-ERR-01',
  'RP-ERR-03',
  'RP-ERR-02',
  'RP-SEC-09',
  'RP-SEC-10',
];

for (const { title, behaviour } of tellingTargets) {
  test(`nothing is written of a secret that is told in ${title}`, async () => {
    const secrets = new Set<string>();
    const sandbox = await startSandbox({ behaviour: behaviour(tellerParts(secrets)) });
    secrets.add(sandbox.accountPassword);
    const dir = temporaryFolder();
    const startedAt = new Date();
    try {
      const target = targetOf(sandbox, { RESULTS_DIR: dir, REQUEST_TIMEOUT_MS: '500' });
      const { run, verdicts } = await judgeAll(target, clauses);
      const { exchanges } = run.recording;
      const registry = run.secrets;
      const facts = {
        suite,
        target,
        planned: clauses,
        ended: new Map(clauses.map((id) => [id, ''])),
        records: new Map([...verdicts].map(([id, record]) => [id, redactRecord(record, registry)])),
        exchanges,
        notes: [],
        deviations: [],
        errors: [],
        startedAt,
        endedAt: new Date(),
      };
      const result = resultOf(facts);
      const { files } = writeResults(result, registry, dir, new Map());
      const report = new ConsoleReport(result, registry, false);
      // Where two clients disagree, the answers to both are shown.
      const { id = 1 } = exchanges.find(({ hasEffect, response }) => hasEffect && response !== undefined) ?? {};
      const witness: Testimony = { agrees: false, message: 'they disagree', exchanges: [id, id] };
      const disputed = new ConsoleReport(resultOf({ ...facts, witness }), registry, false);
      const output = [...report.body(files), report.lastLine(), ...disputed.body(files)].join('\n');

      expect(secrets.size).toBeGreaterThan(1);
      expect(findLeaks(filesSince(dir, startedAt), registry)).toEqual([]);
      expect(result.gate.verdict, result.gate.reason).not.toBe('error');
      expect(readdirSync(dir)).toContain('conformance.json');
      const search = new SecondSearch([...secrets]);
      expect(search.toldIn(output)).toEqual([]);
      expect(search.filesThatTell(dir)).toEqual([]);
      // What a cut leaves of a secret may be too short for any search.
      const written = [output, ...filesSince(dir, startedAt).map((file) => readFileSync(file, 'latin1'))].join('\n');
      expect([...secrets].filter((secret) => written.includes(secret.slice(0, 8)))).toEqual([]);
    } finally {
      await sandbox.close();
    }
  });
}
