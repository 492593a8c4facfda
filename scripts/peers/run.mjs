// Runs CronVet and its peers over one tree. Each gives findings of one shape: { rule, path, line, … }, paths from the root.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../prepare.mjs';
import { LEFT_ALONE, PAIRS } from './pairs.mjs';

/** The first line of what a program says of its version; undefined when it cannot be run. */
export function versionOf(program, word) {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n').find((line) => line.includes(word)) : undefined;
}

/** What CronVet finds, of every severity, with the other lines that the finding names. */
export function runCronVet(root) {
  const { findings } = JSON.parse(
    output(
      process.execPath,
      [path.join(ROOT, 'dist', 'cli.js'), 'check', '--format', 'json', '--no-cache', '.'],
      root,
    ),
  );
  const rules = new Set(PAIRS.flatMap(({ ours }) => ours));
  return findings
    .filter(({ rule }) => rules.has(rule))
    .map(({ rule, path: file, line, related }) => ({
      rule,
      path: file,
      line,
      also: related.filter((each) => each.message.includes('this search')).map((each) => ({ ...each })),
    }));
}

/** Tells the files that CronVet checks: those of addons, but for tests and migrations. */
export function checkedIn(root) {
  const manifests = readdirSync(root, { recursive: true }).filter((file) =>
    /__(manifest|openerp)__\.py$/.test(file),
  );
  const addons = new Set(manifests.map((file) => path.posix.dirname(posix(file))));
  const isInAddon = (file) => file !== '.' && (addons.has(file) || isInAddon(path.posix.dirname(file)));
  return (file) => !LEFT_ALONE.test(file) && (addons.has('.') || isInAddon(path.posix.dirname(file)));
}

/** What ruff finds; comments that silence it are looked through. */
export function runRuff(program, root) {
  const rules = rulesOf('ruff').join(',');
  const args = ['check', '--isolated', '--no-cache', '--ignore-noqa', '--exit-zero', '--quiet'];
  const found = JSON.parse(
    output(program, [...args, '--select', rules, '--output-format', 'json', '.'], root),
  );
  return found
    .filter(({ code }) => rulesOf('ruff').includes(code))
    .map(({ code, filename, location }) => ({
      rule: code,
      path: posix(path.relative(root, filename)),
      line: location.row,
    }));
}

/** What pylint-odoo finds; what a comment silences is found, too, and says so. */
export function runPylint(program, root) {
  const rules = rulesOf('pylint-odoo');
  const files = pythonFiles(root).filter((file) =>
    /\bsearch|\bcommit\s*\(/.test(read(path.join(root, file))),
  );
  if (files.length === 0) return [];
  const folder = mkdtempSync(path.join(tmpdir(), 'cronvet-peers-'));
  try {
    // An empty configuration: the tree's own must not decide what is compared.
    const settings = path.join(folder, 'pylintrc');
    writeFileSync(settings, '');
    const enabled = [...rules, 'suppressed-message'].join(',');
    const args = [
      `--rcfile=${settings}`,
      '--load-plugins=pylint_odoo',
      '--disable=all',
      `--enable=${enabled}`,
    ];
    return chunks(files, 400).flatMap((some) =>
      JSON.parse(
        output(program, [...args, '--exit-zero', '--persistent=n', '-f', 'json', ...some], root),
      ).flatMap((message) => finding(message, rules)),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function finding({ symbol, message, path: file, line }, rules) {
  const silenced = symbol === 'suppressed-message' ? /^Suppressed '([\w-]+)'/.exec(message)?.[1] : undefined;
  const rule = silenced ?? symbol;
  return rules.includes(rule) ? [{ rule, path: posix(file), line, ...(silenced && { silenced: true }) }] : [];
}

const rulesOf = (tool) => PAIRS.filter((pair) => pair.tool === tool).map(({ rule }) => rule);
const posix = (file) => file.split(path.sep).join('/').replace(/^\.\//, '');

function pythonFiles(root) {
  return readdirSync(root, { recursive: true })
    .filter((file) => file.endsWith('.py') && !/(^|[\\/])(\.git|node_modules)[\\/]/.test(file))
    .sort();
}

function read(file) {
  return readFileSync(file, { encoding: 'utf8' });
}

function chunks(items, size) {
  return items.length <= size ? [items] : [items.slice(0, size), ...chunks(items.slice(size), size)];
}

function output(program, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 29,
  });
  if (error || stdout === '')
    throw new Error(`${program} in ${cwd}: ${error?.message ?? stderr} (${status})`);
  return stdout;
}
