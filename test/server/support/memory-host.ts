// A host whose disk is a map: files change when a test says so.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createEngine, type Engine, isWantedPath, RULE_IDS } from '../../../engine/src/index';
import type { FileText, Host } from '../../../server/src/host';

/** A disk in memory: absolute path to text, or to the reason why the file cannot be read. */
export type MemoryDisk = Map<string, string | { readonly skipped: string }>;

const PAGES = new URL('../../../engine/src/rules/', import.meta.url);

/** Makes a host over `disk`; every engine it makes passes through `made`. */
export function memoryHost(disk: MemoryDisk, made: (engine: Engine) => Engine): Host {
  return {
    ruleIds: RULE_IDS,
    async engine() {
      return made(await createEngine(assets()));
    },
    pathOf: (uri) =>
      uri.startsWith('file://') ? decodeURIComponent(uri.slice('file://'.length)) : undefined,
    uriOf,
    list: async (folder) => {
      const inside = [...disk.keys()].filter((file) => file.startsWith(`${folder}/`));
      return inside
        .map((file) => file.slice(folder.length + 1))
        .filter(isWantedPath)
        .sort();
    },
    read: async (file) => fileText(disk.get(file)),
    addonsAround: async (file) => {
      const isAddon = (folder: string) => disk.has(`${folder}/__manifest__.py`);
      let addon = path.posix.dirname(file);
      while (addon !== '/' && !isAddon(addon)) addon = path.posix.dirname(addon);
      if (addon === '/') return undefined;
      const folder = path.posix.dirname(addon);
      const inside = [...disk.keys()].filter((one) => one.startsWith(`${folder}/`));
      const names = new Set(inside.map((one) => one.slice(folder.length + 1).split('/')[0] ?? ''));
      return { folder, addons: [...names].filter((name) => isAddon(`${folder}/${name}`)) };
    },
    rulePage: async (rule) =>
      RULE_IDS.includes(rule) ? readFileSync(new URL(`${rule}.md`, PAGES), 'utf8') : undefined,
  };
}

/** The address of an absolute path, with the escapes that editors write. */
export function uriOf(file: string): string {
  return `file://${file.split('/').map(encodeURIComponent).join('/')}`;
}

function fileText(file: string | { readonly skipped: string } | undefined): FileText {
  if (file === undefined) return { kind: 'gone' };
  return typeof file === 'string' ? { kind: 'text', text: file } : { kind: 'skipped', reason: file.skipped };
}

function assets() {
  const require = createRequire(import.meta.url);
  return {
    runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm')),
  };
}
