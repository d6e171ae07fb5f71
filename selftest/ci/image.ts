import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join, posix, relative } from 'node:path';
import dockerignore from '@balena/dockerignore';
import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { root } from './checkout.ts';
import { shell } from './shell.ts';

/** A stage of a build, with its file system as a folder. */
interface Stage {
  readonly name: string;
  readonly folder: string;
  workdir: string;
  readonly env: Record<string, string>;
}

/** An image: its file system as a folder, and what a container starts with. */
export interface Image {
  readonly folder: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly user: string;
  readonly volumes: readonly string[];
}

export const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
export const instructions: readonly Instruction[] = DockerfileParser.parse(dockerfile).getInstructions();

// Its types speak of a default export, and it is the export.
const newIgnore = dockerignore as unknown as typeof dockerignore.default;

/** Whether `.dockerignore` lets a path, relative to the repository, into a build. */
export const isInContext = newIgnore()
  .add(readFileSync(join(root, '.dockerignore'), 'utf8'))
  .createFilter();

/**
 * Builds the image as far as that goes without an engine: from empty folders in the place of the base images, with this
 * machine's Node, and with packages from npm's cache.
 *
 * @param newFolder Gives the folder of a stage.
 */
export async function build(newFolder: () => string): Promise<Image> {
  const stages: Stage[] = [];
  const config: { entrypoint: string[]; command: string[]; volumes: string[]; user: string } = {
    entrypoint: [],
    command: [],
    volumes: [],
    user: '0',
  };
  for (const instruction of instructions) {
    const stage = stages.at(-1);
    const text = instruction.getArgumentsContent() ?? '';
    if (instruction.getKeyword() === 'FROM') {
      stages.push({ name: / AS (\S+)/.exec(text)?.[1] ?? '', folder: newFolder(), workdir: '/', env: {} });
      continue;
    }
    if (stage === undefined) throw new Error(`${instruction.getKeyword()} before FROM`);
    if (instruction.getKeyword() === 'WORKDIR') {
      stage.workdir = text;
      mkdirSync(join(stage.folder, text), { recursive: true });
    } else if (instruction.getKeyword() === 'COPY') copy(instruction, stage, stages);
    else if (instruction.getKeyword() === 'ENV') {
      for (const pair of text.split(' ')) stage.env[pair.split('=')[0] ?? ''] = pair.slice(pair.indexOf('=') + 1);
    } else if (instruction.getKeyword() === 'RUN') {
      const { PATH, HOME } = process.env;
      const env = { PATH, HOME, npm_config_offline: 'true' };
      const ended = await shell(text, join(stage.folder, stage.workdir), env);
      if (ended.code !== 0) throw new Error(`RUN ${text}: ${ended.output}`);
    } else if (instruction.getKeyword() === 'USER') config.user = text;
    else if (instruction.getKeyword() === 'VOLUME') config.volumes = JSON.parse(text) as string[];
    else if (instruction.getKeyword() === 'ENTRYPOINT') config.entrypoint = JSON.parse(text) as string[];
    else if (instruction.getKeyword() === 'CMD') config.command = JSON.parse(text) as string[];
    else throw new Error(`${instruction.getKeyword()} is not imitated: add it to selftest/ci/image.ts`);
  }
  const last = stages.at(-1);
  if (last === undefined) throw new Error('there is no FROM');
  return { ...config, folder: last.folder, workdir: last.workdir, env: last.env };
}

/** Copies from the context, or moves from an earlier stage, of which nothing else is left: a folder's content, or a file. */
function copy(instruction: Instruction, stage: Stage, stages: readonly Stage[]): void {
  const words = instruction.getArguments().map((argument) => argument.getValue());
  const from = /--from=(\S+)/.exec(instruction.toString())?.[1];
  const source = stages.find(({ name }) => name === from)?.folder ?? root;
  const target = join(stage.folder, posix.resolve(stage.workdir, words.at(-1) ?? ''));
  mkdirSync(target, { recursive: true });
  for (const path of words.slice(0, -1).flatMap((word) => matching(join(source, word)))) {
    const isFolder = statSync(path).isDirectory();
    for (const each of isFolder ? readdirSync(path).map((name) => join(path, name)) : [path]) {
      const to = join(target, basename(each));
      if (from !== undefined) renameSync(each, to);
      else if (isWanted(each)) cpSync(each, to, { recursive: true, filter: isWanted });
    }
  }
}

function isWanted(path: string): boolean {
  return isInContext(relative(root, path));
}

/** The files that a path with a pattern in its last part means; without one, itself. */
function matching(path: string): string[] {
  if (!basename(path).startsWith('*')) return [path];
  const names = readdirSync(dirname(path)).filter((name) => name.endsWith(basename(path).slice(1)));
  return names.map((name) => join(dirname(path), name));
}
