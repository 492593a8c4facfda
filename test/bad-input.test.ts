// Input that nobody should write: the engine and the command line keep their heads, and still check the rest.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, type Finding } from '../engine/src/index';
import { cronvet } from './cli/support';
import { engine, withWorkspace } from './support/engine';
import { ORDER } from './support/typing';

afterEach(() => expect(engine.liveTrees()).toBe(0));

const MANIFEST = '{"name": "thing", "version": "17.0.1.0.0", "data": ["data/cron.xml"]}\n';
const record = (code: string, id = 'cron') => `<record id="${id}" model="ir.cron">
    <field name="name">Work</field>
    <field name="model_id" ref="model_thing"/>
    <field name="state">code</field>
    <field name="code">${code}</field>
  </record>`;
const CRON = `<odoo>\n  ${record('model._cron_work()')}\n</odoo>\n`;
const LEAK = `from odoo import models


class Thing(models.Model):
    _name = "thing"

    def _cron_work(self):
        for thing in self.search([]):
            thing.name = thing.name.strip()
`;

/** An addon that is all right and has one finding. */
const GOOD = {
  'thing/__manifest__.py': MANIFEST,
  'thing/data/cron.xml': CRON,
  'thing/models/thing.py': LEAK,
};
const RULE = 'loop-without-release';

function findings(files: Readonly<Record<string, string>>): readonly Finding[] {
  const texts = new Map(Object.entries(files));
  return withWorkspace(texts, DEFAULT_SETTINGS, (workspace) => {
    workspace.crons();
    return workspace.candidates().flatMap((path) => workspace.check(path).findings);
  });
}

const rules = (files: Readonly<Record<string, string>>) => findings(files).map(({ rule }) => rule);

