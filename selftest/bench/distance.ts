import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/start.ts';
import { run } from '../command.ts';
import { makeCertificate } from '../doctor/certificate.ts';
import { startDelayingRelay } from '../http/delaying-relay.ts';
import type { Figure } from './figures.ts';

/** How long each byte is under way, in milliseconds: as from one side of an ocean to the other. */
const delayMs = 80;
const roundTripSeconds = (2 * delayMs) / 1000;
/** TCP and TLS 1.3 take a round trip each. */
const handshakeRoundTrips = 2;
/**
 * Handshakes that nothing can go beside, since the clauses need them: by clause RP-ROB-12 one for what is kept, RP-ROB-13
 * one for the burst, RP-OK-16 one for HTTP/2, RP-SEC-11 two; and one for the first request of each of three processes.
 */
const handshakes = 8;
const day = 24 * 60 * 60 * 1000;

/**
 * Measures how long a standard run takes over a distance, over what its requests take one after the other at least. One
 * round takes three minutes, in which a busy machine is of little weight.
 */
export async function distance(): Promise<Figure> {
  const [notBefore, notAfter] = [new Date(Date.now() - 30 * day), new Date(Date.now() + 60 * day)];
  const certificate = makeCertificate({ host: 'localhost', notBefore, notAfter });
  const folder = mkdtempSync(join(tmpdir(), 'timp-conformance-bench-'));
  const sandbox = await startSandbox({ tls: certificate });
  const relay = await startDelayingRelay(Number(new URL(sandbox.baseUrl).port), delayMs);
  try {
    const authorities = join(folder, 'authorities.pem');
    writeFileSync(authorities, certificate.cert);
    const startedAt = performance.now();
    const { code, result } = await run('run', {
      BASE_URL: `https://localhost:${relay.port}`,
      ACCOUNT_EMAIL: sandbox.accountEmail,
      ACCOUNT_PASSWORD: sandbox.accountPassword,
      CA_FILE: authorities,
      PROFILE: 'standard',
      RESULTS_DIR: join(folder, 'results'),
      SEED: '7',
    });
    const seconds = (performance.now() - startedAt) / 1000;
    if (code !== 0) throw new Error(`the run over a distance ended with code ${String(code)}`);
    const leastSeconds = (result().requests + handshakes * handshakeRoundTrips) * roundTripSeconds;
    return {
      name: `time of a standard run over ${2 * delayMs} ms round trips ÷ requests × round trip, and handshakes`,
      ratios: [seconds / leastSeconds],
      mark: 1.3,
    };
  } finally {
    await relay.close();
    await sandbox.close();
    rmSync(folder, { recursive: true });
  }
}
