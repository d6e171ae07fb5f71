// The sources as Node runs them: compiled once by esbuild, and kept in dist/ under the digest of what they were made from,
// so that what is stale is never run, and two processes never disturb each other.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** The folders and files that are compiled. */
const sources = ['bin', 'contract', 'harness', 'sandbox', 'specs', 'playwright.config.ts'];
/** What a compiled folder depends on beside them: the compiler, how it is called, and the libraries that it takes in. */
const inputs = ['package.json', 'package-lock.json', 'bin/compiled.mjs'];
/** Modules that Node or Playwright start with, and so keep their names; the specs are too. */
const programEntries = [
  'bin/timp-conformance.ts',
  'playwright.config.ts',
  'harness/playwright/verdict-reporter.ts',
  'specs/global-setup.ts',
  'specs/global-teardown.ts',
];

/** How long a compiled folder that is not the newest is kept, in milliseconds: a process may still load parts of it. */
const keptForMs = 86_400_000;

/**
 * The folder of the compiled program, made where it is missing or the sources have changed since.
 *
 * @returns its absolute path.
 * @throws Error where it can't be compiled or written.
 */
export async function compiledFolder() {
  // A package that was installed brings what is compiled, and no sources.
  if (!existsSync(join(root, 'specs'))) return join(dist, readdirSync(dist)[0] ?? '');
  const files = typescriptFiles();
  return compiledOnce([...programEntries, ...files.filter((name) => name.endsWith('.spec.ts'))], files, dist);
}

/**
 * The folder of other modules that are compiled like the program, with what they take in of it: as self-tests have them,
 * which start the runner so often that compiling anew would be most of their time.
 *
 * @param entries Paths from the project's root. What they take in beside the program has to be among them.
 * @param parent Absolute path of the folder below the project's root that keeps what is compiled.
 * @returns its absolute path. Each module stands in it at its path, as `.js`.
 * @throws Error where they can't be compiled or written.
 */
export function compiledModules(entries, parent) {
  return compiledOnce(entries, [...typescriptFiles(), ...entries], parent);
}

async function compiledOnce(entries, files, parent) {
  const folder = join(parent, digestOf(files));
  if (!existsSync(folder)) await compile(entries, folder);
  return folder;
}

function typescriptFiles() {
  return sources
    .flatMap((name) =>
      name.endsWith('.ts') ? name : readdirSync(join(root, name), { recursive: true }).map((each) => join(name, each)),
    )
    .filter((name) => name.endsWith('.ts'))
    .sort();
}

function digestOf(files) {
  const hash = createHash('sha256');
  // Who installs by another program than npm may have no lock file.
  for (const name of [...files, ...inputs.filter((each) => existsSync(join(root, each)))])
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(root, name)))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}

async function compile(entries, folder) {
  const { build } = await import('esbuild');
  const unfinished = `${folder}.${randomUUID()}`;
  try {
    await build({
      absWorkingDir: root,
      entryPoints: entries,
      outdir: unfinished,
      outbase: '.',
      bundle: true,
      splitting: true,
      // Everything else is taken in: one file is loaded in a fraction of the time of some hundred. These have files of their
      // own beside them, or are started as programs.
      external: [
        '@playwright/test',
        'playwright',
        'esbuild',
        'allure',
        'allure-js-commons',
        'allure-playwright',
        '@allurereport/*',
      ],
      format: 'esm',
      // Libraries in CommonJS ask for Node's modules by it.
      banner: {
        js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
      },
      platform: 'node',
      target: 'node20',
      logLevel: 'silent',
    });
    removeOlder(dirname(folder));
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process was first.
    if (!existsSync(folder)) throw error;
  }
}

function removeOlder(parent) {
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name);
    if (Date.now() - statSync(folder).mtimeMs > keptForMs) rmSync(folder, { recursive: true, force: true });
  }
}
