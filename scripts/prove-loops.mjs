// `npm run prove-loops -- --trees DIR`: rewrites every `for` of every method into batches, scheduled or not, in each form
// that takes it. Each result parses, has all comments and strings, leaves other lines alone, and comes out the same with
// CRLF and with tabs. Whether the loop should be rewritten is another question: this is about the text.
//
// DIR holds one checkout a folder.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { Tree } from './bench/tree.mjs';
import { ROOT, requireNode } from './prepare.mjs';
import { EveryLoop } from './prove-fixes/every-loop.mjs';

requireNode(20);
const { values } = parseArgs({ options: { trees: { type: 'string' } } });
if (values.trees === undefined) {
  console.error('Usage: npm run prove-loops -- --trees DIR   (one checkout a folder)');
  process.exit(2);
}
const engine = await bundled('scripts/prove-fixes/rewrites.ts');
const wasm = (file) => readFileSync(path.join(ROOT, 'node_modules', file));
const parser = await engine.PythonParser.create(
  wasm('web-tree-sitter/web-tree-sitter.wasm'),
  wasm('tree-sitter-python/tree-sitter-python.wasm'),
  new engine.LiveTrees(),
);
const proof = new EveryLoop(engine, parser);
const trees = path.resolve(values.trees);
let wrong = 0;
for (const name of readdirSync(trees).sort()) {
  const files = new Tree(path.join(trees, name)).changes();
  for (const { path: file, text } of files) {
    if (!file.endsWith('.py')) continue;
    for (const problem of proof.problems(text)) {
      wrong++;
      console.log(`${name}/${file}: ${problem}`);
    }
  }
  console.log(`${name}: ${proof.loops} loops so far, ${proof.rewrites} rewrites, ${wrong} problems`);
}
process.exitCode = wrong === 0 ? 0 : 1;

async function bundled(entry) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cronvet-loops-'));
  const require = createRequire(import.meta.url);
  try {
    const outfile = path.join(folder, 'rewrites.cjs');
    const entryPoints = [path.join(ROOT, entry)];
    const alias = { 'web-tree-sitter': require.resolve('web-tree-sitter') };
    const how = { platform: 'node', target: 'node20', format: 'cjs', mainFields: ['module', 'main'] };
    await build({ entryPoints, outfile, bundle: true, alias, logLevel: 'warning', ...how });
    return require(outfile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
