// Walks a folder on disk. Links are followed, each real folder once, so that a loop of links ends.

import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isWantedFile, isWantedFolder } from '../../engine/src/index';

/** Files below `folder` that matter, relative to it, separated by `/`, sorted; unreadable folders are left out. */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  const entered = new Set<string>();
  const waiting = [''];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const real = await realpath(join(folder, at)).catch(() => undefined);
    if (real === undefined || entered.has(real)) continue;
    entered.add(real);
    await readFolder(folder, at, files, waiting);
  }
  return files.sort();
}

async function readFolder(root: string, at: string, files: string[], folders: string[]): Promise<void> {
  const entries = await readdir(join(root, at), { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = at === '' ? entry.name : `${at}/${entry.name}`;
    const kind = entry.isSymbolicLink() ? await stat(join(root, path)).catch(() => undefined) : entry;
    if (kind?.isDirectory() && isWantedFolder(entry.name)) folders.push(path);
    if (kind?.isFile() && isWantedFile(entry.name)) files.push(path);
  }
}
