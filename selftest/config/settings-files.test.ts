import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'dotenv';
import { projectRoot } from '../../harness/project/root.ts';
import { settings, validate } from '../../harness/config/schema.ts';
import { settingsFiles } from '../../harness/config/settings-files.ts';
import { account, fileWith, problemsOf, settingsOf } from './helpers.ts';

for (const { path, text } of settingsFiles) {
  test(`${relative(projectRoot, path)} is what the schema of the settings says: npm run settings writes it`, async () => {
    expect(readFileSync(path, 'utf8')).toBe(await text());
  });
}

const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
const uncommented = example.replace(/^#(?=[A-Z][A-Z0-9_]*=)/gm, '');
const values = parse(uncommented);

test('.env.example sets nothing as it stands', () => {
  expect(parse(example)).toEqual({});
});

test('.env.example shows every setting that a file may set, with a value that the schema accepts', () => {
  const names = Object.entries(settings).flatMap(([name, schema]) => (schema['x-environment-only'] ? [] : [name]));
  expect(Object.keys(values)).toEqual(names);
  const given = Object.entries(values).map(([name, value]) => [name, { value, where: '.env', as: name }] as const);
  expect(validate(new Map(given))).not.toHaveProperty('problems');
});

test('.env.example is read line by line as it is by dotenv', () => {
  const independent = uncommented
    .split('\n')
    .filter((line) => !/^(EXTRA_HEADERS|CLIENT_|CA_FILE|NODE_EXTRA|CONNECT_TO|TOKEN_)/.test(line))
    .join('\n');
  expect(problemsOf(() => settingsOf({ ENV_FILE: fileWith(independent) }))).toEqual([]);
});

test('.env.example shows the defaults that hold for a target off loopback', () => {
  const { conduct } = settingsOf(account);
  expect(values).toMatchObject({
    PROFILE: conduct.profile,
    GENERATED_CASES: String(conduct.generatedCases),
    REQUESTS_PER_SECOND: String(conduct.requestsPerSecond),
    MAX_RESETS: String(conduct.maxEffects),
  });
});
