import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { temporaryFolder } from '../temporary-folder.ts';
import { SecondSearch } from './second-search.ts';
import { forms, odd, plain } from './written-forms.ts';

/** Forms that the second search does not know. */
const unknown = ['percent-encoded with every second octet', 'in a zip archive'];

for (const [title, write] of Object.entries(forms)) {
  if (unknown.includes(title)) continue;
  test(`the second search finds a secret ${title}`, () => {
    for (const secret of [odd, plain]) {
      const content = Buffer.from(write(secret));
      expect(new SecondSearch(['another-secret-of-some-length', secret]).toldIn(content)).toEqual([secret]);
    }
  });

  test(`the second search finds twelve characters of a secret ${title}`, () => {
    const content = Buffer.from(write(plain.slice(4, 16)));
    expect(new SecondSearch([plain]).toldIn(content)).toEqual([plain]);
  });
}

test('the second search names the files that tell a secret, and no others', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'clean.json'), JSON.stringify({ nothing: 'to see', placeholder: '<reset_token#1>' }));
  writeFileSync(join(folder, 'telling.json'), JSON.stringify({ body: Buffer.from(`a ${plain}`).toString('base64') }));
  expect(new SecondSearch([plain]).filesThatTell(folder)).toEqual([
    { file: join(folder, 'telling.json'), told: [plain] },
  ]);
});
