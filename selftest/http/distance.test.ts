import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ClauseId } from '../../contract/register.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { makeCertificate } from '../doctor/certificate.ts';
import { judgeAll, targetOf } from '../in-process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { startDelayingRelay } from './delaying-relay.ts';

const day = 24 * 60 * 60 * 1000;

/** One of each kind that opens connections in a way of its own, and what comes between. */
const clauses: readonly ClauseId[] = [
  'RP-OK-01',
  'RP-OK-16',
  'RP-405-01',
  'RP-SEC-11',
  'RP-400-01',
  'RP-ROB-12',
  'RP-405-02',
  'RP-ROB-13',
  'RP-405-03',
];

test('over a distance clauses come to the same verdicts in the same order, and nothing is left open', async () => {
  const certificate = makeCertificate({
    host: 'localhost',
    notBefore: new Date(Date.now() - 30 * day),
    notAfter: new Date(Date.now() + 60 * day),
  });
  const authorities = join(temporaryFolder(), 'authorities.pem');
  writeFileSync(authorities, certificate.cert);
  const sandbox = await startSandbox({ tls: certificate });
  const relay = await startDelayingRelay(Number(new URL(sandbox.baseUrl).port), 25);
  const judged = async (baseUrl: string) => {
    const clockControlUrl = sandbox.clockControlUrl.replace(sandbox.baseUrl, baseUrl);
    const target = targetOf({ ...sandbox, baseUrl, clockControlUrl }, { CA_FILE: authorities });
    const { run, verdicts } = await judgeAll(target, clauses);
    run.connections.closeSpares();
    return {
      verdicts: [...verdicts.values()].map(({ id, verdict }) => `${id} ${verdict}`),
      exchanges: run.recording.exchanges.map(({ name, response, earlier }) => [name, response?.status, earlier]),
    };
  };
  const near = await judged(sandbox.baseUrl);
  const far = await judged(`https://localhost:${relay.port}`);
  expect(near.verdicts.filter((each) => each.endsWith(' pass'))).toHaveLength(clauses.length);
  expect(far).toEqual(near);
  await expect.poll(() => relay.open).toBe(0);
  await relay.close();
  await sandbox.close();
});
