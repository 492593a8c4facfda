// Copies of the evidence addon for one version of Odoo: as it is, and as CronVet's fixes of one rule leave it.

import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../prepare.mjs';

const NAME = 'cronvet_evidence';
const ADDON = path.join(ROOT, 'scripts', 'evidence', NAME);

/** Copies the addon into a folder of addons, for a version such as 17. */
export function copyAddon(folder, odoo) {
  const copy = path.join(folder, NAME);
  cpSync(ADDON, copy, { recursive: true });
  const manifest = path.join(copy, '__manifest__.py');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('SERIES', `${odoo}.0`));
  return copy;
}

/** Makes all fixes of one rule in a copy; gives the title of the fix in the method `at`, undefined when there was none. */
export function fixAddon(copy, rule, at) {
  const before = methodIn(copy, at);
  const finding = check(copy, rule).find(
    ({ path: file, line }) => before.file.endsWith(file) && line > before.from && line <= before.to,
  );
  check(copy, rule, '--fix', '--unsafe-fixes');
  return methodIn(copy, at).text === before.text ? undefined : finding?.fixes[0]?.title;
}

function check(copy, only, ...options) {
  const rules = readdirSync(path.join(ROOT, 'dist', 'rules')).map((page) => path.basename(page, '.md'));
  const others = rules.filter((rule) => rule !== only).map((rule) => `${rule} = "off"\n`);
  const config = path.join(path.dirname(copy), 'cronvet.toml');
  writeFileSync(config, `[tool.cronvet.rules]\n${others.join('')}`);
  const cli = path.join(ROOT, 'dist', 'cli.js');
  const args = [cli, 'check', copy, '--all', '--format', 'json', '--config', config, ...options];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr.trim());
  return JSON.parse(stdout).findings;
}

/** A method with what decorates it, by its name: its file, its text, the lines before it and up to its end. */
function methodIn(copy, name) {
  const models = path.join(copy, 'models');
  for (const file of readdirSync(models).map((each) => path.join(models, each))) {
    const lines = readFileSync(file, 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes(`def ${name}(`));
    if (at < 0) continue;
    const from = lines[at - 1]?.trim().startsWith('@') ? at - 1 : at;
    const next = lines.findIndex((line, index) => index > at && /^ {0,4}\S/.test(line));
    const to = next < 0 ? lines.length : next;
    return { file, from, to, text: lines.slice(from, to).join('\n') };
  }
  throw new Error(`no method ${name} in ${models}`);
}
