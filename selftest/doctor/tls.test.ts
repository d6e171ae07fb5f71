import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../../harness/project/root.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { makeCertificate } from './certificate.ts';

interface Case {
  readonly title: string;
  readonly host: string;
  readonly days: number;
  readonly trusted: boolean;
  readonly line: RegExp;
  readonly code: number;
}

const cases: readonly Case[] = [
  { title: 'good', host: '127.0.0.1', days: 90.5, trusted: true, line: /^ok +TLS .* lasts 90 days more$/m, code: 0 },
  { title: 'expiring', host: '127.0.0.1', days: 13.5, trusted: true, line: /^warn +TLS .* 13 days.*renew/m, code: 0 },
  { title: 'expired', host: '127.0.0.1', days: -1, trusted: true, line: /^FAIL +TLS .*CERT_HAS_EXPIRED/m, code: 2 },
  {
    title: 'of an unknown authority',
    host: '127.0.0.1',
    days: 90,
    trusted: false,
    line: /^FAIL +TLS .*CERT/m,
    code: 2,
  },
  { title: 'of another name', host: 'a.example', days: 90, trusted: true, line: /^FAIL +TLS .*ALTNAME/m, code: 2 },
];

/** Runs the command as users do; authorities that are trusted beside the usual ones are given at a process's start. */
async function runDoctor(env: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  const args = ['bin/timp-conformance.mjs', 'doctor'];
  return new Promise((settle) => {
    execFile(process.execPath, args, { cwd: projectRoot, env }, (error, stdout, stderr) => {
      settle({ code: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
  });
}

for (const { title, host, days, trusted, line, code } of cases) {
  test(`a certificate that is ${title}`, async () => {
    const folder = temporaryFolder();
    const certificate = makeCertificate({
      host,
      notBefore: new Date(Date.now() - 30 * 86_400_000),
      notAfter: new Date(Date.now() + days * 86_400_000),
    });
    const authorities = join(folder, 'authorities.pem');
    writeFileSync(authorities, certificate.cert);
    const server = createServer(certificate, (_, response) => {
      response.writeHead(400, { 'content-type': 'application/json' }).end('{}');
    });
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    const { port } = server.address() as AddressInfo;
    const seen = await runDoctor({
      PATH: process.env.PATH,
      ENV_FILE: '/dev/null',
      RESULTS_DIR: join(folder, 'results'),
      BASE_URL: `https://127.0.0.1:${port}`,
      ACCOUNT_EMAIL: 'account@example.com',
      ...(trusted && { NODE_EXTRA_CA_CERTS: authorities }),
    });
    await new Promise((settle) => server.close(settle));
    expect(seen.output).toMatch(line);
    expect(seen.code).toBe(code);
  });
}
