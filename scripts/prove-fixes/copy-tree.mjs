// A copy of what CronVet reads of a tree: the original is never fixed.

import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';

const LEFT_OUT = new Set(['.git', '__pycache__', 'node_modules', 'site-packages', 'static', 'i18n', 'venv']);
const TAKEN = /\.(?:py|xml|csv|toml|cfg)$|^\.pre-commit|^\.pylintrc/;

/** Copies a tree's files; links are left out. Gives the paths copied, relative to it. */
export function copyTree(from, to) {
  mkdirSync(to, { recursive: true });
  return [...copied(from, to, '')];
}

function* copied(from, to, folder) {
  for (const entry of readdirSync(path.join(from, folder), { withFileTypes: true })) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) yield* copied(from, to, name);
    else if (entry.isFile() && TAKEN.test(entry.name)) {
      mkdirSync(path.join(to, folder), { recursive: true });
      copyFileSync(path.join(from, name), path.join(to, name));
      yield name;
    }
  }
}
