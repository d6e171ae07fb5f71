import { spawn } from 'node:child_process';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { startSandbox } from '../../sandbox/start.ts';
import { run } from '../command.ts';
import { makeCertificate } from '../doctor/certificate.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { fileWith } from './helpers.ts';
import { type Decision, type Gateway, startGateway } from './gateway.ts';

const program = fileURLToPath(new URL('../../bin/timp-conformance.mjs', import.meta.url));

/** Runs a command in a folder of its own, as an installed program is. */
async function runIn(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { PATH, HOME, TMPDIR, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output };
}

/** All that was written below a folder, as one text. */
function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

test.describe('A health check', () => {
  test('without a target is an error in one line', async () => {
    const { code, output } = await run('health', { CI: 'true' });
    expect({ code, output }).toEqual({
      code: 3,
      output:
        'ERROR  BASE_URL (not set) is needed by a health check: set it to the target, or SANDBOX=1 to check the embedded sandbox.\n',
    });
  });

  test('of the sandbox is one where SANDBOX=1 asks for it', async () => {
    const { code, output } = await run('health', { CI: 'true', SANDBOX: '1' });
    expect(code, output).toBe(0);
    expect(output).not.toContain('WARNING');
  });
});

test.describe('What should be known', () => {
  const names = { TARGET_URL: 'https://example.com', NODE_TLS_REJECT_UNAUTHORIZED: '0', CI: 'true' };
  const says = [
    /^.*NODE_TLS_REJECT_UNAUTHORIZED=0 \(environment\)/m,
    /^.*TARGET_URL \(environment\) is set and BASE_URL is not/m,
    /^.*BASE_URL is not set, so the embedded sandbox is judged and no deployment/m,
  ];

  for (const [command, args] of [
    ['run', ['--grep', 'RP-405-01']],
    ['plan', ['--grep', 'RP-405-01']],
    ['doctor', []],
  ] as const) {
    test(`is said by ${command}`, async () => {
      const { output } = await run(command, names, args);
      for (const line of says) expect(output).toMatch(line);
    });
  }
});

test.describe('What a run would find', () => {
  for (const command of ['plan', 'doctor'] as const) {
    test(`in the list of deviations is said by ${command}`, async () => {
      const list = fileWith('- id: RP-OK-99\n', 'deviations.yaml');
      const { code, output } = await run(command, { DEVIATIONS_FILE: list });
      expect(code).toBe(3);
      expect(output).toContain(`${list}:1: the entry has no reason`);
    });

    test(`in the ledger is said by ${command}`, async () => {
      const ledger = fileWith('no ledger', 'tokens.ledger');
      const { output } = await run(command, {
        BASE_URL: 'http://127.0.0.1:9',
        ACCOUNT_EMAIL: 'account@example.com',
        LEDGER_FILE: ledger,
        LEDGER_KEY: 'a long passphrase',
      });
      expect(output).toContain(`LEDGER_FILE ${ledger} is passed over: it is damaged`);
    });

    test(`in a .env file of UTF-16 is said by ${command}`, async () => {
      const { code, output } = await run(command, {
        ENV_FILE: fileWith(Buffer.from('\uFEFFSTRICT=1\r\n', 'utf16le')),
      });
      expect(code).toBe(3);
      expect(output).toContain('.env is UTF-16, or no text: save it as UTF-8.');
    });
  }
});

test.describe('--env NAME', () => {
  test('reads .env.NAME and writes below NAME/', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.env.staging'), 'SEED=77\nSANDBOX=1\n', { mode: 0o600 });
    const { code, output } = await runIn(folder, ['run', '--env', 'staging', '--grep', 'RP-405-01']);
    expect(code, output).toBe(0);
    expect(output).toContain('seed 77');
    expect(readdirSync(join(folder, 'results'))).toEqual(['staging']);
    expect(readdirSync(join(folder, 'results', 'staging'))).toContain('conformance.json');
  });

  test('may stand after the other arguments, and in one word', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.env.b'), 'STRICT=1\n', { mode: 0o600 });
    const { code, output } = await runIn(folder, ['plan', '--grep', 'RP-405-01', '--env=b']);
    expect(code, output).toBe(0);
    expect(output).toContain('STRICT=1');
  });

  test('names a file that is there', async () => {
    const { code, output } = await runIn(temporaryFolder(), ['doctor', '--env', 'nowhere']);
    expect(code).toBe(3);
    expect(output).toMatch(/\.env\.nowhere is not there, and --env nowhere names it/);
  });

  test('leads out of no folder', async () => {
    const { code, output } = await runIn(temporaryFolder(), ['plan', '--env', '../x']);
    expect({ code, output }).toEqual({
      code: 3,
      output: 'ERROR  --env takes the NAME of a file .env.NAME: give one of letters, digits, dots and hyphens\n',
    });
  });
});

