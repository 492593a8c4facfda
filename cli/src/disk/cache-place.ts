// Where runs keep what they read: the user's folder for caches, or the one that `CRONVET_CACHE_DIR` names.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { CliHost } from '../host';
import { FileCache, stampOf } from './file-cache';

/** The cache of a folder; undefined where there is no place for one. */
export async function cacheFor(base: string, host: CliHost): Promise<FileCache | undefined> {
  try {
    const folder = host.env['CRONVET_CACHE_DIR'] ?? (await usersFolder());
    const program = stampOf(statSync(join(host.dist, 'cronvet.js')));
    // Who may not read a file is told so, whoever could.
    return new FileCache(folder, base, `${host.version} ${program} ${process.getuid?.() ?? ''}`);
  } catch {
    return undefined;
  }
}

/** Throws where nobody knows the user's home. */
async function usersFolder(): Promise<string> {
  // Imported when it is needed: it asks for the home at once.
  const { default: envPaths } = await import('env-paths');
  return envPaths('cronvet', { suffix: '' }).cache;
}
