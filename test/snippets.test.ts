// Snippets: what they insert is right Python and XML as it stands, in 88 columns, and nothing that we report.

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { Language, Parser } from 'web-tree-sitter';

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

let parser: Parser;
beforeAll(async () => {
  await Parser.init();
  parser = new Parser();
  const wasm = readFileSync(new URL('node_modules/tree-sitter-python/tree-sitter-python.wasm', ROOT));
  parser.setLanguage(await Language.load(new Uint8Array(wasm)));
});

describe('a Python snippet', () => {
  test.each(ofScope('python'))('%s parses without an error', (_, snippet) => {
    const tree = parser.parse(filled(snippet));
    const broken = tree?.rootNode.hasError;
    tree?.delete();
    expect(broken).toBe(false);
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
    const version = Number(/\d+$/.exec(name)?.[0]);
    expect(text.includes('_commit_progress')).toBe(version >= 19);
    expect(text.includes('_notify_progress')).toBe(version === 18);
    if (version >= 19) expect(text).not.toContain('cr.commit()');
  });
});

describe('an XML snippet', () => {
  test.each(ofScope('xml'))('%s has the fields of its version', (name, snippet) => {
    const text = filled(snippet);
    const version = Number(/\d+$/.exec(name)?.[0]);
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
