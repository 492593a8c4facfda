// The machine's own Chromium, with nothing of it reaching for the network; a failing step leaves a picture.

import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { resultFile } from './paths';

const EXECUTABLES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Launches Chromium, or throws with the places that were tried. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = EXECUTABLES.find((candidate) => existsSync(candidate));
  if (executablePath === undefined) throw new Error(`No Chromium at ${EXECUTABLES.join(', ')}.`);
  return chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
}

/** Runs `body`; when it throws, writes `<name>-failed.png` first and names it in the message. */
export async function withPictureOfFailure<T>(page: Page, name: string, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    const picture = resultFile(`${name}-failed.png`);
    const taken = await page.screenshot({ path: picture }).then(
      () => `see ${picture}`,
      (why: unknown) => `no picture: ${String(why)}`,
    );
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${message}\n(${taken})`, { cause: error });
  }
}
