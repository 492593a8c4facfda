// The packed extension, installed in a real VS Code, tested from inside its extension host.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './harness/browser';
import { type CodeServer, startCodeServer } from './harness/code-server';
import { runInExtensionHost } from './harness/extension-host';
import { ROOT, resultFile } from './harness/paths';

let server: CodeServer | undefined;
let browser: Browser | undefined;

beforeAll(async () => {
  server = await startCodeServer('extension-host', path.join(ROOT, 'test/vscode/fixture/partner_sync'));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('the extension does its work in the extension host', async () => {
  if (server === undefined || browser === undefined) throw new Error('VS Code did not start');
  const report = await runInExtensionHost(browser, server);
  const figures = Object.entries(report.measured).map(([name, ms]) => `${name}: ${ms.toFixed(0)} ms`);
  writeFileSync(resultFile('extension-host-figures.txt'), `${figures.join('\n')}\n`);
  console.log(`In the extension host: ${report.tests.length} tests\n  ${figures.join('\n  ')}`);
  const failed = report.tests.filter(({ passed }) => !passed);
  expect(failed.map(({ title, error }) => `${title}\n${error}`).join('\n\n')).toBe('');
  expect(report.tests.length).toBeGreaterThan(0);
});
