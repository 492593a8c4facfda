// The engine and tree-sitter as the benches use them: bundled from the sources, in a folder that is thrown away.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../prepare.mjs';

const require = createRequire(import.meta.url);
const RUNTIME = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const GRAMMAR = require.resolve('tree-sitter-python/tree-sitter-python.wasm');

/** Bundles the engine; gives the bundle's path. */
export async function bundleEngine(folder) {
  const outfile = path.join(folder, 'engine.cjs');
  await build({
    entryPoints: [path.join(ROOT, 'engine/src/index.ts')],
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
export async function loadEngine(bundle) {
  const { createEngine, DEFAULT_SETTINGS } = require(bundle);
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
