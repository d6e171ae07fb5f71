import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { validate } from 'dockerfile-utils';
import { build, dockerfile, type Image, instructions, isInContext } from './image.ts';

/** The image, as far as it can be proved without an engine that builds it. */

const argumentsOf = (keyword: string): string[] =>
  instructions.filter((each) => each.getKeyword() === keyword).map((each) => each.getArgumentsContent() ?? '');

test('the linter finds nothing, and finds what is wrong', () => {
  expect(validate(dockerfile)).toEqual([]);
  expect(validate(dockerfile.replace('COPY . .', 'COPPY . .'))).toHaveLength(1);
  expect(validate(dockerfile.replace('USER 1000:1000', 'USER'))).toHaveLength(1);
});

test('the image is a job: Node first, no npm, no rights, no health check, a base that stays the same', () => {
  expect(argumentsOf('ENTRYPOINT').map((text) => JSON.parse(text) as unknown)).toEqual([
    ['node', '/app/bin/timp-conformance.mjs'],
  ]);
  // By number, so that Kubernetes can tell that it is not root.
  expect(argumentsOf('USER')).toEqual(['1000:1000']);
  expect(argumentsOf('HEALTHCHECK')).toEqual([]);
  for (const from of argumentsOf('FROM')) expect(from).toMatch(/^node:\d+\.\d+\.\d+-[a-z]+-slim(?: AS [a-z]+)?$/);
});

test('no secret, result or history gets into a build', () => {
  for (const path of ['.env', '.env.staging', '.git/config', 'results/conformance.json', 'state.ledger', '.ci-state/x'])
    expect(isInContext(path), path).toBe(false);
  for (const path of [
    'package-lock.json',
    'bin/timp-conformance.mjs',
    'harness/cli/main.ts',
    'schemas/health.schema.json',
  ])
    expect(isInContext(path), path).toBe(true);
});

/** Where another user than the one who runs the self-test gets to, other than below the repository. */
const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  folders.push(folder);
  chmodSync(folder, 0o755);
  return folder;
};
test.afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Starts a container, as far as that goes: the image's user may write to its volumes alone. */
async function start({ folder, workdir, entrypoint, env }: Image, args: readonly string[], more: NodeJS.ProcessEnv) {
  const [program = '', ...before] = entrypoint.map((word) => (word.startsWith('/') ? join(folder, word) : word));
  const volumes = newFolder();
  const TMPDIR = join(volumes, 'tmp');
  mkdirSync(TMPDIR);
  const inside = Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, value.startsWith('/') ? join(volumes, value) : value]),
  );
  const owner = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};
  if (owner.uid !== undefined) for (const each of [volumes, TMPDIR]) chownSync(each, owner.uid, owner.gid);
  const child = spawn(program, [...before, ...args], {
    cwd: join(folder, workdir),
    env: { PATH: process.env.PATH, ...inside, TMPDIR, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...owner,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += String(bytes)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, volumes };
}

test('what is copied and installed runs, and writes to the volumes alone', async () => {
  const image = await build(newFolder);
  expect(readdirSync(image.folder).sort()).toEqual(['app', 'results', 'state']);
  expect([...image.volumes]).toEqual(['/results', '/state']);
  expect(image.command).toEqual(['run']);
  const app = join(image.folder, 'app');
  expect(readdirSync(app).sort()).toEqual([
    'LICENSE',
    'allurerc.mjs',
    'bin',
    'dist',
    'node_modules',
    'package.json',
    'schemas',
  ]);
  expect(readdirSync(join(app, 'node_modules')), 'nothing of the self-test').not.toContain('typescript');

  const everything = (): string[] => readdirSync(image.folder, { recursive: true, encoding: 'utf8' }).sort();
  const before = everything();

  const help = await start(image, ['--help'], {});
  expect(help.code, help.output).toBe(0);
  expect(help.output).toContain('health');
  const { code, output, volumes } = await start(image, ['health'], { SANDBOX: '1' });
  expect(code, output).toBe(0);
  expect(JSON.parse(readFileSync(join(volumes, 'results/conformance.json'), 'utf8'))).toMatchObject({
    verdict: 'conformant',
  });
  expect(everything()).toEqual(before);
});
