// The engine and tree-sitter as the benches use them: bundled from the sources, in a folder that is thrown away.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../prepare.mjs';

const require = createRequire(import.meta.url);
/** Where the parser's WebAssembly lies. */
export const RUNTIME = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
export const GRAMMAR = require.resolve('tree-sitter-python/tree-sitter-python.wasm');

/** The engine's door. */
export const ENGINE = 'engine/src/index.ts';

/** Bundles the engine; gives the bundle's path. */
export function bundleEngine(folder) {
  return bundle(ENGINE, folder);
}

/** Bundles a source, whose path is from the project's root; gives the bundle's path. */
export async function bundle(entry, folder) {
  const outfile = path.join(folder, 'engine.cjs');
  await build({
    entryPoints: [path.join(ROOT, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
    mainFields: ['module', 'main'],
    minify: process.env.CRONVET_BENCH_READABLE !== '1',
    logLevel: 'warning',
  });
  return outfile;
}

/** The engine of a bundle, started. */
export async function loadEngine(bundled) {
  const { createEngine, DEFAULT_SETTINGS } = require(bundled);
  const engine = await createEngine({ runtime: readFileSync(RUNTIME), grammar: readFileSync(GRAMMAR) });
  return { engine, settings: DEFAULT_SETTINGS, parser: await loadParser() };
}

/** Tree-sitter alone, to compare with. */
export async function loadParser() {
  const { Edit, Language, Parser } = require('web-tree-sitter');
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(GRAMMAR));
  return { parser, Edit };
}
