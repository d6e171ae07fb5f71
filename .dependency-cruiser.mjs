import { readdirSync } from 'node:fs';

/**
 * What each folder may import from others: imports lead downwards only. A folder that is missing here is an error, and
 * so is one that is listed and not there.
 */
const mayImport = {
  'harness/model': [],
  'harness/text': [],
  'harness/statistics': [],
  'harness/project': [],
  'harness/schema': ['harness/model', 'harness/project'],
  'harness/run': ['harness/model'],
  'harness/secrets': ['harness/model', 'harness/text'],
  'harness/ledger': ['harness/model'],
  'harness/http': ['harness/model', 'harness/text'],
  'harness/config': [
    'harness/model',
    'harness/project',
    'harness/schema',
    'harness/secrets',
    'harness/ledger',
    'harness/http',
  ],
  'harness/client': ['harness/model', 'harness/http', 'harness/secrets', 'harness/run'],
  'harness/judge': [
    'harness/model',
    'harness/text',
    'harness/schema',
    'harness/run',
    'harness/secrets',
    'harness/http',
    'harness/client',
  ],
  'harness/generate': ['harness/model', 'harness/text', 'harness/secrets', 'harness/client', 'harness/judge'],
  'harness/report': [
    'harness/model',
    'harness/project',
    'harness/text',
    'harness/statistics',
    'harness/schema',
    'harness/run',
    'harness/secrets',
    'harness/http',
    'harness/config',
    'harness/judge',
    'harness/comparison',
    'harness/statement',
  ],
  'harness/comparison': ['harness/model', 'harness/text'],
  'harness/statement': ['harness/model', 'harness/text', 'harness/judge'],
  'harness/doctor': ['harness/model', 'harness/project', 'harness/text', 'harness/http', 'harness/config'],
  'harness/playwright': [
    'harness/model',
    'harness/project',
    'harness/text',
    'harness/run',
    'harness/secrets',
    'harness/http',
    'harness/config',
    'harness/client',
    'harness/judge',
    'harness/comparison',
    'harness/report',
  ],
  'harness/cli': [
    'harness/model',
    'harness/project',
    'harness/text',
    'harness/run',
    'harness/config',
    'harness/judge',
    'harness/comparison',
    'harness/report',
    'harness/statement',
    'harness/playwright',
    'harness/doctor',
  ],
  // The register has the harness's types, and nothing else of it.
  contract: ['harness/model'],
  // Specs judge any target: they never know the sandbox.
  specs: [
    'contract',
    'harness/project',
    'harness/model',
    'harness/http',
    'harness/statistics',
    'harness/secrets',
    'harness/run',
    'harness/ledger',
    'harness/client',
    'harness/judge',
    'harness/generate',
    'harness/playwright',
  ],
  // A twin that shares the judge's code would share its mistakes.
  sandbox: [],
  bin: ['harness/cli', 'specs', 'sandbox'],
  // What a CI job runs beside the program, also where no dependency is installed.
  ci: [],
};

const harnessFolders = readdirSync('harness').map((name) => `harness/${name}`);
for (const folder of harnessFolders) {
  if (!Object.hasOwn(mayImport, folder)) throw new Error(`${folder} is missing from .dependency-cruiser.mjs`);
}
for (const folder of Object.keys(mayImport)) {
  if (folder.startsWith('harness/') && !harnessFolders.includes(folder))
    throw new Error(`${folder} of .dependency-cruiser.mjs is not there`);
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...Object.entries(mayImport).map(([folder, allowed]) => ({
      name: `imports-of-${folder.replace('/', '-')}`,
      comment: `What ${folder} may import stands in .dependency-cruiser.mjs.`,
      severity: 'error',
      from: { path: `^${folder}/` },
      to: {
        path: '^(harness|contract|specs|sandbox|selftest|bin|ci)/',
        pathNot: `^(${[folder, ...allowed].join('|')})/`,
      },
    })),
    {
      name: 'no-cycle',
      comment: 'Types may refer to one another within a folder; code may not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-cycle-of-folders', scope: 'folder', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    exclude: { path: 'node_modules' },
  },
};