test.describe('An authority of its own', () => {
  const day = 86_400_000;

  for (const [title, settings, trusted] of [
    ['NODE_EXTRA_CA_CERTS in the .env file', (file: string) => `NODE_EXTRA_CA_CERTS=${file}\n`, true],
    ['CA_FILE in the .env file', (file: string) => `CA_FILE=${file}\n`, true],
    ['none', () => '', false],
  ] as const) {
    test(`${title}: the target is ${trusted ? '' : 'not '}trusted, by the doctor and by a run`, async () => {
      const certificate = makeCertificate({
        host: '127.0.0.1',
        notBefore: new Date(Date.now() - day),
        notAfter: new Date(Date.now() + 90 * day),
      });
      const server = createServer(certificate, (_request, response) => response.writeHead(400).end());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const env = {
        BASE_URL: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
        ACCOUNT_EMAIL: 'account@example.com',
        ENV_FILE: fileWith(settings(fileWith(certificate.cert, 'ca.pem'))),
      };
      const doctor = await run('doctor', env);
      const { lastLine } = await run('run', env, ['--grep', 'RP-400-01 ']);
      await new Promise((resolve) => server.close(resolve));
      expect(doctor.output).toMatch(trusted ? /^ok +TLS/m : /^FAIL +TLS .*CA_FILE/m);
      expect(lastLine).toMatch(trusted ? /^CONFORMANT/ : /^INCONCLUSIVE/);
    });
  }
});

test.describe('A deployment behind a gateway', () => {
  const basic = `Basic ${Buffer.from('gate:S3cret-of-the-gateway').toString('base64')}`;
  const key = 'another-S3cret-0815';

  interface Target {
    readonly gateway: Gateway;
    readonly env: Readonly<Record<string, string>>;
  }

  async function behind(decide: Decision, use: (target: Target) => Promise<void>) {
    const sandbox = await startSandbox({});
    const gateway = await startGateway(sandbox.baseUrl, decide);
    try {
      await use({ gateway, env: { BASE_URL: gateway.baseUrl, ACCOUNT_EMAIL: sandbox.accountEmail } });
    } finally {
      await gateway.close();
      await sandbox.close();
    }
  }

  const wants: Decision = ({ headers }) =>
    headers.authorization === basic && headers['x-api-key'] === key ? undefined : 401;
  const headers = {
    EXTRA_HEADERS: JSON.stringify({ Authorization: basic, 'X-Api-Key': key }),
    USER_AGENT: 'staging-check/1.0',
  };

  test('gets its headers on every request, and no file holds them', async () => {
    await behind(wants, async ({ gateway, env }) => {
      const { code, output, result, resultsDir } = await run('run', { ...env, ...headers }, [
        '--grep',
        'RP-OK-0|RP-OK-12|RP-40[05]|RP-401-0[12]',
      ]);
      expect(code, output).toBe(0);
      const verdicts = new Map(result().clauses.map(({ id, verdict }) => [id, verdict]));
      for (const id of ['RP-OK-04', 'RP-OK-05', 'RP-401-01', 'RP-401-02'])
        expect(verdicts.get(id), id).toBe('not-applicable');
      for (const id of ['RP-OK-01', 'RP-OK-12', 'RP-405-01']) expect(verdicts.get(id), id).toBe('pass');
      expect(output).toMatch(
        /NOT APPLICABLE {2}RP-401-01,.* RP-OK-05.*: EXTRA_HEADERS sets Authorization on every request/,
      );
      expect(gateway.heads.length).toBeGreaterThan(10);
      expect(gateway.heads.filter((head) => !head.includes(basic) || !head.includes(key))).toEqual([]);
      expect(gateway.heads.filter((head) => head.includes('staging-check/1.0')).length).toBeGreaterThan(5);
      const written = output + everythingIn(resultsDir);
      for (const secret of [basic, basic.slice(6), 'S3cret-of-the-gateway', key]) expect(written).not.toContain(secret);
    });
  });

  test('is asked by the doctor in the same way', async () => {
    await behind(wants, async ({ env }) => {
      const { code, output } = await run('doctor', { ...env, ...headers });
      expect(code, output).toBe(0);
      expect(output).toMatch(/^ok {4}request {10}POST \{\} gets 400/m);
    });
  });

  test('shows the headers as placeholders where a clause fails', async () => {
    const refusesGet: Decision = (incoming) => wants(incoming) ?? (incoming.method === 'GET' ? 403 : undefined);
    await behind(refusesGet, async ({ env }) => {
      const { code, output } = await run('run', { ...env, ...headers }, ['--grep', 'RP-405-01']);
      expect(code).toBe(1);
      expect(output).toContain('Authorization: <extra_header#1>');
      expect(output).toContain('X-Api-Key: <extra_header#2>');
      expect(output).toMatch(/repeat .*-H "X-Api-Key: \$EXTRA_HEADER_2"|repeat .*\$\{?EXTRA_HEADER_2/);
    });
  });

  test('has a code of its own accepted where the list of deviations says so, and no other failure', async () => {
    const refuses =
      (put: number): Decision =>
      ({ method }) =>
        method === 'GET' ? 403 : method === 'PUT' ? put : undefined;
    const entry = (id: string) =>
      `- id: ${id}\n  reason: the gateway's\n  link: https://example.com/1\n  added: 2026-01-01\n  review-by: 2999-12-31\n  accept: [403]\n`;
    const list = fileWith(entry('RP-405-01') + entry('RP-405-02'), 'deviations.yaml');
    const judged = async ({ env }: Target) => run('run', { ...env, DEVIATIONS_FILE: list }, ['--grep', 'RP-405-0[12]']);
    await behind(refuses(403), async (target) => {
      const { code, lastLine, output } = await judged(target);
      expect(code, output).toBe(0);
      expect(lastLine).toMatch(/^DEVIATING/);
    });
    await behind(refuses(404), async (target) => {
      const { code, output } = await judged(target);
      expect(code, output).toBe(1);
      expect(output).toMatch(/^FAIL {2}RP-405-02/m);
      expect(output).toMatch(/^DEVIATION {2}RP-405-01/m);
    });
  });
});
