import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ConfigurationError } from '../config/configuration-error.ts';
import { projectRoot } from '../project/root.ts';
import { ensureWritable } from '../config/results-dir.ts';
import { fail, ok, reasonOf, type Check } from './check.ts';

/**
 * Compares Node's version with the `engines` of package.json, which are of the form `>=20.12`.
 * @param running as in `process.versions.node`.
 */
export function checkNode(running: string): Check {
  const packageJson = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    readonly engines: { readonly node: string };
  };
  const needed = packageJson.engines.node.replace('>=', '').trim();
  return compareVersions(running, needed) >= 0
    ? ok('Node', `${running} (${needed} or later is needed)`)
    : fail('Node', `${running} is too old`, `install ${needed} or later`);
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  const index = right.findIndex((part, i) => part !== (left[i] ?? 0));
  return index === -1 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

/** Proves write access to the results folder, which it creates. */
export function checkResultsDir(dir: string): Check {
  try {
    ensureWritable(dir);
    return ok('results folder', `${dir} can be written to`);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { status: 'FAIL', what: 'results folder', detail: error.message };
  }
}

/** Proves that the embedded sandbox would get a loopback port; nothing is ever connected to it. */
export async function checkLoopbackPort(): Promise<Check> {
  return new Promise((settle) => {
    const server = createServer();
    server.once('error', (error) => {
      settle(fail('sandbox', `no loopback port can be opened: ${reasonOf(error)}`, 'allow listening on 127.0.0.1'));
    });
    server.listen(0, '127.0.0.1', () => {
      server.close(() => {
        settle(ok('sandbox', 'BASE_URL is not set: a run starts the embedded sandbox, nothing else is reached'));
      });
    });
  });
}
