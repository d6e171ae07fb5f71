import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:http';
import { expect, test } from '@playwright/test';
import type { AddressInfo } from 'node:net';
import { run } from '../command.ts';
import { withSandbox } from '../in-process.ts';
import { needs } from '../needs.ts';
import { suite } from '../../specs/suite.ts';
import { SecondSearch } from '../secrets/second-search.ts';
import { withBrowser } from './browser.ts';

/** The text that the failing clause stands on. */
const sourceName = suite.sources[suite.clause('RP-405-01')?.source ?? '']?.name ?? 'none';

/** Where a person finds what the browser saw. */
const screenshots = join(import.meta.dirname, '../../results/selftest');

/** Serves a folder, because a report reads its data over HTTP. */
async function serve(folder: string) {
  const server = createServer((request, response) => {
    const file = join(
      folder,
      decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/').replace(/\/$/, '/index.html'),
    );
    if (!existsSync(file)) response.writeHead(404).end();
    else
      response
        .writeHead(
          200,
          file.endsWith('.html')
            ? { 'Content-Type': 'text/html' }
            : file.endsWith('.js')
              ? { 'Content-Type': 'text/javascript' }
              : {},
        )
        .end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}

test('the failing clause of a faulty run can be found and read in the report, and no secret is anywhere', async () => {
  needs('browser');
  const tokens: string[] = [];
  await withSandbox(
    {
      behaviour: {
        answer: (answer, { method, path }) => {
          const token = /"(?:reset|auth)_token":"([^"]+)"/.exec(answer.body.toString())?.[1];
          if (token !== undefined) tokens.push(token);
          return method === 'GET' && path.endsWith('/reset-password/') ? { ...answer, status: 200 } : answer;
        },
      },
    },
    async (sandbox) => {
      const env = {
        BASE_URL: sandbox.baseUrl,
        ACCOUNT_EMAIL: sandbox.accountEmail,
        ACCOUNT_PASSWORD: sandbox.accountPassword,
        CLOCK_CONTROL_URL: sandbox.clockControlUrl,
        PROFILE: 'full',
        GENERATED_CASES: '5',
      };
      const { code, resultsDir, output } = await run('run', env);
      expect(code, output).toBe(1);
      const report = await run('report', { RESULTS_DIR: resultsDir }, ['--no-open']);
      expect(report.code, report.output).toBe(0);

      expect(tokens.length).toBeGreaterThan(20);
      const search = new SecondSearch([...tokens, ...new Set(sandbox.passwordHistory)]);
      expect(search.filesThatTell(resultsDir)).toEqual([]);
      expect(search.toldIn(output)).toEqual([]);

      const served = await serve(join(resultsDir, 'allure-report'));
      try {
        await withBrowser(async (browser) => {
          for (const colorScheme of ['light', 'dark'] as const) {
            const page = await browser.newPage({ viewport: { width: 1400, height: 1000 }, colorScheme });
            await page.goto(served.url);
            await page.getByText('Reset password', { exact: false }).first().waitFor();
            await page.screenshot({ path: join(screenshots, `report-overview-${colorScheme}.png`) });
            const title = page.getByText('RP-405-01 GET is not a verb of this call').first();
            if (!(await title.isVisible())) await page.getByText('Wrong verb').first().click();
            await title.click();
            // Without a click more: what is wrong, by which text, what went out and came back, and how to see it again.
            await expect(page.getByText('expected 405, got 200', { exact: false }).first()).toBeVisible();
            await expect(page.getByText(/exchange \d+: GET/).first()).toBeVisible();
            const clausePage = page.locator('iframe').first().contentFrame();
            await expect(
              clausePage.getByText('GET is not a verb of this call', { exact: false }).first(),
            ).toBeVisible();
            await expect(clausePage.getByRole('link', { name: sourceName }).first()).toBeVisible();
            await expect(clausePage.getByRole('row', { name: /^actual 200/ }).first()).toBeVisible();
            await expect(
              clausePage.getByText('GET /timp/organizations/reset-password/ HTTP/1.1').first(),
            ).toBeVisible();
            await expect(clausePage.getByText(/^curl -i .* -X GET/).first()).toBeVisible();
            await expect(clausePage.getByText(/^SEED=\d+ npm run conformance -- --grep RP-405-01$/)).toBeVisible();
            await page.screenshot({ path: join(screenshots, `report-clause-${colorScheme}.png`), fullPage: true });
            await page.close();
          }
        });
      } finally {
        served.close();
      }
    },
  );
});
