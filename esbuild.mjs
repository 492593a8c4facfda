// Builds dist/: one bundle for each program, and beside them the files that they read while they run.
// `node esbuild.mjs` for shipping, `--dev` for readable code with source maps, `--watch` to build on every change.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { context } from 'esbuild';

const watch = process.argv.includes('--watch');
const development = watch || process.argv.includes('--dev');

/** dist/cronvet.js holds the engine and the server once more; it is for the command line and stays out of the VSIX. */
const PROGRAMS = [
  { entry: 'client/src/extension.ts', bundle: 'client.js', external: ['vscode'] },
  { entry: 'server/src/main.ts', bundle: 'server.js' },
  { entry: 'cli/src/main.ts', bundle: 'cronvet.js' },
  { entry: 'cli/src/launch.ts', bundle: 'cli.js', banner: '#!/usr/bin/env node' },
].filter(({ entry }) => existsSync(entry));

const COPIED = [
  ['node_modules/web-tree-sitter/web-tree-sitter.wasm', 'web-tree-sitter.wasm'],
  ['node_modules/tree-sitter-python/tree-sitter-python.wasm', 'tree-sitter-python.wasm'],
];

// Not all of dist/: a server that an editor runs from it may be about to read what it needs.
rmSync('dist/rules', { recursive: true, force: true });
rmSync('dist/cronvet.cache', { force: true });
mkdirSync('dist/rules', { recursive: true });
for (const [from, to] of COPIED) cpSync(from, path.join('dist', to));
const pages = readdirSync('engine/src/rules').filter((file) => file.endsWith('.md'));
for (const page of pages) cpSync(path.join('engine/src/rules', page), path.join('dist/rules', page));

const contexts = await Promise.all(PROGRAMS.map((program) => context(optionsFor(program))));
await Promise.all(contexts.map((each) => (watch ? each.watch() : each.rebuild())));
if (!watch) await Promise.all(contexts.map((each) => each.dispose()));
if (!development) execFileSync(process.execPath, ['scripts/code-cache.mjs'], { stdio: 'inherit' });

function optionsFor({ entry, bundle, external = [], banner }) {
  return {
    entryPoints: [entry],
    outfile: path.join('dist', bundle),
    bundle: true,
    external,
    ...(banner && { banner: { js: banner } }),
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // Its ESM entry calls createRequire(import.meta.url), which is undefined in a CommonJS bundle.
    alias: { 'web-tree-sitter': path.resolve('node_modules/web-tree-sitter/web-tree-sitter.cjs') },
    mainFields: ['module', 'main'],
    minify: !development,
    sourcemap: development,
    legalComments: 'none',
    logLevel: 'warning',
  };
}
