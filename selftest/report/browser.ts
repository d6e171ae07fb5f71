import { execFile } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { projectRoot } from '../../harness/project/root.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** What a Chromium is started with. */
interface Program {
  readonly executablePath: string;
  readonly env?: Record<string, string>;
}

const args = [
  // Chromium can not make its sandbox as root, nor in most containers; it opens our own report alone.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The Chromium of this machine: a named one, Debian's, or Playwright's own. */
export function installedBrowser(): string | undefined {
  return [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', chromium.executablePath()].find(
    (path) => path !== undefined && existsSync(path),
  );
}

/** True where the package `@sparticuz/chromium` has a Chromium for this system. */
export const isBrowserPacked = process.platform === 'linux' && process.arch === 'x64';

/**
 * Opens the Chromium of this machine, else the one that comes with the packages, and closes it after use.
 *
 * @param further Arguments for it, beside those that each has.
 */
export async function withBrowser(
  use: (browser: Browser) => Promise<void>,
  further: readonly string[] = [],
): Promise<void> {
  const installed = installedBrowser();
  if (installed !== undefined) return withProgram({ executablePath: installed }, use, further);
  const folder = temporaryFolder();
  try {
    await withProgram(await unpack(folder), use, further);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function withProgram(
  program: Program,
  use: (browser: Browser) => Promise<void>,
  further: readonly string[],
): Promise<void> {
  const browser = await chromium.launch({ ...program, args: [...args, ...further] });
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}

/**
 * Unpacks the Chromium of the packages (some 200 MB) with the libraries that a bare system lacks.
 *
 * The package brings those for AWS Lambda, tells that by a variable, and unpacks into the temporary folder: so a process
 * of its own asks it.
 */
async function unpack(folder: string): Promise<Program> {
  const script = "console.log(await (await import('@sparticuz/chromium')).default.executablePath())";
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: projectRoot,
    env: { ...process.env, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x', TMPDIR: folder },
  });
  const fonts = join(folder, 'fonts');
  // The package's own file names the fonts where Lambda has them.
  const fontsFile = join(fonts, 'fonts.conf');
  writeFileSync(fontsFile, `<fontconfig><dir>${fonts}</dir><cachedir>${fonts}</cachedir></fontconfig>\n`);
  return {
    executablePath: stdout.trim(),
    env: { HOME: folder, FONTCONFIG_FILE: fontsFile, LD_LIBRARY_PATH: join(folder, 'al2023/lib') },
  };
}
