// Settings: both spellings, every kind of mistake, and package.json held to the schema.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../engine/src/settings';
import { parseSettings, settingsSchema } from '../engine/src/settings-schema';
import { readPyproject } from '../engine/src/settings-toml';

const RULES = ['unbounded-search', 'module-level-cache'];
const parse = (raw: unknown) => parseSettings(raw, RULES);

describe('settings that are right', () => {
  test('nothing set gives the defaults', () => {
    for (const raw of [undefined, null, {}]) {
      expect(parse(raw)).toEqual({ settings: DEFAULT_SETTINGS, problems: [] });
    }
  });

  test('the editor and pyproject.toml spell the same settings', () => {
    const toml = readPyproject(`
      [tool.cronvet]
      odoo-version = "17.0"
      small-models = ["my.config", "*.backend"]
      large-models = ["res.company"]
      exclude = ["legacy/**"]
      [tool.cronvet.rules]
      unbounded-search = "off"
      [tool.cronvet.batch]
      size = 500
      invalidate-after-commit = false
      guard-commit-in-tests = true
    `);
    const fromEditor = parse({
      odooVersion: '17.0',
      smallModels: ['my.config', '*.backend'],
      largeModels: ['res.company'],
      exclude: ['legacy/**'],
      rules: { 'unbounded-search': 'off' },
      batch: { size: 500, invalidateAfterCommit: false, guardCommitInTests: true },
    });
    expect(toml.problems).toEqual([]);
    expect(parse(toml.table)).toEqual(fromEditor);
    expect(fromEditor.problems).toEqual([]);
    expect(fromEditor.settings).toEqual({
      odooVersion: '17.0',
      smallModels: ['my.config', '*.backend'],
      largeModels: ['res.company'],
      exclude: ['legacy/**'],
      rules: { 'unbounded-search': 'off' },
      batch: { size: 500, invalidateAfterCommit: false, guardCommitInTests: true },
    });
  });

  test.each([
    ['18.0', '18.0'],
    ['18', '18.0'],
    [18, '18.0'],
    [16.0, '16.0'],
    ['', undefined],
    [null, undefined],
  ])('an Odoo version %j is %j', (written, version) => {
    const { settings, problems } = parse({ odooVersion: written });
    expect(settings.odooVersion).toBe(version);
    expect(problems).toEqual([]);
  });

  test('a project overrides the editor key by key, and rule by rule', () => {
    const editor = parse({
      batch: { size: 50, guardCommitInTests: true },
      rules: { 'unbounded-search': 'off' },
    });
    const both = parseSettings(
      { batch: { size: 200 }, rules: { 'module-level-cache': 'error' } },
      RULES,
      editor.settings,
    );
    expect(both.settings.batch).toEqual({ size: 200, invalidateAfterCommit: true, guardCommitInTests: true });
    expect(both.settings.rules).toEqual({ 'unbounded-search': 'off', 'module-level-cache': 'error' });
  });
});

describe('settings that are wrong', () => {
  test.each([
    [{ odooVersion: 'banana' }, 'odooVersion: expected an Odoo version such as "17.0", got "banana"'],
    [{ 'odoo-version': true }, 'odoo-version: expected an Odoo version such as "17.0", got true'],
    [{ batch: { size: '500' } }, 'batch.size: expected a whole number from 1 to 100000, got "500"'],
    [{ batch: { size: 0 } }, 'batch.size: expected a whole number from 1 to 100000, got 0'],
    [{ batch: 5 }, 'batch: expected a table, got 5'],
    [{ batch: { 'guard-commit-in-tests': 1 } }, 'batch.guard-commit-in-tests: expected true or false, got 1'],
    [{ 'small-modles': [] }, 'small-modles: there is no such setting'],
    [{ batch: { sise: 5 } }, 'batch.sise: there is no such setting'],
    [{ 'small-models': 'my.config' }, 'small-models: expected a list of texts, got "my.config"'],
    [{ 'small-models': ['my.config', 5] }, 'small-models[1]: expected text, got 5'],
    [{ rules: { 'unbound-search': 'off' } }, 'rules.unbound-search: there is no such rule'],
    [
      { rules: { 'unbounded-search': 'warn' } },
      'rules.unbounded-search: expected error, warning, information, hint or off, got "warn"',
    ],
    ['off', 'settings: expected a table of settings, got "off"'],
  ])('%j', (raw, problem) => {
    expect(parse(raw)).toEqual({ settings: expect.anything(), problems: [problem] });
  });

  test('the parts beside a mistake are used', () => {
    const { settings, problems } = parse({
      odooVersion: 'banana',
      smallModels: ['my.config', 5, 'my.other'],
      batch: { size: 'many', guardCommitInTests: true },
      rules: { 'unbounded-search': 'loud', 'module-level-cache': 'hint', nonsense: 'off' },
      whatever: 1,
    });
    expect(problems).toHaveLength(6);
    expect(settings).toEqual({
      ...DEFAULT_SETTINGS,
      smallModels: ['my.config', 'my.other'],
      batch: { ...DEFAULT_SETTINGS.batch, guardCommitInTests: true },
      rules: { 'module-level-cache': 'hint' },
    });
  });

  test('a pyproject.toml that is not TOML names the place', () => {
    const { table, problems } = readPyproject('[tool.cronvet]\nodoo-version = \n');
    expect(table).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^line 2, column \d+: /);
  });

  test.each(['', '[project]\nname = "x"', 'tool = 5'])('%j has no table', (text) => {
    expect(readPyproject(text)).toEqual({ table: undefined, problems: [] });
  });
});

describe('package.json', () => {
  const properties = (): Record<string, { type?: string | string[]; default?: unknown }> => {
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    const configuration = manifest.contributes.configuration;
    const groups = Array.isArray(configuration) ? configuration : [configuration];
    return Object.assign({}, ...groups.map((group: { properties: object }) => group.properties));
  };
  const CLIENT_ONLY = ['cronvet.trace.server'];

  test('offers exactly the settings of the schema', () => {
    const schema = settingsSchema.def.shape;
    const batch = ['size', 'invalidateAfterCommit', 'guardCommitInTests'].map((key) => `batch.${key}`);
    const keys = Object.keys(schema).filter((key) => key !== 'batch');
    const expected = [...keys, ...batch].map((key) => `cronvet.${key}`);
    const offered = Object.keys(properties()).filter((key) => !CLIENT_ONLY.includes(key));
    expect(offered.sort()).toEqual(expected.sort());
  });

  test('has defaults that mean the built-in ones', () => {
    const raw: Record<string, unknown> = {};
    for (const [key, { default: value }] of Object.entries(properties())) {
      const [, group = '', name] = key.split('.');
      if (name === undefined) raw[group] = value;
      else raw[group] = { ...(raw[group] as object | undefined), [name]: value };
    }
    expect(parse(raw)).toEqual({ settings: DEFAULT_SETTINGS, problems: [] });
  });
});
