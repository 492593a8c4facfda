// `npm run bench -- [--odoo PATH]`: the numbers that the product promises, measured on this machine. PATH is a checkout
// of Odoo (or CRONVET_BENCH_ODOO names it); without one, only what needs no tree is measured.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { measureCheck } from './bench/check.mjs';
import { measureEdits } from './bench/edits.mjs';
import { bundleEngine, loadEngine } from './bench/engine.mjs';
import { measureKeystrokes } from './bench/keystrokes.mjs';
import { measurePackage } from './bench/package-size.mjs';
import { measureServer } from './bench/server.mjs';
import { Tree } from './bench/tree.mjs';
import { build, install, ROOT, requireNode } from './prepare.mjs';

const MODEL_FILE = 'addons/account/models/account_move.py';
const SMALL_FILE = path.join(ROOT, 'examples/leaky_addon/models/shop_order.py');

requireNode(20);
const { values } = parseArgs({
  options: {
    odoo: { type: 'string', default: process.env.CRONVET_BENCH_ODOO ?? '' },
    only: { type: 'string', multiple: true, default: [] },
    runs: { type: 'string', default: '5' },
  },
});
const wanted = (part) => values.only.length === 0 || values.only.includes(part);

install();
build();
const folder = mkdtempSync(path.join(tmpdir(), 'cronvet-bench-'));
try {
  const load = loadavg()[0]?.toFixed(1);
  console.log(`Node ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model}, load ${load}`);
  const bundle = await bundleEngine(folder);
  const tree = treeOf(values.odoo);
  const modelFile = tree && path.join(tree.root, MODEL_FILE);
  if (tree && wanted('keystroke')) measureKeystrokes(await loadEngine(bundle), tree, MODEL_FILE);
  if (tree && wanted('check')) await measureCheck(bundle, tree, Number(values.runs), folder);
  if (wanted('edits')) measureEdits(bundle, modelFile ?? SMALL_FILE);
  if (wanted('package')) measurePackage(folder);
  if (wanted('server')) await measureServer();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The tree to measure on; what is missing is said, and is no error. */
function treeOf(root) {
  const hint = 'give an Odoo checkout with --odoo PATH or CRONVET_BENCH_ODOO';
  if (root === '') console.log(`\nNot measured: a keystroke, a check of a whole tree (${hint}).`);
  else if (!existsSync(path.join(root, MODEL_FILE)))
    console.log(`\nNot measured: ${root} has no ${MODEL_FILE}; ${hint}.`);
  else {
    const tree = new Tree(path.resolve(root));
    console.log(`Tree: ${tree.python.length} Python files, ${(tree.bytes / 1e6).toFixed(1)} MB`);
    return tree;
  }
}
