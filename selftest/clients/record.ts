import { isDeepStrictEqual } from 'node:util';
import { missing } from '../needs.ts';
import { clients, sentBy } from './clients.ts';
import { essenceOf, type Recording, readRecordings, recordingOf, writeRecordings } from './recordings.ts';

/**
 * `npm run record:clients`: runs each client once against a server of our own, and keeps what it sent. A recording stays
 * where the client and what it sends are the same as before.
 */
const lacks = missing(...clients.flatMap(({ needs }) => needs));
for (const lack of lacks) console.error(`ERROR  ${lack}`);
if (lacks.length > 0) process.exit(3);

const kept = readRecordings();
const recordings: Recording[] = [];
for (const client of clients) {
  const before = kept.find((each) => each.client === client.name);
  const now = recordingOf(client.name, await sentBy(client));
  const isSame = before !== undefined && sameOf(before, now);
  recordings.push(isSame ? before : now);
  console.log(`${client.name}: ${now.version}, ${isSame ? 'as it was' : 'recorded'}`);
}
writeRecordings(recordings);

function sameOf(a: Recording, b: Recording): boolean {
  return a.version === b.version && isDeepStrictEqual(essenceOf(a.sent.join('')), essenceOf(b.sent.join('')));
}
