import { createServer, type RequestListener } from 'node:http';
import { createServer as createRawServer, type AddressInfo, type Server } from 'node:net';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { doctor, type DoctorExitCode } from '../../harness/doctor/doctor.ts';
import { checkNode } from '../../harness/doctor/local.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const password = 'S3cret-of-the-account';

interface Visit {
  readonly code: DoctorExitCode;
  readonly lines: readonly string[];
}

async function visit(env: NodeJS.ProcessEnv): Promise<Visit> {
  const lines: string[] = [];
  const code = await doctor(
    { RESULTS_DIR: join(temporaryFolder(), 'results'), ENV_FILE: devNull, ...env },
    {
      api: { id: 'users', productionHosts: ['api.example.org'], callPrefixes: ['/v1/users'], clause: () => undefined },
      harmlessPath: '/v1/users/reset/',
      print: (line) => lines.push(line),
    },
  );
  return { code, lines };
}

function target(port: number, scheme = 'http'): NodeJS.ProcessEnv {
  return {
    BASE_URL: `${scheme}://127.0.0.1:${port}/base`,
    ACCOUNT_EMAIL: 'account@example.com',
    ACCOUNT_PASSWORD: password,
  };
}

/** Visits a server that lives as long as the visit. */
async function visitServer(server: Server, scheme?: string): Promise<Visit> {
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  try {
    return await visit(target((server.address() as AddressInfo).port, scheme));
  } finally {
    await new Promise((settle) => server.close(settle));
  }
}

const visitHttp = (listener: RequestListener): Promise<Visit> => visitServer(createServer(listener));

const keepsContract: RequestListener = (request, response) => {
  const good = request.method === 'POST' && request.url === '/base/v1/users/reset/';
  response.writeHead(good ? 400 : 404, { 'content-type': 'application/json' }).end('{}');
};

/** What each line says first: status and subject. */
function heads({ lines }: Visit): string[] {
  return lines.map((line) => line.slice(0, 21).trim().replace(/\s+/g, ' '));
}

const local = ['ok Node', 'ok configuration', 'ok results folder'];

test('without a target the sandbox is announced, and nothing else is looked at', async () => {
  const seen = await visit({});
  expect(heads(seen)).toEqual([...local, 'ok sandbox']);
  expect(seen.lines.at(-1)).toContain('embedded sandbox');
  expect(seen.code).toBe(0);
});

test('a good target', async () => {
  const seen = await visitHttp(keepsContract);
  expect(heads(seen)).toEqual([...local, 'ok name', 'ok TCP', 'ok request', 'ok clock']);
  expect(seen.code).toBe(0);
});

for (const [version, status] of Object.entries({
  '18.20.0': 'FAIL',
  '20.11.1': 'FAIL',
  '20.12.0': 'ok',
  '22.0.0': 'ok',
})) {
  test(`Node ${version} is ${status}`, () => {
    expect(checkNode(version).status).toBe(status);
  });
}

test('a target that is down', async () => {
  const server = createRawServer();
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  await new Promise((settle) => server.close(settle));
  const seen = await visit(target(port));
  expect(heads(seen)).toEqual([...local, 'ok name', 'FAIL TCP']);
  expect(seen.lines.at(-1)).toMatch(/ECONNREFUSED {2}→ check that the target runs/);
  expect(seen.code).toBe(2);
});

test('a name that is not resolved', async () => {
  // RFC 6761 6.4: no resolver knows a name below .invalid.
  const seen = await visit({ ...target(80), BASE_URL: 'https://no-such-host.invalid' });
  expect(heads(seen)).toEqual([...local, 'FAIL name']);
  expect(seen.lines.at(-1)).toContain('no-such-host.invalid');
  expect(seen.code).toBe(2);
});

test('a plain web server', async () => {
  const seen = await visitHttp((_, response) => response.setHeader('content-type', 'text/html').end('<h1>Hello'));
  expect(heads(seen)).toEqual([...local, 'ok name', 'ok TCP', 'FAIL request', 'ok clock']);
  expect(seen.lines.at(-2)).toMatch(/gets 200 \(text\/html\).*→ check that BASE_URL is the API/);
  expect(seen.code).toBe(2);
});

test('a plain http server behind an https URL', async () => {
  const seen = await visitServer(createServer(keepsContract), 'https');
  expect(heads(seen)).toEqual([...local, 'ok name', 'ok TCP', 'FAIL TLS']);
  expect(seen.code).toBe(2);
});

test('a connection that is dropped before an answer', async () => {
  const seen = await visitServer(createRawServer((socket) => socket.destroy()));
  expect(heads(seen)).toEqual([...local, 'ok name', 'ok TCP', 'FAIL request']);
  expect(seen.code).toBe(2);
});

const answers: readonly { code: number; headers: Record<string, string>; status: string; exit: DoctorExitCode }[] = [
  { code: 400, headers: { 'content-type': 'text/html' }, status: 'FAIL', exit: 2 },
  { code: 401, headers: {}, status: 'FAIL', exit: 2 },
  { code: 302, headers: { location: '/login' }, status: 'FAIL', exit: 2 },
  { code: 404, headers: {}, status: 'FAIL', exit: 2 },
  { code: 500, headers: {}, status: 'FAIL', exit: 2 },
  { code: 503, headers: {}, status: 'FAIL', exit: 2 },
  { code: 503, headers: { 'retry-after': '5' }, status: 'warn', exit: 0 },
  { code: 429, headers: {}, status: 'warn', exit: 0 },
  { code: 422, headers: {}, status: 'warn', exit: 0 },
];

for (const { code, headers, status, exit } of answers) {
  test(`an answer of ${code} ${JSON.stringify(headers)} is ${status}`, async () => {
    const seen = await visitHttp((_, response) => response.writeHead(code, headers).end());
    expect(heads(seen)).toContain(`${status} request`);
    expect(seen.code).toBe(exit);
  });
}

test('a clock that is off warns', async () => {
  const seen = await visitHttp((request, response) => {
    response.setHeader('date', new Date(Date.now() - 3_600_000).toUTCString());
    keepsContract(request, response);
  });
  expect(heads(seen)).toContain('warn clock');
  expect(seen.lines.at(-1)).toMatch(/36\d\d s behind/);
  expect(seen.code).toBe(0);
});

test('an endless body does not hold the doctor up', async () => {
  const seen = await visitHttp((_, response) => {
    response.writeHead(400, { 'content-type': 'application/json' }).write('{');
  });
  expect(seen.code).toBe(0);
});

test('a bad configuration', async () => {
  const seen = await visit({ ...target(80), PROFILE: 'fast', STRICT: 'x' });
  expect(heads(seen)).toEqual(['ok Node', 'FAIL configuration', 'FAIL configuration']);
  expect(seen.code).toBe(3);
});

test('a results folder that cannot be written to', async () => {
  const seen = await visit({ RESULTS_DIR: '/dev/null/results' });
  expect(heads(seen)).toEqual(['ok Node', 'ok configuration', 'FAIL results folder']);
  expect(seen.code).toBe(3);
});

test('no secret is printed or sent', async () => {
  const sent: string[] = [];
  const seen = await visitHttp((request, response) => {
    request.on('data', (chunk) => sent.push(String(chunk)));
    sent.push(JSON.stringify(request.rawHeaders));
    keepsContract(request, response);
  });
  expect(sent.join()).toContain('{}');
  expect([...sent, ...seen.lines].join('\n')).not.toContain(password);
});
