import { parseArgs } from 'node:util';
import { faults } from './faults/index.ts';
import { startSandbox } from './start.ts';
import { variations } from './variations/index.ts';

const usage = 'npm run sandbox -- [--fault ID] [--variation ID]… [--port N] [--list]';

function fail(message: string): never {
  console.error(`ERROR  ${message}`);
  process.exit(3);
}

function options(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        fault: { type: 'string' },
        variation: { type: 'string', multiple: true },
        port: { type: 'string' },
        list: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)} Usage: ${usage}`);
  }
}

function list(): void {
  const rows = [
    ['kind', 'id', 'what it does', 'breaks', 'shows'],
    ...faults.map(({ id, title, breaks, shows }) => ['fault', id, title, breaks.join(' '), shows]),
    ...variations.map(({ id, title }) => ['variation', id, title, '', 'always']),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  console.log(lines.map((line) => line.trimEnd()).join('\n'));
}

/**
 * The embedded sandbox by itself, with a fault or variations if asked for. It serves until a signal ends it.
 *
 * @param args Arguments as `usage` says them.
 */
export async function sandboxCommand(args: readonly string[]): Promise<void> {
  const { fault, variation, port, list: wantsList } = options(args);
  if (wantsList === true) {
    list();
    return;
  }
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) < 65536))
    fail(`--port ${port} is no port: give 0 to 65535`);
  const sandbox = await startSandbox({
    ...(fault === undefined ? {} : { fault }),
    variations: variation ?? [],
    ...(port === undefined ? {} : { port: Number(port) }),
  }).catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
  const end = (): void => {
    sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  // Set before the line below, because its reader may send a signal at once.
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  console.log(
    `Sandbox ready: BASE_URL=${sandbox.baseUrl} ACCOUNT_EMAIL=${sandbox.accountEmail} ` +
      `ACCOUNT_PASSWORD=${sandbox.accountPassword} CLOCK_CONTROL_URL=${sandbox.clockControlUrl}`,
  );
  // The line above is for programs. People need to know what to do with it.
  if (process.stdout.isTTY) {
    console.error('Judge it from another terminal: put these four before npm run conformance. Ctrl-C ends it.');
  }
}
