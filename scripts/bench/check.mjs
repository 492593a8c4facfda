// `cronvet check` of a whole tree, each run a process of its own, beside a plain scan and a full parse of the same files.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../prepare.mjs';
import { loadEngine } from './engine.mjs';
import { median, report } from './statistics.mjs';

// Required, not imported: the module loader would add its own start to every run.
const USAGE = path.join(ROOT, 'scripts/bench/usage.cjs');

/** Wall and processor seconds of runs that read every file, and of runs after others; their peak memory and findings. */
export async function measureCheck(bundle, tree, runs, folder) {
  console.log('\nA check of the whole tree');
  const scan = seconds(() => {
    for (const file of tree.python) readFileSync(file);
  });
  const caches = path.join(folder, 'caches');
  // What a run can use of those before it is there after two.
  for (let n = 0; n < 2; n++) run(tree.root, [], caches);
  const whole = [];
  const again = [];
  for (let n = 0; n < runs; n++) {
    whole.push(run(tree.root, ['--no-cache'], caches));
    again.push(run(tree.root, [], caches));
  }
  reportRuns('every file read', whole);
  reportRuns('again, from the third run on', again);
  report('peak memory (RSS)', Math.max(...[...whole, ...again].map(({ memory }) => memory)), 'MB', 400);
  report('findings', whole[0].findings, '');
  report('for comparison: reading every Python file', scan, 's');
  const { engine, settings, parser } = await loadEngine(bundle);
  report('for comparison: parsing every Python file', parseAll(tree, parser.parser), 's');
  showStages(engine.createWorkspace(settings), tree);
}

function reportRuns(what, results) {
  report(`${what}: wall, median`, median(results.map(({ wall }) => wall)), 's', 2.5);
  report(`${what}: wall, best`, Math.min(...results.map(({ wall }) => wall)), 's');
  report(`${what}: processor, median`, median(results.map(({ processor }) => processor)), 's');
}

function run(root, options, caches) {
  const start = performance.now();
  const args = [
    '--require',
    USAGE,
    path.join(ROOT, 'dist/cli.js'),
    'check',
    root,
    '--format',
    'json',
    ...options,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, CRONVET_CACHE_DIR: caches },
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
