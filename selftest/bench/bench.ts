import { get } from 'node:http';
import { Bench } from 'tinybench';
import { stimulus } from '../../harness/model/exchange.ts';
import { RunContext } from '../../harness/judge/run-context.ts';
import { SecretRegistry } from '../../harness/secrets/registry.ts';
import { Connection, openConnection } from '../../harness/http/connection.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { suite } from '../../specs/suite.ts';
import { judgeAll, targetOf, withSandbox } from '../in-process.ts';

/*
 * The performance figures. Machines differ and are noisy, so each figure is a ratio: what the harness takes, over what
 * the same work takes without what the harness adds to it. Both are measured in turn, in several rounds of one run, and
 * the median of the rounds is shown.
 */

const rounds = 7;
/** Milliseconds for which each task is measured in a round. */
const time = 250;

interface Figure {
  readonly name: string;
  /** What is measured, and what it is measured against. */
  readonly ours: () => unknown;
  readonly base: () => unknown;
}

async function ratioOf({ name, ours, base }: Figure): Promise<string> {
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
  return lineOf(name, ratios);
}

function lineOf(name: string, ratios: number[]): string {
  const median = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? NaN;
  return `${median.toFixed(2).padStart(8)}  ${name}`;
}

/** A request by Node's own client on a connection of its own, its body read. */
function byNode(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => response.resume().on('end', resolve)).on('error', reject);
  });
}

/** A request by the wire client alone. */
async function byWire(sandbox: Sandbox, path: string): Promise<void> {
  const opened = await openConnection(new URL(sandbox.baseUrl), 1000);
  if (!(opened instanceof Connection)) throw new Error(opened.message);
  await opened.exchange({ method: 'GET', path, headers: [['Accept', '*/*']] }, { timeoutMs: 1000, keepAlive: false });
}

/** How long it takes to judge all clauses, over how long their requests take on the wire alone. */
async function wholeRun(sandbox: Sandbox): Promise<string> {
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    const { run } = await judgeAll(targetOf(sandbox));
    const judged = performance.now();
    for (const { request } of run.recording.exchanges) await byWire(sandbox, request.path);
    ratios.push((judged - began) / (performance.now() - judged));
  }
  return lineOf('all clauses judged ÷ a GET of each path that they asked for, one after the other', ratios);
}

await withSandbox({}, async (sandbox) => {
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

  const figures: readonly Figure[] = [
    {
      name: 'a request by the wire client ÷ by Node’s',
      ours: () => byWire(sandbox, path),
      base: () => byNode(sandbox.baseUrl + path),
    },
    {
      name: 'a request by the client, recorded and guarded ÷ by the wire client',
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
  console.log('   ratio  of medians, in one run');
  for (const figure of figures) console.log(await ratioOf(figure));
  console.log(await wholeRun(sandbox));
});
