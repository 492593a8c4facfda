// Where the command line's settings come from, and what it says of those that cannot be used.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../cli/src/config';
import { UsageError } from '../../cli/src/host';
import { DEFAULT_SETTINGS } from '../../engine/src/index';

const RULES = ['unbounded-search'];
let root = '';
let home = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cronvet-config-'));
  home = join(root, 'repo', 'addon');
  mkdirSync(home, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const read = (options = {}) => readConfig(options, home, root, RULES);
const pyproject = (text: string, folder = join(root, 'repo')) =>
  writeFileSync(join(folder, 'pyproject.toml'), text);

test('without a file, the defaults', () => {
  expect(read()).toEqual({ settings: DEFAULT_SETTINGS, folder: undefined, problems: [] });
});

test('the nearest pyproject.toml with a cronvet table, past those without', () => {
  pyproject('[tool.cronvet.batch]\nsize = 50\n');
  pyproject('[tool.ruff]\nline-length = 88\n', home);
  const config = read();
  expect(config.settings.batch.size).toBe(50);
  expect(config.folder).toBe(join(root, 'repo'));
});

test('--config names another file, and --odoo-version wins over it', () => {
  writeFileSync(join(root, 'other.toml'), '[tool.cronvet]\nodoo-version = "16.0"\nexclude = ["x/**"]\n');
  const { settings } = read({ config: 'other.toml', odooVersion: '18.0' });
  expect(settings).toEqual({ ...DEFAULT_SETTINGS, odooVersion: '18.0', exclude: ['x/**'] });
});

test('what is wrong in the file is told with its path, and the rest is used', () => {
  pyproject('[tool.cronvet]\nodoo-version = "new"\nexclude = ["x/**"]\n');
  const { settings, problems } = read();
  expect(settings.exclude).toEqual(['x/**']);
  expect(problems).toEqual([
    `${join(root, 'repo', 'pyproject.toml')}: odoo-version: expected an Odoo version such as "17.0", got "new"`,
  ]);
});

test('a file that is not TOML is told, and sets nothing', () => {
  pyproject('[tool.cronvet\n');
  const { settings, problems } = read();
  expect(settings).toEqual(DEFAULT_SETTINGS);
  expect(problems).toEqual([expect.stringMatching(/pyproject\.toml: line 1, column \d+: /)]);
});

test.each([
  [{ odooVersion: 'banana' }, '--odoo-version: expected an Odoo version such as "17.0"'],
  [{ odooVersion: '99' }, '--odoo-version: there is no such version of Odoo'],
  [{ config: 'gone.toml' }, /--config .*gone\.toml: no such file or directory/],
])('%j is wrong usage', (options, message) => {
  expect(() => read(options)).toThrow(UsageError);
  expect(() => read(options)).toThrow(message);
});
