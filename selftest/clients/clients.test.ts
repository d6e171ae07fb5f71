import { execFile } from 'node:child_process';
import { createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import type { Stimulus } from '../../harness/model/exchange.ts';
import { serialize } from '../../harness/http/serialize.ts';
import { curl, httpie, node, pythonRequests } from '../../specs/1-reset-password/clients.ts';
import { path } from '../../specs/calls/reset-password.ts';
import { makeCertificate } from '../doctor/certificate.ts';
import { targetOf } from '../in-process.ts';

const run = promisify(execFile);
const address = 'account@example.com';
const contentType = 'Content-Type: application/json; charset=utf-8';

/** Starts a TLS server that keeps the bytes of each request and answers 200. */
async function startRecorder() {
  const now = Date.now();
  const { key, cert } = makeCertificate({
    host: '127.0.0.1',
    notBefore: new Date(now - 60_000),
    notAfter: new Date(now + 86_400_000),
  });
  const received: string[] = [];
  const server = createServer({ key, cert }, (socket) => {
    let text = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1');
      const [head = '', body] = text.split('\r\n\r\n', 2);
      const length = /content-length: (\d+)/i.exec(head)?.[1];
      const whole = length === undefined ? text.endsWith('\r\n0\r\n\r\n') : body?.length === Number(length);
      if (!whole) return;
      received.push(text);
      socket.end(
        'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{}',
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}${path}`,
    port,
    received,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The published samples with our address and our server in them, and the certificate's check left out. */
const clients: readonly {
  stimulus: Stimulus;
  command: (url: string, port: number) => [file: string, ...args: string[]];
}[] = [
  {
    stimulus: curl,
    command: (url) => [
      'curl',
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
    stimulus: httpie,
    command: (url) => [
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
    stimulus: pythonRequests,
    command: (url) => [
      '/usr/bin/python3',
      '-W',
      'ignore',
      '-c',
      `import json, requests
requests.post(url=${JSON.stringify(url)}, headers={"Authorization": "", "Content-Type": "application/json; charset=utf-8"},
              data=json.dumps({"email": ${JSON.stringify(address)}}), verify=False)`,
    ],
  },
  {
    stimulus: node,
    command: (_url, port) => [
      process.execPath,
      '-e',
      `const request = require('https').request({ hostname: '127.0.0.1', port: ${port}, path: ${JSON.stringify(path)}, method: 'POST', rejectUnauthorized: false,
        headers: { 'Authorization': '', 'Content-Type': 'application/json; charset=utf-8', 'User-Agent': 'node ' + process.version } }, (response) => response.resume());
       request.write(JSON.stringify({ email: ${JSON.stringify(address)} }));
       request.end();`,
    ],
  },
];

/** What matters of a request on the wire: the versions of programs, the host and the life of the connection do not. */
function essence(text: string): { start: string; fields: string[]; body: string } {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [start = '', ...lines] = head.split('\r\n');
  const fields = lines
    .filter((line) => !/^(host|connection|accept-encoding):/i.test(line))
    .map((line) => line.replace(/: +/, ': ').replace(/: $/, ':'))
    .map((line) => line.replace(/^(user-agent: [A-Za-z-]+)[\s/]v?[\d.]+.*/i, '$1'))
    .sort();
  return { start, fields, body: rest.join('\r\n\r\n') };
}

for (const { stimulus, command } of clients) {
  test(`${stimulus.name} is sent as the real client sends it`, async () => {
    const recorder = await startRecorder();
    const [file, ...args] = command(recorder.url, recorder.port);
    await run(file, args);
    await recorder.close();
    const target = targetOf({
      baseUrl: 'http://127.0.0.1:1',
      accountEmail: address,
      accountPassword: 'of no use',
      clockControlUrl: 'http://127.0.0.1:1/clock',
      passwordIs: () => false,
      close: () => Promise.resolve(),
    });
    const { head, content } = serialize(stimulus.request(target), 'host', '', false);
    expect(recorder.received).toHaveLength(1);
    expect(essence(Buffer.concat([head, content]).toString('latin1'))).toEqual(essence(recorder.received[0] ?? ''));
  });
}
