// The host under node: disks, and the assets that the build puts beside the bundle.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createEngine, RULE_IDS } from '../../engine/src/index';
import { addonsAround } from './addons-around';
import type { Host } from './host';
import { listFiles } from './list-files';
import { readText } from './read-text';

/** Folders that hold what the server needs besides its own code. */
export interface AssetFolders {
  /** Holds `web-tree-sitter.wasm`. */
  readonly runtime: string;
  /** Holds `tree-sitter-python.wasm`. */
  readonly grammar: string;
  /** Holds the rules' pages, `<rule>.md`. */
  readonly pages: string;
}

/** Makes a host that reads this machine's disks. */
export function createNodeHost(assets: AssetFolders): Host {
  return {
    ruleIds: RULE_IDS,
    async engine() {
      const [runtime, grammar] = await Promise.all([
        readFile(join(assets.runtime, 'web-tree-sitter.wasm')),
        readFile(join(assets.grammar, 'tree-sitter-python.wasm')),
      ]);
      return createEngine({ runtime, grammar });
    },
    pathOf: (uri) => (uri.startsWith('file:') ? fileURLToPath(uri).replaceAll('\\', '/') : undefined),
    uriOf: (path) => pathToFileURL(path).href,
    list: listFiles,
    read: readText,
    addonsAround,
    rulePage: async (rule) =>
      RULE_IDS.includes(rule)
        ? readFile(join(assets.pages, `${rule}.md`), 'utf8').catch(() => undefined)
        : undefined,
  };
}
