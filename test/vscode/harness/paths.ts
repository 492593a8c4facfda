// Where things lie: the project's root, the prepared editor, the packed extension, and what a run leaves behind.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Screenshots, logs and measurements of the last run; not in git. */
export const RESULTS = path.join(ROOT, 'test-results', 'vscode');

/** Makes sure that `RESULTS` exists and gives the path of a file in it. */
export function resultFile(name: string): string {
  mkdirSync(RESULTS, { recursive: true });
  return path.join(RESULTS, name);
}

/** The folder with code-server and its Node; prepared on the first run, found at once later. */
export function preparedEditor(): string {
  const script = path.join(ROOT, 'scripts', 'setup-vscode.sh');
  return execFileSync(script, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
}

/**
 * The extension under test: `CRONVET_VSIX`, or else the newest `cronvet-*.vsix` at the root.
 * Throws when there is none, or when it is older than the bundle.
 */
export function packedExtension(): string {
  const named = process.env['CRONVET_VSIX'];
  if (named !== undefined) return path.resolve(named);
  const newest = readdirSync(ROOT)
    .filter((name) => /^cronvet-.*\.vsix$/.test(name))
    .map((name) => path.join(ROOT, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  if (newest === undefined) throw new Error('No cronvet-*.vsix at the root: run `npm run package` first.');
  const bundle = statSync(path.join(ROOT, 'dist', 'client.js'), { throwIfNoEntry: false });
  if (bundle !== undefined && bundle.mtimeMs > statSync(newest).mtimeMs) {
    throw new Error(`${path.basename(newest)} is older than dist: run \`npm run package\` again.`);
  }
  return newest;
}
