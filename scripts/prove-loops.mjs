// `npm run prove-loops -- --trees DIR`: rewrites every `for` of every method into batches, scheduled or not, in each form
// that takes it. Each result parses, has all comments and strings, leaves other lines alone, and comes out the same with
// CRLF and with tabs. Whether the loop should be rewritten is another question: this is about the text.
//
// DIR holds one checkout a folder.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { GRAMMAR, RUNTIME } from './bench/engine.mjs';
import { Tree } from './bench/tree.mjs';
import { loadBundled } from './load-engine.mjs';
import { requireNode } from './prepare.mjs';
import { EveryLoop } from './prove-fixes/every-loop.mjs';

requireNode(20);
const { values } = parseArgs({ options: { trees: { type: 'string' } } });
if (values.trees === undefined) {
  console.error('Usage: npm run prove-loops -- --trees DIR   (one checkout a folder)');
  process.exit(2);
}
const engine = await loadBundled('scripts/prove-fixes/rewrites.ts');
const parser = await engine.PythonParser.create(
  readFileSync(RUNTIME),
  readFileSync(GRAMMAR),
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
