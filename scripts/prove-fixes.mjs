// `npm run prove-fixes -- --trees DIR [--safe] [--each] [--lint BIN]`: makes every fix on copies of real code, and shows that they
// are right.
//
// DIR holds one checkout a folder. For each, every fix that is offered is made, as `check --all --fix --unsafe-fixes`
// does it, and then: each changed file parses and has all its comments; a finding that had a fix is gone; there is no
// new error or warning; a second run changes nothing. Needs Python 3.11 or newer as `python3`. `--each` makes every fix by itself,
// too: nothing of any severity is new, twins in CRLF and tabs come out the same, and it is undone. BIN is a folder with `ruff`
// and a `pylint` that has pylint-odoo: the copies are formatted first, and neither may complain of what the fixes wrote.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, ROOT, requireNode } from './prepare.mjs';
import { copyTree } from './prove-fixes/copy-tree.mjs';
import { proveEach, startEngine } from './prove-fixes/each.mjs';
import { Linters } from './prove-fixes/lint.mjs';

const CLI = path.join(ROOT, 'dist', 'cli.js');
const COMPARE = path.join(ROOT, 'scripts', 'prove-fixes', 'compare_python.py');

requireNode(20);
const { values } = parseArgs({
  options: {
    trees: { type: 'string' },
    safe: { type: 'boolean', default: false },
    each: { type: 'boolean', default: false },
    lint: { type: 'string' },
    'no-build': { type: 'boolean' },
  },
});
if (values.trees === undefined) {
  console.error('Usage: npm run prove-fixes -- --trees DIR   (one checkout a folder)');
  process.exit(2);
}
if (!values['no-build']) build();
const linters = values.lint === undefined ? undefined : new Linters(path.resolve(values.lint));
const engine = values.each ? await startEngine() : undefined;
const fixOptions = values.safe ? ['--fix'] : ['--fix', '--unsafe-fixes'];
const RANK = ['error', 'warning', 'information', 'hint'];
const rules = new Map();
const advice = new Map();
const total = { trees: 0, files: 0, changed: 0, problems: 0 };
const trees = path.resolve(values.trees);
// A link to a checkout counts as one.
const folders = readdirSync(trees).filter((name) => statSync(path.join(trees, name)).isDirectory());
if (folders.length === 0) {
  console.error(`${trees} holds no folders: nothing is proved.`);
  process.exit(2);
}
for (const name of folders.sort()) prove(name);
report();

/** Fixes a copy of one tree and says what is wrong with the result. */
function prove(name) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cronvet-prove-'));
  try {
    const [before, after] = [path.join(folder, 'before', name), path.join(folder, 'after', name)];
    const files = copyTree(path.join(trees, name), before);
    linters?.prepare(before);
    copyTree(before, after);
    const each = engine && proveEach(before, engine);
    const old = check(after);
    const fixing = check(after, ...fixOptions);
    const changed = files.filter((file) => !isSame(path.join(before, file), path.join(after, file)));
    const again = contentsOf(after, files);
    const twice = check(after, ...fixOptions);
    const problems = [
      ...(each?.problems ?? []),
      ...fixing.errors,
      ...pythonProblems(before, after, changed),
      ...(linters?.newComplaints(
        before,
        after,
        changed.filter((file) => file.endsWith('.py')),
      ) ?? []),
      ...findingProblems(old.findings, twice.findings),
      ...twice.errors,
      ...files
        .filter((file) => !again.get(file).equals(readFileSync(path.join(after, file))))
        .map((file) => `${file}: a second run changes it again`),
    ];
    const gone = old.findings.length - twice.findings.length;
    console.log(
      `${name}: ${old.findings.length} findings, ${gone} gone, ${changed.length} files changed${each ? `, ${each.fixes} fixes by themselves` : ''}`,
    );
    for (const problem of problems) console.log(`  ${problem}`);
    total.trees++;
    total.files += files.length;
    total.changed += changed.length;
    total.problems += problems.length;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs `cronvet check` on a tree, and gives its findings and its complaints of fixes. */
function check(root, ...options) {
  const args = [CLI, 'check', root, '--all', '--format', 'json', '--no-cache', ...options];
  const run = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.stdout === '') throw new Error(`${root}: ${run.stderr}`);
  const errors = run.stderr.split('\n').filter((line) => /taken back|not written/.test(line));
  return { findings: JSON.parse(run.stdout).findings, errors };
}

function pythonProblems(before, after, changed) {
  const python = changed.filter((file) => file.endsWith('.py'));
  const input = JSON.stringify(python.map((file) => [path.join(before, file), path.join(after, file)]));
  const run = spawnSync('python3', [COMPARE], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`python3: ${run.stderr || run.error}`);
  return JSON.parse(run.stdout).flatMap((lost, index) =>
    lost.map((problem) => `${python[index]}: ${problem}`),
  );
}

/** Findings that still have a fix, and errors and warnings that are new. */
function findingProblems(old, now) {
  const problems = [];
  const level = values.safe ? ['safe'] : ['safe', 'unsafe'];
  const hasFix = ({ fixes }) => fixes.some(({ applicability }) => level.includes(applicability));
  for (const { rule, ...finding } of old) {
    const row = rules.get(rule) ?? { found: 0, fixable: 0, left: 0 };
    rules.set(rule, { ...row, found: row.found + 1, fixable: row.fixable + (hasFix(finding) ? 1 : 0) });
  }
  for (const finding of now.filter(hasFix)) {
    rules.get(finding.rule).left++;
    problems.push(
      `${finding.path}:${finding.line}: ${finding.rule} still has a fix: ${finding.fixes[0].title}`,
    );
  }
  for (const { path: file, line, rule, severity } of brought(old, now)) {
    // What was a warning may be advice now, and a loop that commits gets advice of its own.
    if (severity === 'error' || severity === 'warning')
      problems.push(`${file}:${line}: ${rule} (${severity}) is new`);
    else advice.set(rule, (advice.get(rule) ?? 0) + 1);
  }
  return problems;
}

/** Findings of which there are more now in their file, counted with the worse ones of their rule. */
function brought(old, now) {
  const left = [...old];
  return [...now]
    .sort((a, b) => RANK.indexOf(a.severity) - RANK.indexOf(b.severity))
    .filter((finding) => {
      const at = left.findLastIndex(
        ({ path: file, rule, severity }) =>
          file === finding.path &&
          rule === finding.rule &&
          RANK.indexOf(severity) <= RANK.indexOf(finding.severity),
      );
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
}

function contentsOf(root, files) {
  return new Map(files.map((file) => [file, readFileSync(path.join(root, file))]));
}

function isSame(one, other) {
  return readFileSync(one).equals(readFileSync(other));
}

function report() {
  console.log();
  for (const [rule, { found, fixable, left }] of [...rules].sort()) {
    if (fixable > 0)
      console.log(`${rule.padEnd(30)} ${found} found, ${fixable} with a fix, ${left} of them left`);
  }
  for (const [rule, count] of [...advice].sort()) console.log(`${rule.padEnd(30)} ${count} new as advice`);
  console.log(
    `\n${total.trees} trees, ${total.files} files, ${total.changed} changed, ${total.problems} problems`,
  );
  process.exitCode = total.problems === 0 ? 0 : 1;
}
