import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { test } from '@playwright/test';
import { withServices } from './gateway/service.ts';
import { installedBrowser, isBrowserPacked } from './report/browser.ts';

/** The type of the annotation of a test of which a part was skipped. */
export const partSkipped = 'part skipped';

/** Something that a few tests need beside Node and npm. */
interface Need {
  readonly isMet: () => boolean;
  /** What is missing where it is not met. */
  readonly lack: string;
  /** The command that brings it. */
  readonly remedy: string;
}

const onLinux = 'docker run --rm --volume "$PWD:/project" --workdir /project node:20 sh -c "npm ci && npm test"';

const program = (name: string, inPackage: string, { PATH }: NodeJS.ProcessEnv = process.env): Need => ({
  isMet: () => isProgram(name, PATH),
  lack: `${name} is not installed`,
  remedy: `apt-get install ${inPackage}`,
});

const needed = {
  bash: program('bash', 'bash'),
  curl: program('curl', 'curl'),
  httpie: program('http', 'httpie'),
  'python requests': {
    isMet: () => pythonWithRequests() !== undefined,
    lack: 'Python requests is not installed',
    remedy: 'apt-get install python3-requests',
  },
  browser: {
    isMet: () => isBrowserPacked || installedBrowser() !== undefined,
    lack: 'no Chromium is installed',
    remedy: 'apt-get install chromium',
  },
  nginx: program('nginx', 'nginx', withServices),
  tinyproxy: program('tinyproxy', 'tinyproxy-bin', withServices),
  // The Chromium of the packages comes without them.
  'developer tools': {
    isMet: () => installedBrowser() !== undefined,
    lack: 'no Chromium with its developer tools is installed',
    remedy: 'apt-get install chromium',
  },
  promtool: program('promtool', 'prometheus'),
  script: program('script', 'bsdutils'),
  'PID namespace': {
    isMet: () => namespaceCommand() !== undefined,
    lack: 'no PID namespace may be made',
    remedy: 'sudo npm test',
  },
  proc: {
    isMet: () => existsSync('/proc/self/status'),
    lack: 'processes can not be seen below /proc',
    remedy: onLinux,
  },
  Pss: {
    isMet: () => existsSync('/proc/self/smaps_rollup'),
    lack: '/proc does not tell what memory processes share',
    remedy: onLinux,
  },
  'mode bits': { isMet: () => process.platform !== 'win32', lack: 'files have no mode bits', remedy: onLinux },
} satisfies Record<string, Need>;

/** The name of something that a test may need beside Node and npm. */
export type NeedName = keyof typeof needed;

/**
 * What of this is missing here, a line each with the command that brings it.
 *
 * @param names What a test or a command needs.
 */
export function missing(...names: readonly NeedName[]): string[] {
  return names
    .map((name): Need => needed[name])
    .filter(({ isMet }) => !isMet())
    .map(({ lack, remedy }) => `${lack}: ${remedy}`);
}

/**
 * Skips the running test, or all tests of the group that it is called in, where something that they need is missing.
 * `skips-reporter.ts` counts them, and fails the whole under `REQUIRE_ALL=1`.
 */
export function needs(...names: readonly NeedName[]): void {
  const lacks = missing(...names);
  test.skip(lacks.length > 0, lacks.join('; '));
}

/**
 * Tells whether a part of the running test can be tried, which needs something. Where that is missing, the part counts
 * as skipped.
 */
export function partNeeds(name: NeedName): boolean {
  const [lack] = missing(name);
  if (lack !== undefined) test.info().annotations.push({ type: partSkipped, description: lack });
  return lack === undefined;
}

/** The Python that has the package `requests`: the first on the path, or else the system's. */
export function pythonWithRequests(): string | undefined {
  return ['python3', '/usr/bin/python3'].find((python) => ends(python, '-c', 'import requests'));
}

/** What makes a command the first process of a PID namespace, as in a container; undefined where nothing may. */
export function namespaceCommand(): readonly [string, ...string[]] | undefined {
  const namespace = ['unshare', '--pid', '--fork', '--mount-proc'] as const;
  return ([namespace, [...namespace, '--user', '--map-root-user']] as const).find(([file, ...args]) =>
    ends(file, ...args, 'true'),
  );
}

/** True where a command ends with 0. */
function ends(file: string, ...args: readonly string[]): boolean {
  return spawnSync(file, args, { stdio: 'ignore' }).status === 0;
}

function isProgram(name: string, path = ''): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
