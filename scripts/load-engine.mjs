// The engine's door for scripts: bundled from its sources as they are now, so that no build can be stale.

import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleEngine } from './bench/engine.mjs';

/** Everything that engine/src/index.ts exports. */
export async function loadEngine() {
  const folder = mkdtempSync(path.join(tmpdir(), 'cronvet-engine-'));
  try {
    return createRequire(import.meta.url)(await bundleEngine(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
