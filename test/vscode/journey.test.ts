// One journey of a user, with mouse and keys: open, type, squiggle, Problems, Ctrl+., fix applied, squiggle gone.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, withPictureOfFailure } from './harness/browser';
import { type CodeServer, startCodeServer } from './harness/code-server';
import { ROOT, resultFile } from './harness/paths';
import {
  confirmPreview,
  goToEndOfFile,
  previewOpen,
  problemRow,
  quickFix,
  squiggles,
  statusItem,
  untilEditorOpen,
} from './harness/workbench';

let server: CodeServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startCodeServer('journey', path.join(ROOT, 'test/vscode/fixture/partner_sync'));
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const LEAK = `
        for record in self.search([("active", "=", True)]):
            record.name = record.name.strip()`;

test('a leaking loop is seen while it is typed, and rewritten into batches with one choice', async () => {
  await withPictureOfFailure(page, 'journey', async () => {
    const picture = async (name: string) => page.screenshot({ path: resultFile(`journey-${name}.png`) });
    await page.goto(server.address('models/clean.py'));
    await untilEditorOpen(page);
    await statusItem(page, 'CronVet 17.0 · 4 crons').waitFor({ timeout: 30_000 });
    expect(await squiggles(page).count()).toBe(0);
    await picture('1-open');

    await goToEndOfFile(page);
    for (const line of LEAK.split('\n').slice(1)) {
      await page.keyboard.press('Enter');
      await page.keyboard.type(line, { delay: 5 });
    }
    await squiggles(page).first().waitFor({ timeout: 30_000 });
    await picture('2-squiggle');

    const row = await problemRow(page, 'loop-without-release');
    await picture('3-problems');

    await (await quickFix(page, row, /batch/i)).click();
    await previewOpen(page);
    await picture('4-preview');
    await confirmPreview(page);
    await squiggles(page).first().waitFor({ state: 'detached', timeout: 30_000 });
    await row.waitFor({ state: 'detached', timeout: 30_000 });
    await picture('5-fixed');

    await page.keyboard.press('Control+S');
    await expect
      .poll(() => readFileSync(path.join(server.workspace, 'models/clean.py'), 'utf8'))
      .toMatch(/self\.env\.cr\.commit\(\)/);
  });
});

test('how long a user waits is measured', async () => {
  const fresh = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await withPictureOfFailure(fresh, 'waiting', async () => {
    const started = performance.now();
    await fresh.goto(server.address('models/partner.py'));
    await squiggles(fresh).first().waitFor({ timeout: 60_000 });
    const startup = performance.now() - started;

    await goToEndOfFile(fresh);
    const typed: number[] = [];
    for (const n of [1, 2, 3, 4, 5]) {
      const before = await squiggles(fresh).count();
      await fresh.keyboard.insertText(`\n        for p${n} in self.search([]):\n            p${n}.synced = `);
      const pressed = performance.now();
      await fresh.keyboard.press('1');
      const more = `document.querySelectorAll('.squiggly-warning').length > ${before}`;
      await fresh.waitForFunction(more, undefined, { polling: 5, timeout: 20_000 });
      typed.push(performance.now() - pressed);
    }
    const figures = [
      `page opened to first squiggle: ${startup.toFixed(0)} ms`,
      `keystroke to squiggle: ${typed.map((ms) => ms.toFixed(0)).join(', ')} ms`,
    ];
    writeFileSync(resultFile('journey-figures.txt'), `${figures.join('\n')}\n`);
    console.log(figures.join('\n'));
    expect(typed).toHaveLength(5);
  });
});
