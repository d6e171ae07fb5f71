import { expect, test } from '@playwright/test';
import { serialize } from '../../harness/http/serialize.ts';
import { targetFrom } from '../in-process.ts';
import { needs } from '../needs.ts';
import { address, type Client, clients, sentBy } from './clients.ts';
import { essenceOf, readRecordings } from './recordings.ts';

/** What is kept of a client's request, in latin1. */
function recorded({ name }: Client): string {
  const recording = readRecordings().find(({ client }) => client === name);
  if (recording === undefined) throw new Error(`there is no recording of ${name}: npm run record:clients`);
  return recording.sent.join('');
}

for (const client of clients) {
  test(`${client.stimulus.name} is sent as the real client was recorded`, () => {
    const target = targetFrom({ BASE_URL: 'http://127.0.0.1:1', ACCOUNT_EMAIL: address });
    const { head, content } = serialize(client.stimulus.request(target), 'host', '', false);
    const ours = Buffer.concat([head, content]).toString('latin1');
    expect(essenceOf(ours)).toEqual(essenceOf(recorded(client)));
  });

  test(`the recording of ${client.name} is what the installed one sends`, async () => {
    needs(...client.needs);
    expect(essenceOf(await sentBy(client))).toEqual(essenceOf(recorded(client)));
  });
}
