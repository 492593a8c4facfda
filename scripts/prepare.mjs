// Brings a checkout to where its programs run: dependencies installed, dist/ built. Plain Node, nothing installed yet.

import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const SOURCES = ['cli/src', 'client/src', 'engine/src', 'server/src', 'esbuild.mjs', 'package.json'];

/** Ends with a clear sentence on a Node that is too old. */
export function requireNode(major) {
  if (Number(process.versions.node.split('.')[0]) >= major) return;
  console.error(`CronVet needs Node ${major} or newer; this is ${process.versions.node}.`);
  process.exit(2);
}

/** Installs what package-lock.json says, when that is not what lies in node_modules. */
export function install() {
  const installed = modifiedAt('node_modules/.package-lock.json');
  if (installed >= modifiedAt('package-lock.json')) return;
  console.error('Installing the dependencies …');
  // Through npm's own file where we run under npm, since Node starts no `npm.cmd` without a shell.
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) run(process.execPath, [npm, 'ci']);
  else run('npm', ['ci'], { shell: process.platform === 'win32' });
}

/** Builds dist/ when a source is newer than what it was built to. */
export function build() {
  if (modifiedAt('dist/cli.js') > Math.max(...SOURCES.map(newest))) return;
  console.error('Building …');
  run(process.execPath, ['esbuild.mjs']);
}

/** Runs a program in the checkout and ends with its exit code when it fails; what it prints goes to stderr. */
export function run(program, args, options = {}) {
  const stdio = ['ignore', process.stderr.fd, process.stderr.fd];
  const { status, error } = spawnSync(program, args, { cwd: ROOT, stdio, ...options });
  if (error) console.error(`${program}: ${error.message}`);
  if (status !== 0) process.exit(status || 2);
}

/** Writes data as JSON, in the form that the checkout's own files have. */
export function writeData(file, data) {
  writeFileSync(file, JSON.stringify(data, undefined, 2));
  run(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'format', '--write', file]);
}

/** Milliseconds since 1970; 0 for what is not there. */
function modifiedAt(file) {
  return statSync(path.join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newest(source) {
  const full = path.join(ROOT, source);
  if (!statSync(full, { throwIfNoEntry: false })?.isDirectory()) return modifiedAt(source);
  const files = readdirSync(full, { recursive: true }).map((file) => modifiedAt(path.join(source, file)));
  return Math.max(modifiedAt(source), ...files);
}
