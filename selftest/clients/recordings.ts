import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a real client sent, once. */
export interface Recording {
  readonly client: string;
  /** The client's version, in its own words. */
  readonly version: string;
  /** The bytes in latin1, one string for each line of the header section and one for the body: joined, they are all. */
  readonly sent: readonly string[];
}

const file = join(import.meta.dirname, 'recordings.json');

/** The recordings that are kept. */
export function readRecordings(): readonly Recording[] {
  return JSON.parse(readFileSync(file, 'utf8')) as Recording[];
}

/** Replaces the recordings that are kept. */
export function writeRecordings(recordings: readonly Recording[]): void {
  writeFileSync(file, `${JSON.stringify(recordings, undefined, 2)}\n`);
}

/** The recording of a request by a client, given in latin1. */
export function recordingOf(client: string, text: string): Recording {
  const end = text.indexOf('\r\n\r\n') + 4;
  return {
    client,
    version: /^user-agent: (.*)\r$/im.exec(text)?.[1] ?? '',
    sent: [...(text.slice(0, end).match(/.*\r\n/g) ?? []), text.slice(end)],
  };
}

/** What of a request has to be the same whenever it is sent. */
export interface Essence {
  readonly start: string;
  /** The fields in the order of the alphabet. */
  readonly fields: readonly string[];
  readonly body: string;
}

/**
 * What has to be the same of a request, given in latin1. Left out are the version of the client, the host, the life of the
 * connection, and the codings that a client takes, which depend on the libraries beside it.
 */
export function essenceOf(text: string): Essence {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [start = '', ...lines] = head.split('\r\n');
  const fields = lines
    .filter((line) => !/^(host|connection|accept-encoding):/i.test(line))
    .map((line) => line.replace(/: +/, ': ').replace(/: $/, ':'))
    .map((line) => line.replace(/^(user-agent: [A-Za-z-]+)[\s/]v?[\d.]+.*/i, '$1'))
    .sort();
  return { start, fields, body: rest.join('\r\n\r\n') };
}
