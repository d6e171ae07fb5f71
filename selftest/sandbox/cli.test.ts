import { spawn } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../../harness/project/root.ts';
import { faults } from '../../sandbox/faults/index.ts';
import { variations } from '../../sandbox/variations/index.ts';
import { startSandbox } from '../../sandbox/start.ts';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the sandbox by itself, and ends it by a signal once it says that it is ready. */
async function run(args: readonly string[], signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
  const child = spawn(process.execPath, ['bin/timp-conformance.mjs', 'sandbox', ...args], {
    cwd: projectRoot,
  });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    if (stdout.startsWith('Sandbox ready') && stdout.includes('\n')) child.kill(signal);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`one line says where it serves, and ${signal} ends it with 0`, async () => {
    const { code, stdout, stderr } = await run(['--fault', 'reset-created', '--variation', 'errors-empty'], signal);
    expect(stdout).toMatch(
      /^Sandbox ready: BASE_URL=http:\/\/127\.0\.0\.1:\d+ ACCOUNT_EMAIL=\S+@example\.com ACCOUNT_PASSWORD=\S{24} CLOCK_CONTROL_URL=http:\S+\n$/,
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
}

const mistakes: readonly { args: readonly string[]; says: RegExp }[] = [
  { args: ['--fault', 'token-renmed'], says: /no fault named token-renmed \(did you mean token-renamed\?\)/ },
  { args: ['--variation', 'error-empty'], says: /no variation named error-empty \(did you mean errors-empty\?\)/ },
  { args: ['--fault', 'zzz'], says: /no fault named zzz: npm run sandbox -- --list/ },
  { args: ['--fault', 'no-transport-security'], says: /no-transport-security shows over https alone/ },
  { args: ['--port', '99999'], says: /--port 99999 is no port/ },
  { args: ['--prot', '4010'], says: /Unknown option '--prot'/ },
];

for (const { args, says } of mistakes) {
  test(`${args.join(' ')} is one line on stderr and exit code 3`, async () => {
    const { code, stdout, stderr } = await run(args);
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd()).not.toContain('\n');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  });
}

test('a port that is taken is said', async () => {
  const first = await startSandbox();
  const port = Number(new URL(first.baseUrl).port);
  await expect(startSandbox({ port })).rejects.toThrow(`port ${port} is taken: choose another`);
  await first.close();
});

test('--list names every fault and every variation, one a line', async () => {
  const { code, stdout } = await run(['--list']);
  const listed = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/\s+/)[1]);
  expect(listed).toEqual(['id', ...[...faults, ...variations].map(({ id }) => id)]);
  expect(code).toBe(0);
});
