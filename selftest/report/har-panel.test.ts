import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { run } from '../command.ts';
import { listening } from '../http/listening.ts';
import { needs } from '../needs.ts';
import { withBrowser } from './browser.ts';

/** `exchanges.har` in the network panel of a browser's developer tools. */

needs('developer tools');

/** Where a person finds what the browser saw. */
const screenshots = join(import.meta.dirname, '../../results/selftest');

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const { port, close } = await listening(createServer());
  await close();
  return port;
}

test('the network panel of a browser shows every exchange of a run', async () => {
  const { code, output, resultsDir, result } = await run('run', { SANDBOX: '1' }, ['--grep', 'RP-(405-01|OK-01) ']);
  expect(code, output).toBe(0);
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  await withBrowser(
    async (browser) => {
      await browser.newPage();
      const pages = (await (await fetch(`http://${address}/json/list`)).json()) as { type: string; id: string }[];
      const id = pages.find(({ type }) => type === 'page')?.id ?? 'none';
      // The developer tools of that page, as a page themselves.
      const tools = await browser.newPage({ viewport: { width: 1400, height: 800 } });
      await tools.goto(`http://${address}/devtools/devtools_app.html?ws=${address}/devtools/page/${id}&panel=network`);
      await tools.locator('input[type=file]').first().setInputFiles(join(resultsDir, 'exchanges.har'));
      await expect(tools.getByText(`${result().requests} requests`)).toBeVisible({ timeout: 60_000 });
      await tools.screenshot({ path: join(screenshots, 'har-panel.png') });
    },
    [`--remote-debugging-port=${port}`, '--remote-allow-origins=*'],
  );
});
