// `cronvet check` of a whole tree, each run a process of its own, beside a plain scan and a full parse of the same files.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../prepare.mjs';
import { loadEngine } from './engine.mjs';
import { median, report } from './statistics.mjs';

// Required, not imported: the module loader would add its own start to every run.
const USAGE = path.join(ROOT, 'scripts/bench/usage.cjs');

/** Wall and processor seconds of a run, its peak memory, its findings. */
export async function measureCheck(bundle, tree, runs) {
  console.log('\nA check of the whole tree');
  const scan = seconds(() => {
    for (const file of tree.python) readFileSync(file);
  });
  const results = Array.from({ length: runs }, () => run(tree.root));
  report('wall, median', median(results.map(({ wall }) => wall)), 's', 2.5);
  report('wall, best', Math.min(...results.map(({ wall }) => wall)), 's');
  report('processor, median', median(results.map(({ processor }) => processor)), 's');
  report('peak memory (RSS)', Math.max(...results.map(({ memory }) => memory)), 'MB', 400);
  report('findings', results[0].findings, '');
  report('for comparison: reading every Python file', scan, 's');
  const { engine, settings, parser } = await loadEngine(bundle);
  report('for comparison: parsing every Python file', parseAll(tree, parser.parser), 's');
  showStages(engine.createWorkspace(settings), tree);
}

function run(root) {
  const start = performance.now();
  const args = ['--require', USAGE, path.join(ROOT, 'dist/cli.js'), 'check', root, '--format', 'json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const wall = (performance.now() - start) / 1000;
  const usage = /usage (\d+) (\d+)/.exec(stderr);
  if ((status !== 0 && status !== 1) || !usage) throw new Error(`check failed: ${stderr}`);
  const findings = JSON.parse(stdout).findings.length;
  return { wall, memory: Number(usage[1]) / 1024, processor: Number(usage[2]) / 1e6, findings };
}

function parseAll(tree, parser) {
  return seconds(() => {
    for (const file of tree.python) parser.parse(readFileSync(file, 'utf8')).delete();
  });
}

function showStages(workspace, tree) {
  const changes = tree.changes();
  let candidates = [];
  const index = seconds(() => workspace.apply(changes));
  const walk = seconds(() => {
    candidates = workspace.candidates();
  });
  const rules = seconds(() => {
    for (const file of candidates) workspace.check(file);
  });
  report('in it: index', index, 's');
  report('in it: walk from the scheduled actions', walk, 's');
  report('in it: rules', rules, 's');
  report('methods lowered', workspace.lowered(), '');
  report('files with rules run over them', candidates.length, '');
  workspace.dispose();
}

function seconds(work) {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}
