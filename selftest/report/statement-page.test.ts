import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, expect, type Page, test } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import type { ClauseId } from '../../contract/register.ts';
import { suite } from '../../specs/suite.ts';
import { run } from '../command.ts';
import { deviation, storeRun, verbs } from '../comparison/stored-run.ts';
import { needs } from '../needs.ts';
import { withBrowser } from './browser.ts';

/** The conformance statement as a reader sees it: on a screen, wide and narrow, light and dark, and on paper. */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Where a person finds what the browser saw. */
const screenshots = join(import.meta.dirname, '../../results/selftest');

const sizes = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } };

const ids: readonly ClauseId[] = [
  'RP-OK-01',
  'RP-OK-09',
  'RP-400-06',
  'RP-405-01',
  'RP-405-02',
  'RP-405-03',
  'RP-SEC-04',
  'RP-SEC-05',
];

/** A run with one clause of each outcome, and words that are hard to lay out. */
const storeOneOfEach = (): Promise<string> =>
  storeRun({
    ids,
    sandbox: { behaviour: verbs(200, 'GET', 'PUT') },
    deviations: [deviation('RP-405-02', { link: `https://issues.example.com/${'1'.repeat(80)}` })],
    instead: {
      'RP-OK-09': { verdict: 'fail', message: 'expected different tokens, got the same one twice' },
      'RP-400-06': { verdict: 'inconclusive', message: 'n'.repeat(300) },
    },
    notes: [{ kind: 'warning', message: '2 of 100 answers failed on the way' }],
  });

async function open(browser: Browser, url: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
  // The page allows no script; axe-core is ours.
  const page = await browser.newPage({ bypassCSP: true, ...options });
  await page.goto(url);
  return page;
}

/** What axe-core finds, a line each. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(', ')}`);
}

test('a statement can be read by everybody, on any screen and on paper', async () => {
  needs('browser');
  const dir = await storeOneOfEach();
  expect((await run('statement', { RESULTS_DIR: dir })).code).toBe(0);
  const url = pathToFileURL(join(dir, 'statement.html')).href;
  await withBrowser(async (browser) => {
    for (const [size, viewport] of Object.entries(sizes)) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await open(browser, url, { viewport, colorScheme });
        expect(await findings(page), `${size}, ${colorScheme}`).toEqual([]);
        const width = await page.evaluate('document.documentElement.scrollWidth');
        expect(width, `${size}, ${colorScheme}`).toBe(viewport.width);
        await page.screenshot({ path: join(screenshots, `statement-${size}-${colorScheme}.png`), fullPage: true });
        await page.close();
      }
    }

    const page = await open(browser, url);
    for (const id of ids)
      await expect(page.locator(`tr#${id}`).getByText(suite.clause(id)?.promise ?? 'none')).toBeVisible();
    const verdicts = page.locator('tr:not([id^="departure-"]) > td.outcome');
    expect(await verdicts.allInnerTexts()).toEqual([
      '✓ kept',
      '△ advisory not kept',
      '? not decided',
      '✗ not kept',
      '△ known deviation',
      '✓ kept',
      '– not applicable',
      '✓ kept',
    ]);
    // From what was not kept a click leads to the clause among the others.
    await page.getByRole('table', { name: 'not kept' }).getByRole('link', { name: 'RP-405-01' }).click();
    await expect(page.locator('tr#RP-405-01')).toBeInViewport();

    // Paper is white whatever the screen was, and no row is torn apart.
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    expect(await findings(page)).toEqual([]);
    await expect(page.locator('tr#RP-405-01')).toHaveCSS('break-inside', 'avoid');
    expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-');
  });
});

test('what makes a statement hard to read is found', async () => {
  needs('browser');
  const dir = await storeOneOfEach();
  expect((await run('statement', { RESULTS_DIR: dir })).code).toBe(0);
  await withBrowser(async (browser) => {
    const page = await open(browser, pathToFileURL(join(dir, 'statement.html')).href);
    await page.evaluate("document.documentElement.removeAttribute('lang')");
    await page.addStyleTag({ content: 'body { color: #bbbbbb }' });
    const found = (await findings(page)).join('\n');
    expect(found).toContain('html-has-lang: ');
    expect(found).toContain('color-contrast: ');
  });
});
