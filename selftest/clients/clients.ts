import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Stimulus } from '../../harness/model/exchange.ts';
import { path } from '../../specs/calls/reset-password.ts';
import { curl, httpie, node, pythonRequests } from '../../specs/1-reset-password/clients.ts';
import { type NeedName, pythonWithRequests } from '../needs.ts';
import { type Recorder, startRecorder } from './recorder.ts';

/** The address that the clients send. */
export const address = 'account@example.com';
const contentType = 'Content-Type: application/json; charset=utf-8';

/** A client whose sample is published. */
export interface Client {
  readonly name: string;
  /** What the harness sends in its name. */
  readonly stimulus: Stimulus;
  /** What has to be installed; Node's own is always there. */
  readonly needs: readonly NeedName[];
  /** The published sample with our address and the recorder in it, and the certificate's check left out. */
  readonly command: (to: Recorder) => readonly [file: string, ...args: string[]];
}

export const clients: readonly Client[] = [
  {
    name: 'curl',
    stimulus: curl,
    needs: ['curl'],
    command: ({ url }) => [
      'curl',
      // First, so that nobody's own settings have a say.
      '-q',
      '-sk',
      '-X',
      'POST',
      url,
      '-H',
      'Authorization: ',
      '-H',
      contentType,
      '-d',
      `{\n  "email": "${address}"\n}`,
    ],
  },
  {
    name: 'HTTPie',
    stimulus: httpie,
    needs: ['httpie'],
    command: ({ url }) => [
      'http',
      '--ignore-stdin',
      '--verify=no',
      '--json',
      'POST',
      url,
      'Authorization:',
      contentType.replace(': ', ':'),
      `email=${address}`,
    ],
  },
  {
    name: 'Python requests',
    stimulus: pythonRequests,
    needs: ['python requests'],
    command: ({ url }) => [
      pythonWithRequests() ?? 'python3',
      '-W',
      'ignore',
      '-c',
      `import json, requests
requests.post(url=${JSON.stringify(url)}, headers={"Authorization": "", "Content-Type": "application/json; charset=utf-8"},
              data=json.dumps({"email": ${JSON.stringify(address)}}), verify=False)`,
    ],
  },
  {
    name: 'Node',
    stimulus: node,
    needs: [],
    command: ({ port }) => [
      process.execPath,
      '-e',
      `const request = require('https').request({ hostname: '127.0.0.1', port: ${port}, path: ${JSON.stringify(path)}, method: 'POST', rejectUnauthorized: false,
        headers: { 'Authorization': '', 'Content-Type': 'application/json; charset=utf-8', 'User-Agent': 'node ' + process.version } }, (response) => response.resume());
       request.write(JSON.stringify({ email: ${JSON.stringify(address)} }));
       request.end();`,
    ],
  },
];

/**
 * Runs a client once against a server of our own.
 *
 * @returns the bytes that it sent, in latin1.
 * @throws Error where it can't be run, fails, or sends another number of requests than one.
 */
export async function sentBy({ name, command }: Client): Promise<string> {
  const recorder = await startRecorder();
  try {
    const [file, ...args] = command(recorder);
    const { PATH, HOME } = process.env;
    // No proxy, and no look for a newer HTTPie, which asks the internet.
    const env = { PATH, HOME, HTTPIE_CONFIG_DIR: join(import.meta.dirname, 'httpie') };
    await promisify(execFile)(file, args, { env });
  } finally {
    await recorder.close();
  }
  const [text, more] = recorder.received;
  if (text === undefined || more !== undefined)
    throw new Error(`${name} sent ${recorder.received.length} requests where one was meant`);
  return text;
}
