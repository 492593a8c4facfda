// The packed extension: which files it holds, how large it is, and that everything it refers to is in it.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zipEntries } from './support/zip-entries';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

let folder = '';
let vsix = '';
let entries: readonly string[] = [];

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cronvet-package-'));
  vsix = path.join(folder, 'cronvet.vsix');
  const script = path.join(ROOT, 'scripts', 'package.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--no-build', '--out', vsix], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  entries = zipEntries(readFileSync(vsix));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('it holds the bundles, what they read, and what the editor shows: nothing else', () => {
  const pages = entries.filter((entry) => /^extension\/dist\/rules\/[\w-]+\.md$/.test(entry));
  expect(entries.filter((entry) => !pages.includes(entry)).sort()).toEqual([
    '[Content_Types].xml',
    'extension.vsixmanifest',
    'extension/LICENSE.txt',
    'extension/changelog.md',
    'extension/dist/client.js',
    'extension/dist/server.js',
    'extension/dist/tree-sitter-python.wasm',
    'extension/dist/web-tree-sitter.wasm',
    'extension/images/icon.png',
    'extension/images/screenshot.png',
    'extension/package.json',
    'extension/readme.md',
    'extension/snippets/odoo-cron.code-snippets',
    'extension/syntaxes/odoo-cron.python.tmLanguage.json',
    'extension/syntaxes/odoo-cron.xml.tmLanguage.json',
  ]);
  expect(pages.length).toBeGreaterThanOrEqual(7);
});

test('it is under 1 MB', () => {
  expect(statSync(vsix).size).toBeLessThan(1_000_000);
});

test('every file that package.json names is in it', () => {
  const { contributes, main, icon } = manifest;
  const named = [main, icon, ...[...contributes.snippets, ...contributes.grammars].map((one) => one.path)];
  for (const file of named) expect(entries).toContain(`extension/${path.posix.normalize(file)}`);
});
