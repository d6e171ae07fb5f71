import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../../harness/project/root.ts';
import { startSandbox } from '../../sandbox/start.ts';

/** What the README tells a newcomer to type, and to look at. */

const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** The commands of the README's shell blocks, without their comments. */
const commands = [...readme.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = '']) =>
  block
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== ''),
);

/** Commands that `.ci/run` runs itself, one by one. */
const stepsOfCi = readFileSync(join(projectRoot, '.ci/run'), 'utf8')
  .split('\n')
  .flatMap((line) => /^step (npm .+)/.exec(line)?.[1]?.replace(' --no-progress', '') ?? []);
const isOfCi = (command: string): boolean => command.split(' && ').every((each) => stepsOfCi.includes(each));

/** A copy of the project as a clone has it, with the packages of this one. */
function cloned(): string {
  // Not below the project, which can't be copied into itself.
  const folder = mkdtempSync(join(tmpdir(), 'clone-'));
  const left = new Set(['node_modules', 'results', '.git', '.env'].map((name) => join(projectRoot, name)));
  cpSync(projectRoot, folder, { recursive: true, filter: (path) => !left.has(path) });
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'dir');
  return folder;
}

async function typed(command: string, cwd: string): Promise<{ code: number | null; output: string }> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn('sh', ['-c', command], { cwd, env: { PATH, HOME, TMPDIR }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output };
}

test('Each command of a block works in a clone, in the order of the page', async () => {
  const folder = cloned();
  const sandbox = await startSandbox();
  try {
    for (const command of commands.filter((each) => !each.startsWith('npm ci'))) {
      const { code, output } = await typed(command, folder);
      expect({ command, code, output }).toMatchObject({ command, code: 0 });
      // Where the page says that the file is filled in.
      if (command.startsWith('cp .env.example'))
        writeFileSync(
          join(folder, '.env'),
          `BASE_URL=${sandbox.baseUrl}\nACCOUNT_EMAIL=${sandbox.accountEmail}\nPROFILE=health\n`,
          { flag: 'a' },
        );
    }
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  }
});

test('The commands that install packages first are those that CI runs on a clean checkout', () => {
  const installing = commands.filter((each) => each.startsWith('npm ci'));
  expect(installing.filter((each) => !isOfCi(each))).toEqual([]);
  expect(installing.length).toBeGreaterThan(0);
});

test('Each script that the page names is there', () => {
  const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test('Each file that a page of the documentation points to is there', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    ...['ci', 'results', 'settings', 'targets', 'tokens', 'trust', 'safety'].map((name) => `docs/${name}.md`),
  ];
  const missing = pages.flatMap((page) => {
    const text = readFileSync(join(projectRoot, page), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = '']) => link);
    return links
      .filter((link) => !existsSync(join(projectRoot, dirname(page), link)))
      .map((link) => `${page}: ${link}`);
  });
  expect(missing).toEqual([]);
});
