import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { outputOf } from '../../harness/run/command.ts';
import { temporaryFolder } from '../temporary-folder.ts';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test.describe('A command of the user', () => {
  test('gets the variables, and gives what it prints', async () => {
    expect(await outputOf('printf "%s" "$A_VARIABLE"', { A_VARIABLE: 'its value' }, 60_000)).toEqual({
      output: 'its value',
    });
  });

  test('tells nothing of its error output', async () => {
    expect(await outputOf('echo secret >&2; exit 4', {}, 60_000)).toEqual({ problem: 'it ended with 4' });
  });

  test('is killed with all that it has started where it takes too long', async () => {
    const file = join(temporaryFolder(), 'pid');
    const ended = outputOf(`sleep 600 & echo $! > '${file}'; wait`, {}, 2000);
    expect(await ended).toEqual({ problem: 'it took more than 2 s' });
    const pid = Number(readFileSync(file, 'utf8'));
    await expect.poll(() => isAlive(pid)).toBe(false);
  });

  test('is killed where it prints without end', async () => {
    expect(await outputOf('yes', {}, 60_000)).toEqual({ problem: 'it prints too much' });
  });
});
