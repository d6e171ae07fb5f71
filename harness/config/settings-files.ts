import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { settings, type SettingSchema } from './schema.ts';

/** A file of the project that is made from the schema of the settings. */
export interface SettingsFile {
  /** Absolute. */
  readonly path: string;
  /** What it has to hold. */
  readonly text: () => Promise<string>;
}

const root = new URL('../../', import.meta.url);

/** What is made from `schemas/environment.schema.json` by `npm run settings`. */
export const settingsFiles: readonly SettingsFile[] = [
  { path: fileURLToPath(new URL('.env.example', root)), text: () => Promise.resolve(exampleFile()) },
  made('docs/settings.md', referencePage),
  made('harness/config/setting-values.ts', typeOfValues),
];

function made(name: string, render: () => string): SettingsFile {
  const path = fileURLToPath(new URL(name, root));
  return { path, text: async () => format(render(), { ...(await resolveConfig(path)), filepath: path }) };
}

const origin = 'Made from schemas/environment.schema.json by `npm run settings`: change it there.';

type Named = readonly [name: string, schema: SettingSchema];

/** The settings by the heading that they stand under. */
function groups(): (readonly [heading: string, members: readonly Named[]])[] {
  const all = Object.entries(settings);
  const headings = new Set(all.map(([, schema]) => schema['x-group']));
  return [...headings].map((heading) => [heading, all.filter(([, schema]) => schema['x-group'] === heading)]);
}

/** The `.env.example`: each setting once, in a comment, with a line of meaning. */
function exampleFile(): string {
  const head = [
    '# Copy this file to .env, allow no one else to read it (chmod 600 .env), and remove the # before what you set.',
    '# What the environment sets outweighs this file. A value with a # or a space at its ends stands in single quotes.',
    `# ${origin.replaceAll('`', '')}`,
  ];
  const width = 119;
  const parts = groups().flatMap(([group, members]) => [
    `# --- ${group} `.padEnd(width, '-'),
    ...members
      .filter(([, schema]) => schema['x-environment-only'] !== true)
      .map(([name, schema]) => [...wrapped(meaningOf(schema), width - 2), `#${name}=${exampleOf(schema)}`].join('\n')),
  ]);
  return `${[head.join('\n'), ...parts].join('\n\n')}\n`;
}

function meaningOf(schema: SettingSchema): string {
  const fallback = schema['x-default'];
  return fallback === undefined ? schema.description : `${schema.description} Default: ${fallback}.`;
}

function exampleOf(schema: SettingSchema): string {
  const value = String(schema.default ?? schema.examples?.[0] ?? '');
  return /[\s#"]/.test(value) ? `'${value}'` : value;
}

/** Comment lines of at most so many characters after the `# `. */
function wrapped(text: string, width: number): string[] {
  return text
    .split(' ')
    .reduce<string[]>((lines, word) => {
      const last = lines.at(-1);
      return last !== undefined && last.length + 1 + word.length <= width
        ? [...lines.slice(0, -1), `${last} ${word}`]
        : [...lines, word];
    }, [])
    .map((line) => `# ${line}`);
}

/** The page that lists all settings. */
function referencePage(): string {
  const tables = groups().map(([group, members]) => {
    const rows = members.map(([name, schema]) =>
      row(`\`${name}\`${schema.writeOnly === true ? ' (secret)' : ''}`, schema.description, defaultOf(schema)),
    );
    return [`## ${group}`, '', row('setting', 'meaning', 'default'), row('---', '---', '---'), ...rows].join('\n');
  });
  const refused = Object.entries(settings).flatMap(([name, schema]) =>
    schema['x-empty'] === 'error' ? [`\`${name}\``] : [],
  );
  return [
    '# Settings',
    origin,
    'A setting is a variable of the environment, or a line of the `.env` file in the current folder; the environment ' +
      'outweighs the file. `ENV_FILE` names another file, and so does `--env NAME`, before or after the other arguments ' +
      'of a command: `npm run conformance -- --env staging` reads `.env.staging` and writes to `results/staging/`. ' +
      `An empty setting counts as not set, but for ${refused.slice(0, -1).join(', ')} and ${refused.at(-1) ?? ''}: ` +
      'there it is an error. A secret is never shown.',
    ...tables,
  ].join('\n\n');
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function defaultOf(schema: SettingSchema): string {
  return schema['x-default'] ?? `\`${schema.default ?? ''}\``;
}

/** The type of the values that the schema lets through. */
function typeOfValues(): string {
  const members = Object.entries(settings).map(([name, schema]) => {
    const type = schema.enum?.map((each) => `'${each}'`).join(' | ') ?? schema.type.replace('integer', 'number');
    return `readonly ${name}${schema.default === undefined ? '?' : ''}: ${type};`;
  });
  return [
    `// ${origin}`,
    '',
    '/** What `schemas/environment.schema.json` lets through, after coercion and with its defaults filled in. */',
    'export interface SettingValues {',
    ...members,
    '}',
  ].join('\n');
}
