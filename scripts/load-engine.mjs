// The engine's door for scripts, and other sources: bundled as they are now, so that no build can be stale.

import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundle, ENGINE } from './bench/engine.mjs';

/** Everything that engine/src/index.ts exports. */
export function loadEngine() {
  return loadBundled(ENGINE);
}

/** Everything that a source exports; its path is from the project's root. */
export async function loadBundled(entry) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cronvet-engine-'));
  try {
    return createRequire(import.meta.url)(await bundle(entry, folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