describe('in the engine', () => {
  test.each(Object.entries({ LF: ORDER, CRLF: ORDER.replaceAll('\n', '\r\n') }))(
    'Python that breaks off anywhere is read without a throw, %s',
    { timeout: 60_000 },
    (_, text) => {
      const workspace = engine.createWorkspace(DEFAULT_SETTINGS);
      workspace.apply(Object.entries(GOOD).map(([path, good]) => ({ path, text: good })));
      for (let end = 0; end < text.length; end += 7) {
        workspace.apply([{ path: 'thing/models/other.py', text: text.slice(0, end) }]);
        workspace.check('thing/models/other.py');
      }
      expect(workspace.check('thing/models/thing.py').findings.map(({ rule }) => rule)).toEqual([RULE]);
      workspace.dispose();
    },
  );

  test.each(
    Object.entries({
      'XML that breaks off': CRON.slice(0, CRON.length - 30),
      'XML with a stray bracket': '<odoo><record <field>&&& </odoo',
      'XML that is something else': '{"a": 1}',
      'nothing at all': '',
      'a BOM alone': '\uFEFF',
      'binary rubbish': String.fromCharCode(...Array.from({ length: 600 }, (_, i) => (i * 37) % 256)),
      'XML that nests deeply': `${'<a>'.repeat(20_000)}ir.cron`,
    }),
  )('%s in one file leaves the others checked', (_, text) => {
    expect(rules({ ...GOOD, 'thing/data/broken.xml': text })).toContain(RULE);
  });

  test.each(
    Object.entries({
      'brackets without end': '('.repeat(5_000),
      'deep nesting': `x = ${'['.repeat(3_000)}${']'.repeat(3_000)}\n`,
      'a sum of thousands': `class A(models.Model):\n    _name = "a"\n    def _cron_a(self):\n        for a in self.search([]):\n            a.b = ${'a.b + '.repeat(6_000)}1\n`,
      'deep blocks': Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}if x:\n`).join(''),
      'a line of a megabyte': `x = "${'a'.repeat(1_000_000)}"\n`,
      'only backslashes': '\\'.repeat(1_000),
      'only quotes': '"""'.repeat(999),
      'lone surrogates': 'x = "\uD83D" # \uDE00\n',
      'not Python': '<?php echo "models.Model"; ?>',
      'another Python': 'print "models.Model"\nexec code in ns\n',
      'containers that two loops name after each other':
        'a, b = {}, {}\na = {}\nb = {}\ndef f(key):\n    a[key] = b[key] = 1\n    for a in (b,): pass\n    for b in (a,): pass\n',
      NULs: `class A(models.Model):\n    _name = "a"\n\0\0\0\n`,
      'classic Mac line ends': LEAK.replaceAll('\n', '\r'),
    }),
  )('%s in one file leaves the others checked', (_, text) => {
    const files = { ...GOOD, 'thing/models/zz_broken.py': `import models\n_name = {}\n${text}` };
    expect(rules(files)).toContain(RULE);
  });

  test('entities and DTDs are never resolved', () => {
    const hidden = `<!DOCTYPE odoo [<!ENTITY who SYSTEM "file:///etc/passwd"><!ENTITY a "ha"><!ENTITY b "&a;&a;">]>
<odoo>${record('model._cron_work() # &who; &b;', 'x')}</odoo>`;
    const found = findings({ ...GOOD, 'thing/data/cron.xml': hidden });
    expect(found.map(({ rule }) => rule)).toEqual([RULE]);
    expect(JSON.stringify(found)).not.toContain('root:');
  });

  test.each(
    Object.entries({
      'a model that inherits from itself': '_name = "a"\n    _inherit = "a"',
      'two models that inherit from each other': '_name = "a"\n    _inherit = ["b", "thing"]',
      'a model that delegates to itself': '_name = "a"\n    _inherits = {"a": "a_id"}',
    }),
  )('%s ends', (_, declaration) => {
    const circular = (name: string, other: string) =>
      `from odoo import models\n\n\nclass A(models.Model):\n    ${declaration.replaceAll('"a"', `"${name}"`).replaceAll('"b"', `"${other}"`)}\n\n    def _cron_a(self):\n        return super()._cron_a()\n`;
    const files = { 'thing/models/a.py': circular('a', 'b'), 'thing/models/b.py': circular('b', 'a') };
    expect(rules({ ...GOOD, ...files })).toContain(RULE);
  });

  test('a method that calls itself, and two that call each other, end', () => {
    const calls = `${LEAK}            self._again(thing)

    def _again(self, thing):
        for each in self.search([]):
            self._again(each)
            each._cron_work()
`;
    expect(rules({ ...GOOD, 'thing/models/thing.py': calls })).toContain(RULE);
  });

  test.each(
    Object.entries({
      'is not a literal': 'import os\nMANIFEST = dict(name=os.name)\n{"data": glob("*")}',
      'is a list': '["data/cron.xml"]',
      'is broken': '{"name": "thing", "data": [',
      'is empty': '',
    }),
  )('a manifest that %s does not hide the addon', (_, manifest) => {
    expect(rules({ ...GOOD, 'thing/__manifest__.py': manifest })).toContain(RULE);
  });

  test('an addon without a manifest is checked', () => {
    expect(rules({ 'thing/data/cron.xml': CRON, 'thing/models/thing.py': LEAK })).toContain(RULE);
  });

  test('two addons with one name are both checked', () => {
    const moved = Object.entries(GOOD).flatMap(([path, text]) => [
      [`one/${path}`, text] as const,
      [`two/${path}`, text] as const,
    ]);
    const found = findings(Object.fromEntries(moved));
    expect(found.map(({ path }) => path)).toEqual(['one/thing/models/thing.py', 'two/thing/models/thing.py']);
  });

  test('a workspace without files has nothing to say', () => {
    expect(findings({})).toEqual([]);
  });

  test('a file that nobody knows has no findings', () => {
    withWorkspace(new Map(Object.entries(GOOD)), DEFAULT_SETTINGS, (workspace) => {
      expect(workspace.check('nowhere.py')).toEqual({ path: 'nowhere.py', findings: [] });
      workspace.apply([{ path: 'nowhere.py', text: undefined }]);
      workspace.close('nowhere.py');
    });
  });
});

describe('on the command line', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cronvet-bad-'));
    for (const [path, text] of Object.entries(GOOD)) write(path, text);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(path: string, content: string | Buffer): void {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
  }

  const check = async () => {
    const ran = await cronvet(['check', '.', '--format', 'json'], root);
    const found: { rule: string }[] = ran.stdout === '' ? [] : JSON.parse(ran.stdout).findings;
    return { ...ran, rules: found.map(({ rule }) => rule) };
  };

  test.each<[string, string, Buffer, string]>([
    ['binary', 'zip.py', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 1]), 'a binary file'],
    ['wrongly encoded', 'latin.py', Buffer.from([0x78, 0xe9, 0x0a]), 'not UTF-8'],
    ['huge', 'huge.py', Buffer.alloc(8 * 1024 * 1024 + 1, 35), 'larger than 8 MB'],
  ])('a %s file is named, and the rest is checked', async (_, name, bytes, reason) => {
    write(`thing/models/${name}`, bytes);
    const { code, stderr, rules } = await check();
    expect(stderr).toContain(reason);
    expect(stderr).toContain(name);
    expect(rules).toEqual([RULE]);
    expect(code).toBe(1);
  });

  test('files of 2 MB are read', async () => {
    write('thing/models/big.py', `${LEAK.replaceAll('"thing"', '"big"')}${'# é\n'.repeat(500_000)}`);
    const { stderr, code } = await check();
    expect(stderr).toBe('');
    expect(code).toBe(1);
  });

  test('links in a circle, and links to nowhere, end', async () => {
    symlinkSync(root, join(root, 'thing/models/circle'));
    symlinkSync(join(root, 'nowhere.py'), join(root, 'thing/models/gone.py'));
    const { code, rules } = await check();
    expect(rules).toEqual([RULE]);
    expect(code).toBe(1);
  });

  test('broken Python and XML leave the rest checked', async () => {
    write('thing/models/broken.py', LEAK.slice(0, -20).replace('thing', 'broken(('));
    write('thing/data/broken.xml', CRON.slice(0, 60));
    expect((await check()).rules).toEqual([RULE]);
  });

  test('a folder without files is clean', async () => {
    rmSync(join(root, 'thing'), { recursive: true });
    expect(await check()).toMatchObject({ code: 0, rules: [], stderr: '' });
  });
});
