// Templates: in every version they parse, are scheduled and clean under our own rules, and are as the OCA wants them.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_SETTINGS,
  plainText,
  snippetsFile,
  snippetText,
  TEMPLATES,
  templateForms,
  withNeeds,
} from '../../engine/src/index';
import { templateAddon, templateCrons } from '../../scripts/prove-templates/addon.mjs';
import { findingsIn, withWorkspace } from '../support/engine';
import { ruffOn } from '../support/ruff';

const VERSIONS = [14, 15, 16, 17, 18, 19];
const doors = { plainText, withNeeds };
const formsIn = (major: number) => templateForms(`${major}.0`);
// The name of the templates' model is that of a small one.
const large = { largeModels: ['my.model'] };
const settingsIn = (major: number) => ({ ...DEFAULT_SETTINGS, ...large, odooVersion: `${major}.0` });
const namesIn = (major: number) => formsIn(major).map(({ template }) => template.name);

/** What our rules say of the addon of all templates, every severity. */
function reportedIn(addon: ReadonlyMap<string, string>, major: number): readonly string[] {
  return withWorkspace(addon, settingsIn(major), (workspace) =>
    findingsIn(workspace, addon).map(({ rule, path }) => `${path}: ${rule}`),
  );
}

describe.each(VERSIONS)('in Odoo %i', (major) => {
  const forms = formsIn(major);
  const addon = templateAddon(doors, forms, major);
  const python = [...addon].filter(([path]) => path.includes('models/cron'));

  test('every template in Python is a method that is scheduled', () => {
    withWorkspace(addon, settingsIn(major), (workspace) => {
      // What the template for queue_job puts into the queue is its second method.
      const crons = workspace.crons().filter(({ kind }) => kind !== 'job');
      const calls = crons.flatMap((cron) => cron.calls);
      const found = calls.filter(({ definitions }) => definitions.length > 0);
      const own = templateCrons(doors, forms).map(({ method }) => method);
      expect(found.map(({ method }) => method).sort()).toEqual(own.sort());
    });
  });

  test('no rule has anything to say of them, not even a hint', () => {
    expect(reportedIn(addon, major)).toEqual([]);
  });

  test.each(python)('%s passes ruff as the OCA configures it', (_, text) => {
    expect(ruffOn(text)).toEqual([]);
  });

  test('no line is longer than 88 columns, and what the OCA forbids is not there', () => {
    for (const [path, text] of addon) {
      if (path.endsWith('.csv')) continue;
      const longest = Math.max(...text.split('\n').map((line) => line.length));
      expect({ path, fits: longest <= 88 }).toEqual({ path, fits: true });
      expect(text).not.toMatch(/offset|_cr\b|print\(/);
      expect(text).not.toMatch(/«|»/);
      const lines = text.split('\n');
      for (const [index, line] of lines.entries()) {
        if (!line.includes('cr.commit()')) continue;
        expect(line).toMatch(/ {2}# pylint: disable=invalid-commit$/);
        expect(lines[index - 1]).toMatch(/^ +# [A-Z]/);
      }
    }
  });

  test('they speak to the scheduler and to the cache as the version does', () => {
    const text = forms.map((form) => form.text).join('\n');
    expect(text.includes('_commit_progress')).toBe(major >= 19);
    expect(text.includes('_notify_progress')).toBe(major === 18);
    expect(text.includes('cr.commit()')).toBe(major < 19);
    expect(text.includes('_trigger()')).toBe(major >= 15 && major < 19);
    expect(text.includes('invalidate_all()')).toBe(major >= 16);
    expect(text.includes('invalidate_cache()')).toBe(major < 16);
    expect(text.includes('cache._data')).toBe(major < 19);
    expect(/numbercall|doall/.test(text)).toBe(major < 18);
    expect(text.includes(':=')).toBe(major >= 16);
  });
});

test('a template that forgot to release its batches would be reported', () => {
  const forms = formsIn(17).map((form) => ({
    ...form,
    text: form.text.replace(/^.*(?:commit|invalidate_all)\(\).*\n?/gm, ''),
  }));
  const reported = reportedIn(templateAddon(doors, forms, 17), 17);
  expect(reported).toContain('my_addon/models/cron_keyset.py: batch-without-release');
});

test('ruff is really asked', () => {
  expect(ruffOn('import os\n')).toEqual(['1: F401 `os` imported but unused']);
  expect(ruffOn("x = 'y'\n")).toEqual(['not formatted: 1: x = "y"']);
});

test('each version has its forms, and none that it has no use for', () => {
  const named = new Set(TEMPLATES.map(({ name }) => name));
  expect(named.size).toBe(TEMPLATES.length);
  expect(namesIn(13)).toEqual([]);
  expect(namesIn(14)).not.toContain('cron-trigger');
  for (const major of [16, 17]) expect(namesIn(major)).toEqual([...named].filter(but('cron-progress')));
  for (const major of [18, 19]) expect(namesIn(major)).toEqual([...named].filter(but('cron-trigger')));
});

const but = (left: string) => (name: string) => name !== left;

describe('places to fill in', () => {
  test('the same words are one place, a choice is a choice, and the last is where the cursor ends', () => {
    const text = 'def _«a»_«b»(): «a» «x|y» {$} «»';
    expect(plainText(text)).toBe('def _a_b(): a x {$} ');
    expect(snippetText(text)).toBe(`def _\${1:a}_\${2:b}(): \${1:a} \${3|x,y|} {\\$\\} $0`);
  });
});

describe('the snippets of VS Code', () => {
  const file = readFileSync(new URL('../../snippets/odoo-cron.code-snippets', import.meta.url), 'utf8');
  const entries = Object.entries<{ prefix: readonly string[]; description: string }>(JSON.parse(file));

  test('are those of the engine: `npm run snippets` writes them', () => {
    expect(file).toBe(snippetsFile());
  });

  test('are there for every current version, under a name that says it', () => {
    const prefixes = entries.flatMap(([, { prefix }]) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    for (const major of [16, 17, 18, 19]) {
      const expected = namesIn(major).map((name) => name.replace('cron', `odoo${major}`));
      expect(prefixes.filter((prefix) => prefix.startsWith(`odoo${major}-`)).sort()).toEqual(expected.sort());
    }
  });

  test('are not found by typing what the server offers', () => {
    // VS Code finds what has the letters typed in their order, with others between them.
    for (const [, { prefix }] of entries) for (const one of prefix) expect(one).not.toMatch(/c.*r.*o.*n/);
  });

  test('say what they need at the top of the file', () => {
    const described = entries.find(([title]) => title.includes('external API'))?.[1].description;
    expect(described).toMatch(
      /Needs `from psycopg2 import OperationalError`, `import requests` and `_logger = logging\.getLogger\(__name__\)`\.$/,
    );
  });
});
