// `npm test`: everything. Installs, checks style and types, builds, packs, runs the fast tests, then those that drive
// real editors. The heavy ones set themselves up on Debian as root; elsewhere it is said what was left out.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { install, ROOT, requireNode } from './prepare.mjs';

const RESULTS = path.join(ROOT, 'test-results');
const HEAVY = { editors: 'scripts/setup-editors.sh', vscode: 'scripts/setup-vscode.sh' };

requireNode(20);
install();
rmSync(path.join(RESULTS, 'summary.json'), { force: true });
mkdirSync(RESULTS, { recursive: true });

const summary = { passed: 0, failed: 0, suites: {}, skipped: [], failures: [] };
step('lint', 'node_modules/@biomejs/biome/bin/biome', ['check', '.']);
step('types', 'node_modules/typescript/bin/tsc', ['-b']);
step('build', 'esbuild.mjs', []);
step('package', 'scripts/package.mjs', ['--no-build']);
suite('fast');
for (const [name, setup] of Object.entries(HEAVY)) {
  if (!canSetUp()) summary.skipped.push(name);
  else if (shell(setup)) suite(name);
  else fail(name, `${setup} failed`);
}
finish();

/** Runs one of our tools; it counts as one check. */
function step(name, script, args) {
  heading(name);
  const ok = node([script, ...args]);
  if (ok) pass(name, 1);
  else fail(name, 'failed');
}

/** Runs a vitest project and counts its tests. A project in which no test ran has failed. */
function suite(name) {
  heading(name);
  const file = path.join(RESULTS, `${name}.json`);
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const ok = node(['node_modules/vitest/vitest.mjs', 'run', '--project', name, ...reporters]);
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  const passed = counts?.numPassedTests ?? 0;
  const failed = (counts?.numFailedTests ?? 0) + (counts?.numPendingTests ?? 0) + (counts?.numTodoTests ?? 0);
  pass(name, passed);
  summary.failures.push(...failuresIn(counts, name));
  if (failed > 0) fail(name, `${failed} of ${failed + passed} tests failed or were skipped`, failed);
  else if (!ok || passed === 0) fail(name, passed === 0 ? 'no test ran' : 'an error outside the tests');
}

/** The tests that failed, with the first line of why: the end of a long log is all that some people see. */
function failuresIn(counts, suiteName) {
  return (counts?.testResults ?? []).flatMap(({ name: file, assertionResults, message }) => {
    const of = `${suiteName}, ${path.relative(ROOT, file)}`;
    const tests = assertionResults.filter(({ status }) => status === 'failed');
    if (tests.length === 0 && message) return [`${of}: ${firstLine(message)}`];
    return tests.map(
      ({ fullName, failureMessages }) => `${of}: ${fullName}: ${firstLine(failureMessages[0])}`,
    );
  });
}

function firstLine(text = '') {
  return text.split('\n')[0];
}

function canSetUp() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

function node(args) {
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).status === 0;
}

function shell(script) {
  heading(script);
  const interpreter = readFileSync(path.join(ROOT, script), 'utf8').startsWith('#!/bin/bash') ? 'bash' : 'sh';
  return spawnSync(interpreter, [script], { cwd: ROOT, stdio: 'inherit' }).status === 0;
}

function heading(text) {
  console.log(`\n== ${text}`);
}

function pass(name, count) {
  summary.passed += count;
  summary.suites[name] = { passed: count, failed: 0 };
}

function fail(name, reason, count = 1) {
  console.error(`${name}: ${reason}`);
  summary.failed += count;
  summary.suites[name] = { passed: summary.suites[name]?.passed ?? 0, failed: count };
}

function finish() {
  writeFileSync(path.join(RESULTS, 'summary.json'), `${JSON.stringify(summary, undefined, 2)}\n`);
  console.log();
  for (const failure of summary.failures) console.log(`failed: ${failure}`);
  for (const [name, { passed, failed }] of Object.entries(summary.suites)) {
    console.log(
      `${failed === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(8)}  ${passed} passed, ${failed} failed`,
    );
  }
  for (const name of summary.skipped) {
    console.log(`NOT RUN ${name}: ${HEAVY[name]} sets it up on Debian as root only`);
  }
  console.log(`${summary.passed} passed, ${summary.failed} failed`);
  process.exitCode = summary.failed === 0 ? 0 : 1;
}
