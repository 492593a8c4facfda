// Runs a mocha suite inside VS Code's extension host, beside the installed extension, and brings its report back.

import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { format } from 'node:util';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { withPictureOfFailure } from './browser';
import type { CodeServer } from './code-server';
import { RESULTS, ROOT } from './paths';

/** One test that ran in the extension host. */
export interface HostTest {
  readonly title: string;
  readonly passed: boolean;
  /** Message and stack of a failed one. */
  readonly error?: string;
}

/** What came back from the extension host. */
export interface HostReport {
  readonly tests: readonly HostTest[];
  /** Name → milliseconds. */
  readonly measured: Readonly<Record<string, number>>;
}

const SOURCES = path.join(ROOT, 'test', 'vscode', 'host');

/** Runs `host/suite.ts` against a running VS Code; throws when the suite does not come to its end. */
export async function runInExtensionHost(browser: Browser, server: CodeServer): Promise<HostReport> {
  const runner = await bundleRunner();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const said: string[] = [];
  let finished = (_code: number): void => undefined;
  const ended = new Promise<number>((resolve) => {
    finished = resolve;
  });
  await page.exposeFunction('codeAutomationLog', (kind: string, args: readonly unknown[]) => {
    said.push(`[${kind}] ${format(...args)}`);
  });
  await page.exposeFunction('codeAutomationExit', finished);
  await page.addInitScript({ content: developmentOptions(server.authority, runner) });
  const report = path.join(runner, 'report.json');
  await withPictureOfFailure(page, 'extension-host', async () => {
    await page.goto(server.address());
    const code = await Promise.race([ended, delay(120_000, undefined, { ref: false })]);
    const done = existsSync(report) ? readFileSync(report, 'utf8') : 'no test has ended';
    const words = said.slice(-20).join('\n');
    if (code === undefined) throw new Error(`No end within 120 s.\n${done}\nLast words:\n${words}`);
    if (!existsSync(report)) throw new Error(`Ended with ${code}, no report. Last words:\n${words}`);
  });
  await page.close();
  return JSON.parse(readFileSync(report, 'utf8')) as HostReport;
}

/** A small extension of its own: VS Code starts `run.cjs` of it as the tests of a development extension. */
async function bundleRunner(): Promise<string> {
  const runner = path.join(RESULTS, 'host-runner');
  rmSync(runner, { recursive: true, force: true });
  mkdirSync(runner, { recursive: true });
  for (const file of ['package.json', 'main.cjs', 'run.cjs']) {
    copyFileSync(path.join(SOURCES, 'runner', file), path.join(runner, file));
  }
  await build({
    entryPoints: [path.join(SOURCES, 'suite.ts')],
    outfile: path.join(runner, 'suite.cjs'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return runner;
}

/**
 * A page script that names the development extension and its tests in the workbench's configuration, before the
 * workbench reads it: a built VS Code takes these from a page only so (`payload=` is for smoke-test builds).
 */
function developmentOptions(authority: string, runner: string): string {
  const at = (file: string) => ({ scheme: 'vscode-remote', authority, path: file });
  const options = { extensions: [at(runner)], extensionTestsPath: at(path.join(runner, 'run.cjs')) };
  return `new MutationObserver((_, observer) => {
    const meta = document.getElementById('vscode-workbench-web-configuration');
    if (!meta) return;
    observer.disconnect();
    const settings = JSON.parse(meta.getAttribute('data-settings'));
    settings.developmentOptions = { ...settings.developmentOptions, ...${JSON.stringify(options)} };
    meta.setAttribute('data-settings', JSON.stringify(settings));
  }).observe(document, { childList: true, subtree: true });`;
}
