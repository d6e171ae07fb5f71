import { expect } from '@playwright/test';
import { filesSince } from '../../harness/secrets/scan.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { type Ended, start } from '../command.ts';
import { tokenOfScripts } from './behaviours.ts';
import type { Case } from './case.ts';
import { partNeeds } from '../needs.ts';
import { SecondSearch } from '../secrets/second-search.ts';
import { type Watched, watchTree } from './process-tree.ts';
import type { TestTarget } from './servers.ts';

/** Of a target that is no sandbox, and so is never told it. */
const nobodysPassword = 'Nobody-has-this-1';

/** A whole run against a misbehaving target, as a user starts it. */
export interface LiveRun extends Ended {
  /** The process and its descendants; undefined where the system does not show them. */
  readonly watched: Watched | undefined;
  /** The account's password and every token that the target has issued. */
  readonly secrets: readonly string[];
  readonly startedAt: Date;
}

/** Runs the command against a target to its end. */
export async function runLive(
  target: Case['target'],
  env: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<LiveRun> {
  const made = typeof target === 'function' ? await target() : target;
  const issued = new Set([tokenOfScripts]);
  const sandbox = isServer(made) ? undefined : await startSandbox({ behaviour: listening(made, issued) });
  const server = isServer(made) ? made : sandbox;
  const password = sandbox?.accountPassword ?? nobodysPassword;
  const startedAt = new Date();
  try {
    const { child, ended } = start(
      'run',
      {
        BASE_URL: server?.baseUrl ?? '',
        ACCOUNT_EMAIL: sandbox?.accountEmail ?? 'account@example.com',
        ACCOUNT_PASSWORD: password,
        SEED: '1',
        ...env,
      },
      args,
    );
    const unwatch = partNeeds('proc') && child.pid !== undefined ? watchTree(child.pid) : undefined;
    const end = await ended;
    return { ...end, watched: unwatch?.(), secrets: [password, ...issued], startedAt };
  } finally {
    await server?.close();
  }
}

/** Holds of every run, whatever the target does: nothing secret is told, nothing is left running. */
export async function expectHarmless({ output, resultsDir, watched, secrets, startedAt }: LiveRun): Promise<void> {
  expect(filesSince(resultsDir, startedAt)).not.toEqual([]);
  const search = new SecondSearch(secrets);
  expect(search.filesThatTell(resultsDir)).toEqual([]);
  expect(search.toldIn(output)).toEqual([]);
  if (watched !== undefined) await expect.poll(watched.left).toEqual([]);
}

function isServer(made: Behaviour | TestTarget): made is TestTarget {
  return 'baseUrl' in made;
}

/** The same behaviour; the tokens that the application grants below it are taken down. */
function listening(behaviour: Behaviour, issued: Set<string>): Behaviour {
  return {
    ...behaviour,
    answer: (answer, request, context) => {
      for (const [, token = ''] of answer.body.toString().matchAll(/"(?:reset|auth)_token":\s*"([^"]+)"/g))
        issued.add(token);
      return behaviour.answer?.(answer, request, context) ?? answer;
    },
  };
}
