import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** What is kept between the jobs and the runs of a workflow: its artifacts and caches, each a folder. */
export interface Stores {
  readonly artifacts: string;
  readonly caches: string;
}

type Inputs = Readonly<Record<string, string>>;
type Action = (inputs: Inputs, folder: string, stores: Stores) => void;

/** What the actions that the workflows use do, as far as steps after them can see it. */
const actions: Readonly<Record<string, Action>> = {
  'actions/checkout': () => undefined,
  'actions/setup-node': () => undefined,
  'actions/cache/restore': ({ path = '', key = '', 'restore-keys': prefixes = '' }, folder, { caches }) => {
    const found = [key, ...lines(prefixes)].map((prefix) => newest(caches, prefix)).find((each) => each !== undefined);
    if (found === undefined) return;
    for (const each of lines(path)) copy(join(found, each), join(folder, each));
  },
  'actions/cache/save': ({ path = '', key = '' }, folder, { caches }) => {
    const cache = join(caches, encodeURIComponent(key));
    // A cache that is there is never changed.
    if (existsSync(cache)) return;
    for (const each of lines(path)) copy(join(folder, each), join(cache, each));
  },
  'actions/upload-artifact': ({ name = '', path = '' }, folder, { artifacts }) => {
    if (lines(path).length > 1) throw new Error('several paths are not imitated here');
    const artifact = join(artifacts, name);
    if (existsSync(artifact)) throw new Error(`the artifact ${name} is there already`);
    copy(join(folder, path), artifact, isShown);
  },
  'actions/download-artifact': ({ name, pattern = '', path = '' }, folder, { artifacts }) => {
    if (name !== undefined) {
      copy(join(artifacts, name), join(folder, path), isShown);
      return;
    }
    const prefix = pattern.replace(/\*$/, '');
    const names = readdirSync(artifacts).filter((each) => each.startsWith(prefix));
    for (const each of names) copy(join(artifacts, each), join(folder, path), isShown);
  },
  'actions/upload-pages-artifact': ({ path = '' }, folder, { artifacts }) =>
    copy(join(folder, path), join(artifacts, 'github-pages'), isShown),
  'actions/deploy-pages': () => undefined,
};

/**
 * Does what an action of GitHub's would do.
 *
 * @param uses Its name and commit.
 * @throws Error for one that is not known here.
 */
export function perform(uses: string, inputs: Inputs, folder: string, stores: Stores): void {
  const action = actions[uses.split('@')[0] ?? ''];
  if (action === undefined) throw new Error(`${uses} is not imitated: add it to selftest/ci/actions.ts`);
  action(inputs, folder, stores);
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** The newest cache whose key begins so. */
function newest(caches: string, prefix: string): string | undefined {
  const found = readdirSync(caches)
    .filter((name) => decodeURIComponent(name).startsWith(prefix))
    .map((name) => ({ path: join(caches, name), at: statSync(join(caches, name)).mtimeMs }));
  return found.sort((a, b) => b.at - a.at)[0]?.path;
}

/** Artifacts hold no hidden files. */
function isShown(path: string): boolean {
  return !/(?:^|\/)\.[^/]/.test(path);
}

/** Copies what is there; the filter is asked for paths below it. */
function copy(from: string, to: string, isWanted: (path: string) => boolean = () => true): void {
  if (!existsSync(from)) return;
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, filter: (path) => isWanted(relative(from, path)) });
}
