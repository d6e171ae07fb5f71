import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../../harness/config/project-root.ts';
import { readSettings } from '../../harness/config/settings.ts';
import { environmentSchema, variableNames } from '../../harness/config/variables.ts';
import { account, envFile, options, problemsOf, settingsOf } from './helpers.ts';

const text = readFileSync(join(projectRoot, '.env.example'), 'utf8');
const settings = new Map([...text.matchAll(/^#([A-Z][A-Z0-9_]*)=(.*)$/gm)].map((match) => [match[1], match[2]]));

test('.env.example holds every variable once, and no other', () => {
  expect([...text.matchAll(/^#([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1]).sort()).toEqual(
    [...variableNames].sort(),
  );
});

test('.env.example sets nothing as it stands', () => {
  expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
});

test('.env.example gives a line of meaning before each variable', () => {
  const lines = text.split('\n');
  const bare = lines.filter((line, i) => /^#[A-Z]/.test(line) && !/^# [^-]/.test(lines[i - 1] ?? ''));
  expect(bare).toEqual([]);
});

for (const [name, { default: fallback }] of Object.entries(environmentSchema.properties)) {
  if (fallback === undefined) continue;
  test(`.env.example names the default of ${name}`, () => {
    expect(settings.get(name)).toBe(String(fallback));
  });
}

test('.env.example names the defaults that hold for a target off loopback', () => {
  const { conduct } = settingsOf(account);
  expect(settings.get('PROFILE')).toBe(conduct.profile);
  expect(settings.get('GENERATED_CASES')).toBe(String(conduct.generatedCases));
  expect(settings.get('REQUESTS_PER_SECOND')).toBe(String(conduct.requestsPerSecond));
  expect(settings.get('MAX_RESETS')).toBe(String(conduct.maxEffects));
});

test('.env.example is valid with every # removed', () => {
  const file = envFile(text.replace(/^#(?=[A-Z])/gm, ''));
  expect(problemsOf(() => readSettings({}, { ...options, envFile: file }))).toEqual([]);
});
