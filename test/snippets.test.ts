// Snippets: what they insert is right Python and XML as it stands, in 88 columns, and nothing that we report.

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { Language, Parser } from 'web-tree-sitter';
import { createEngine, DEFAULT_SETTINGS, type Engine } from '../engine/src/index';

interface Snippet {
  readonly scope: 'python' | 'xml';
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

const ROOT = new URL('../', import.meta.url);
const file = readFileSync(new URL('snippets/odoo-cron.code-snippets', ROOT), 'utf8');
const snippets = Object.entries<Snippet>(JSON.parse(file));
const ofScope = (scope: Snippet['scope']) => snippets.filter(([, snippet]) => snippet.scope === scope);

/** What stands in the editor when the user tabs through without typing. */
function filled({ body }: Snippet): string {
  return body
    .join('\n')
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, '');
}

let engine: Engine;
let parser: Parser;
beforeAll(async () => {
  const bytes = (path: string) => new Uint8Array(readFileSync(new URL(`node_modules/${path}`, ROOT)));
  engine = await createEngine({
    runtime: bytes('web-tree-sitter/web-tree-sitter.wasm'),
    grammar: bytes('tree-sitter-python/tree-sitter-python.wasm'),
  });
  parser = new Parser();
  parser.setLanguage(await Language.load(bytes('tree-sitter-python/tree-sitter-python.wasm')));
});

/** An addon in which the method is scheduled by the record. */
function check(method: string, record: string, version: number) {
  const workspace = engine.createWorkspace({ ...DEFAULT_SETTINGS, odooVersion: `${version}.0` });
  const lines = method.split('\n').map((line) => (line === '' ? line : `    ${line}`));
  const head = 'from odoo import api, models\nfrom odoo.tools import split_every\n\n\n';
  const python = `${head}class Work(models.Model):\n    _name = "my.model"\n\n${lines.join('\n')}\n`;
  workspace.apply([
    { path: 'a/__manifest__.py', text: '{"data": ["cron.xml"]}' },
    { path: 'a/cron.xml', text: record },
    { path: 'a/models.py', text: python },
  ]);
  const result = { crons: workspace.crons(), findings: workspace.check('a/models.py').findings };
  workspace.dispose();
  return result;
}

const versionOf = (name: string) => Number(/\d+$/.exec(name)?.[0]);

describe('a Python snippet', () => {
  test.each(ofScope('python'))('%s parses without an error', (_, snippet) => {
    const tree = parser.parse(filled(snippet));
    const broken = tree?.rootNode.hasError;
    tree?.delete();
    expect(broken).toBe(false);
  });

  test('would be reported if it did not release its batches', () => {
    const [, snippet] = snippets.find(([title]) => title === 'Batched cron, keyset, Odoo 17') ?? [];
    const [, record] = snippets.find(([title]) => title === 'Scheduled action, Odoo 17') ?? [];
    if (snippet === undefined || record === undefined) throw new Error('no such snippet');
    const method = filled(snippet)
      .replace(/^.*(?:commit|invalidate_all)\(\).*$/gm, '')
      .replace('batch._process_batch()', 'batch.write({"state": "done"})');
    const { findings } = check(method, filled(record), 17);
    expect(findings.map(({ rule }) => rule)).toEqual(['batch-without-release']);
  });

  test.each(ofScope('python'))('%s is found by its record, and has nothing to report', (name, snippet) => {
    const record = snippets.find(([title]) => title === `Scheduled action, Odoo ${versionOf(name)}`)?.[1];
    if (record === undefined) throw new Error('no record');
    const { crons, findings } = check(filled(snippet), filled(record), versionOf(name));
    expect(crons).toMatchObject([
      {
        model: 'my.model',
        interval: '1 minutes',
        calls: [{ method: '_cron_process', definitions: [{ path: 'a/models.py' }] }],
      },
    ]);
    expect(findings.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
  });

  test.each(ofScope('python'))('%s keeps to 88 columns in a class, and to the conventions', (_, snippet) => {
    const text = filled(snippet);
    expect(Math.max(...text.split('\n').map((line) => line.length + 4))).toBeLessThanOrEqual(88);
    expect(text).not.toMatch(/offset|_cr\b|print\(/);
    for (const [index, line] of snippet.body.entries()) {
      if (!line.includes('cr.commit()')) continue;
      expect(line).toMatch(/ {2}# pylint: disable=invalid-commit$/);
      expect(snippet.body[index - 1]).toMatch(/^ +# /);
    }
  });

  test.each(ofScope('python'))('%s speaks to the scheduler as its version does', (name, snippet) => {
    const text = filled(snippet);
    const version = versionOf(name);
    expect(text.includes('_commit_progress')).toBe(version >= 19);
    expect(text.includes('_notify_progress')).toBe(version === 18);
    if (version >= 19) expect(text).not.toContain('cr.commit()');
  });
});

describe('an XML snippet', () => {
  test.each(ofScope('xml'))('%s has the fields of its version', (name, snippet) => {
    const text = filled(snippet);
    const version = versionOf(name);
    expect(text).toMatch(/^<odoo noupdate="1">[\s\S]*model="ir\.cron"[\s\S]*<\/odoo>$/);
    expect(text).toContain('<field name="interval_type">minutes</field>');
    expect(/numbercall|doall/.test(text)).toBe(version < 18);
    expect(text).not.toMatch(/\$/);
  });
});

test('every form is there for every version, and no prefix twice', () => {
  const prefixes = snippets.flatMap(([, { prefix }]) => prefix);
  expect(new Set(prefixes).size).toBe(prefixes.length);
  for (const form of ['cron-keyset', 'cron-snapshot', 'cron-progress', 'cron-xml']) {
    for (const version of [17, 18, 19]) expect(prefixes).toContain(`${form}-${version}`);
  }
});
