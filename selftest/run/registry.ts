import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { listening } from '../http/listening.ts';

/** A package as it lies in a `node_modules`. */
interface Installed {
  readonly folder: string;
  readonly manifest: { readonly name: string; readonly version: string };
}

/** A registry of npm on loopback. */
interface Registry {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Starts a registry that has the packages of a `node_modules` and no others, so that what depends on them is installed
 * without the network.
 *
 * @param folder The `node_modules`.
 * @see https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md
 */
export async function startRegistry(folder: string): Promise<Registry> {
  const packages = [...installedIn(folder)];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    const [, name = '', version] = /^\/((?:@[^/]+\/)?[^/]+)(?:\/(.+)\.tar)?$/.exec(path) ?? [];
    const named = packages.filter(({ manifest }) => manifest.name === name);
    if (version === undefined) answerMetadata(response, named, `http://${request.headers.host ?? ''}`);
    else
      answerTarball(
        response,
        named.find(({ manifest }) => manifest.version === version),
      );
  });
  const { port, close } = await listening(server);
  return { url: `http://127.0.0.1:${port}`, close };
}

function* installedIn(folder: string): Generator<Installed> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.name.startsWith('@')) {
      yield* installedIn(path);
      continue;
    }
    const file = join(path, 'package.json');
    if (!existsSync(file)) continue;
    yield { folder: path, manifest: JSON.parse(readFileSync(file, 'utf8')) as Installed['manifest'] };
    const nested = join(path, 'node_modules');
    if (existsSync(nested)) yield* installedIn(nested);
  }
}

function answerMetadata(response: ServerResponse, named: readonly Installed[], origin: string): void {
  const [first] = named;
  if (first === undefined) {
    response.writeHead(404, { 'Content-Type': 'application/json' }).end('{}');
    return;
  }
  const { name, version } = first.manifest;
  const versions = Object.fromEntries(
    named.map(({ manifest }) => [
      manifest.version,
      { ...manifest, dist: { tarball: `${origin}/${name}/${manifest.version}.tar` } },
    ]),
  );
  response
    .writeHead(200, { 'Content-Type': 'application/json' })
    .end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }));
}

function answerTarball(response: ServerResponse, found: Installed | undefined): void {
  if (found === undefined) {
    response.writeHead(404).end();
    return;
  }
  const { folder } = found;
  const args = ['--create', '--exclude', 'node_modules', '--directory', dirname(folder), basename(folder)];
  spawn('tar', args, { stdio: ['ignore', 'pipe', 'inherit'] }).stdout.pipe(response);
}
