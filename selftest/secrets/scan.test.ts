import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { SecretRegistry } from '../../harness/secrets/registry.ts';
import { filesSince, findLeaks, withdraw } from '../../harness/secrets/scan.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const value = 'pa"ss&<wörd>\'/+=1';
const begin = new Date(Date.now() - 60_000);

function registry(): SecretRegistry {
  const made = new SecretRegistry();
  made.configure('ACCOUNT_PASSWORD', value);
  return made;
}

for (const [title, content] of Object.entries({
  'as text': `a ${value} b`,
  'as gzip': gzipSync(`a ${value} b`),
  'as JSON in JSON': JSON.stringify(JSON.stringify({ value })),
})) {
  test(`a file that holds a secret ${title} is found and withdrawn, and no other`, () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'planted'), content);
    writeFileSync(join(folder, 'clean'), 'nothing to see');
    const files = filesSince(folder, begin);
    expect(files).toHaveLength(2);
    const leaks = findLeaks(files, registry());
    expect(leaks).toEqual([{ file: join(folder, 'planted'), placeholder: '<account_password>' }]);
    withdraw(leaks);
    expect(readdirSync(folder)).toEqual(['clean']);
  });
}

test('an archive that is damaged is searched as it is', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'broken.gz'), Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 4]), Buffer.from(value)]));
  writeFileSync(join(folder, 'broken.zip'), Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(40, 8)]));
  const files = filesSince(folder, begin);
  expect(files).toHaveLength(2);
  expect(findLeaks(files, registry()).map(({ file }) => file)).toEqual([join(folder, 'broken.gz')]);
});

test('files of earlier runs are not searched', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'old'), value);
  utimesSync(join(folder, 'old'), new Date(0), new Date(0));
  expect(filesSince(folder, begin)).toEqual([]);
});

test('what is masked only, such as an address, is not searched for', () => {
  const made = new SecretRegistry();
  made.configure('ACCOUNT_EMAIL', 'account@example.com', false);
  made.learn('reset_token', '1764000000123');
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), 'account@example.com at 1764000000123');
  expect(findLeaks(filesSince(folder, begin), made)).toEqual([]);
});
