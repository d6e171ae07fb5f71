import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { Bench } from 'tinybench';
import { request } from 'undici';
import { stimulus } from '../../harness/model/exchange.ts';
import { RunContext } from '../../harness/judge/run-context.ts';
import { projectRoot } from '../../harness/project/root.ts';
import { SecretRegistry } from '../../harness/secrets/registry.ts';
import { Connection, openConnection } from '../../harness/http/connection.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { suite } from '../../specs/suite.ts';
import { targetOf, withSandbox } from '../in-process.ts';
import { distance } from './distance.ts';
import { type Figure, heading, isBeyond, lineOf, median } from './figures.ts';
import { growth } from './growth.ts';
import { missing } from '../needs.ts';
import { wholeRuns } from './whole-runs.ts';

/*
 * The performance figures. Machines differ and are noisy, so each figure is a ratio: what the harness takes, over what
 * the same work takes without what the harness adds to it. Both are measured in turn, in several rounds of one run, and
 * the median of the rounds is shown.
 */

const rounds = 7;
/** Milliseconds for which each task is measured in a round. */
const time = 250;

/** Two tasks whose latencies are compared. */
interface Pair {
  readonly name: string;
  /** What is measured, and what it is measured against. */
  readonly ours: () => unknown;
  readonly base: () => unknown;
}

async function figureOf({ name, ours, base }: Pair): Promise<Figure> {
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const bench = new Bench({ name, time, warmupTime: time / 5 }).add('ours', ours).add('base', base);
    await bench.run();
    const [first = NaN, second = NaN] = bench.tasks.map(({ result }) => {
      if (result.state !== 'completed') throw new Error(`${name}: a task did not come to its end`);
      return result.latency.p50;
    });
    ratios.push(first / second);
  }
  return { name, ratios };
}

/** A request by undici on a connection of its own, its body read. */
async function byUndici(url: string): Promise<void> {
  const { body } = await request(url, { reset: true });
  await body.text();
}

/** A request by the wire client alone. */
async function byWire(sandbox: Sandbox, path: string): Promise<void> {
  const opened = await openConnection(new URL(sandbox.baseUrl), 1000);
  if (!(opened instanceof Connection)) throw new Error(opened.message);
  await opened.exchange({ method: 'GET', path, headers: [['Accept', '*/*']] }, { timeoutMs: 1000, keepAlive: false });
}

/** What a request costs, and what is done with its answer. */
async function requests(sandbox: Sandbox): Promise<readonly Figure[]> {
  const target = targetOf(sandbox);
  const path = '/timp/organizations/reset-password/';
  const run = new RunContext(target, suite, Date.now());
  const plain = stimulus('bench', () => ({ method: 'GET', path, headers: [['Accept', '*/*']] }));
  const body = { reset_token: 'x'.repeat(40) };
  const text = JSON.stringify(body);
  const [few, many] = [1, 200].map((count) => {
    const registry = new SecretRegistry();
    for (let number = 0; number < count; number += 1) registry.learn('reset_token', `secret-number-${number}-of-many`);
    return registry;
  });
  const page = 'a line of what a run has written, without any secret in it\n'.repeat(200);

  const pairs: readonly Pair[] = [
    {
      name: 'latency of a request by the wire client ÷ by undici',
      ours: () => byWire(sandbox, path),
      base: () => byUndici(sandbox.baseUrl + path),
    },
    {
      name: 'latency of a request by the client, recorded and guarded ÷ by the wire client',
      ours: () => run.client.send(plain),
      base: () => byWire(sandbox, path),
    },
    {
      name: 'a body judged by its schema ÷ parsed',
      ours: () => run.schemas.errors('reset-password/response', JSON.parse(text)),
      base: () => void JSON.parse(text),
    },
    {
      name: 'a text redacted with 200 secrets ÷ with one',
      ours: () => many?.redact(page),
      base: () => few?.redact(page),
    },
  ];
  const figures: Figure[] = [];
  for (const pair of pairs) figures.push(await figureOf(pair));
  return figures;
}

function show(figures: readonly Figure[]): readonly Figure[] {
  for (const figure of figures) console.log(lineOf(figure));
  return figures;
}

// Below /proc the CPU time and the memory of a process tree are read.
for (const lack of missing('Pss')) {
  console.error(`ERROR  ${lack}`);
  process.exit(3);
}
console.log(heading);
const figures = [
  ...show(await wholeRuns(rounds)),
  ...show([await growth(rounds)]),
  ...show(await withSandbox({}, requests)),
  ...show([await distance()]),
];
const folder = join(projectRoot, 'results');
mkdirSync(folder, { recursive: true });
const machine = { cores: cpus().length, load: loadavg()[0], node: process.versions.node };
const table = figures.map((each) => ({ ...each, median: median(each.ratios), beyond: isBeyond(each) }));
writeFileSync(join(folder, 'bench.json'), `${JSON.stringify({ machine, rounds, figures: table }, undefined, 2)}\n`);
console.log(`\n${machine.cores} cores, load ${machine.load?.toFixed(2) ?? 'unknown'}. Table: results/bench.json`);
if (figures.some(isBeyond)) process.exitCode = 1;
