// What the README shows: the example addon open in the editor, with its findings in the text and in Problems.

import { copyFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, withPictureOfFailure } from './harness/browser';
import { type CodeServer, startCodeServer } from './harness/code-server';
import { ROOT, resultFile } from './harness/paths';
import {
  goToEndOfFile,
  problemRow,
  quickFix,
  showHover,
  squiggles,
  untilEditorOpen,
} from './harness/workbench';

let server: CodeServer;
let browser: Browser;

beforeAll(async () => {
  server = await startCodeServer('example', path.join(ROOT, 'examples/leaky_addon'), {
    'workbench.colorTheme': 'Default Dark Modern',
    'window.menuBarVisibility': 'hidden',
  });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

// The picture for the README: CRONVET_SCREENSHOT=images/screenshot.png npx vitest run --project vscode example
test('the example addon shows its findings in the text and in Problems', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await withPictureOfFailure(page, 'example', async () => {
    await page.goto(server.address('models/shop_order.py'));
    await untilEditorOpen(page);
    await expect.poll(async () => squiggles(page).count(), { timeout: 60_000 }).toBeGreaterThanOrEqual(3);
    for (const rule of ['loop-without-release', 'tracked-bulk-write', 'unbounded-search']) {
      await problemRow(page, rule);
    }
    await goToEndOfFile(page);
    await showHover(page, squiggles(page).first());
    await page.mouse.move(0, 0);
    await page.keyboard.press('Control+B');
    await quickFix(page, await problemRow(page, 'loop-without-release'), 'Process in batches');
    const picture = resultFile('example.png');
    await page.screenshot({ path: picture });
    const wanted = process.env['CRONVET_SCREENSHOT'];
    if (wanted !== undefined) copyFileSync(picture, path.resolve(ROOT, wanted));
  });
});
