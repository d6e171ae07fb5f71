import type { Exchange } from '../../harness/model/exchange.ts';
import type { Target } from '../../harness/model/target.ts';
import { metricsText } from '../../harness/report/metrics.ts';
import { targetFrom } from '../in-process.ts';
import { resultWith } from '../report/result-with.ts';

/** What every sample has once a server has taken it in. */
const ofTheServer = ['instance', 'job'];

const target: Target = targetFrom({ BASE_URL: 'https://api.example.com', ACCOUNT_EMAIL: 'account@example.com' });

/** A good reset over https, by way of a proxy. */
const reset: Exchange = {
  id: 1,
  name: 'plain reset',
  hasEffect: true,
  protocolLevel: false,
  auxiliary: false,
  request: { method: 'POST', path: '/', headers: [] },
  sentHead: '',
  response: {
    status: 200,
    reason: 'OK',
    httpVersion: '1.1',
    headers: [],
    body: Buffer.from('{}'),
    truncated: false,
    interim: [],
    unexpectedContent: 0,
  },
  tls: { validTo: '2027-01-01T00:00:00.000Z' } as NonNullable<Exchange['tls']>,
  phases: { name: 1, connect: 2, proxy: 3, tls: 4, firstByte: 5, whole: 20 },
  interim: [],
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 20,
  earlier: [],
};

/** `metrics.prom` of a run that has something to tell for each metric. */
export const everyMetric: string = metricsText(resultWith({ target, exchanges: [reset] }));

/** Every metric with its labels, and those that a server adds. */
export const knownMetrics: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  everyMetric
    .split('\n')
    .filter((line) => /^[a-z]/.test(line))
    .map((line) => [
      line.split('{')[0] ?? '',
      new Set([...ofTheServer, ...[...line.matchAll(/[{,](\w+)="/g)].map(([, label = '']) => label)]),
    ]),
);
