// Manifests, the addons that they make, and the Odoo version that a workspace is for.

import { describe, expect, it } from 'vitest';
import { Addons } from '../../engine/src/project/addons';
import { readManifest } from '../../engine/src/project/manifest';
import { findVersion, isReleasePath, readRelease } from '../../engine/src/project/version-detection';

const addons = (manifests: Readonly<Record<string, string>>): Addons =>
  new Addons(new Map(Object.entries(manifests).map(([path, text]) => [path, readManifest(text)])));

describe('a manifest', () => {
  it('is read as Odoo reads it', () => {
    const read = readManifest(`# -*- coding: utf-8 -*-
# Copyright
{
    "name": 'It\\'s ' "joined",
    "version": "17.0.1.0.0",
    'depends': ["base", 'sale',],
    "data": [
        # "data/no.xml",
        "data/cron.xml",
    ],
    "demo": ("demo/demo.xml",),
    "description": """
Long } "text"
""",
    "installable": False, "sequence": -1.5e3, "price": 0x10, "x": None, "assets": {"web": [("a", "b")]},
}
`);
    expect(read).toEqual({
      kind: 'manifest',
      manifest: {
        depends: ['base', 'sale'],
        version: '17.0.1.0.0',
        data: ['data/cron.xml', 'demo/demo.xml'],
        demo: ['demo/demo.xml'],
        installable: false,
      },
    });
  });

  it.each([
    ['{"name": get_name()}', 'get_name is not a literal'],
    ['{"version": "1" + VERSION}', '"," or "}" is missing'],
    ['{"name": "x"', 'the text ends too early'],
    ['', 'the text ends too early'],
    ['["a"]', 'the manifest is not a dict'],
    ['{} {}', 'more follows the literal'],
    [`${'['.repeat(150)}`, 'nested too deeply'],
  ])('%s is unreadable, with a reason', (text, reason) => {
    expect(readManifest(text)).toEqual({ kind: 'unreadable', reason });
  });

  it('never throws at any prefix', () => {
    const text = `{"a": ['b', "c\\n", r'd', -1.5, 0x1F, True, None, {1: (2,)}], 'e': """f"""} # g`;
    for (let end = 0; end < text.length - 4; end++)
      expect(readManifest(text.slice(0, end)).kind).toBe('unreadable');
    expect(readManifest(text).kind).toBe('manifest');
  });
});

describe('addons', () => {
  it('are the nearest folders with a manifest', () => {
    const found = addons({ 'a/__manifest__.py': '{}', 'a/sub/b/__openerp__.py': '{}' });
    expect(found.addonOf('a/models/x.py')?.name).toBe('a');
    expect(found.addonOf('a/sub/b/models/deep/x.py')?.name).toBe('b');
    expect(found.addonOf('other/x.py')).toBeUndefined();
    expect(found.addonOf('x.py')).toBeUndefined();
  });

  it('may be the workspace itself', () => {
    expect(addons({ '__manifest__.py': '{"data": ["data/c.xml"]}' }).addonOf('models/x.py')?.root).toBe('');
    expect(addons({ '__manifest__.py': '{"data": ["data/c.xml"]}' }).loads('data/c.xml')).toBe(true);
  });

  it('load after what they depend on, base first, circles included', () => {
    const found = addons({
      'a/__manifest__.py': '{"depends": ["c"]}',
      'b/__manifest__.py': '{"depends": ["a", "nowhere"]}',
      'c/__manifest__.py': '{"depends": ["base", "b"]}',
      'odoo/addons/base/__manifest__.py': '{}',
    });
    expect(found.all().map(({ name }) => name)).toEqual(['base', 'b', 'c', 'a']);
  });

  it('may share a name', () => {
    const found = addons({
      'one/sale/__manifest__.py': '{"data": ["a.xml"]}',
      'two/sale/__manifest__.py': '{"data": ["./b.xml"]}',
    });
    expect(found.addonOf('one/sale/x.py')?.root).toBe('one/sale');
    expect(found.addonOf('two/sale/x.py')?.root).toBe('two/sale');
    expect([
      found.loads('one/sale/a.xml'),
      found.loads('two/sale/a.xml'),
      found.loads('two/sale/b.xml'),
    ]).toEqual([true, false, true]);
  });

  it('load what their manifest lists, and perhaps everything where it cannot be read', () => {
    const found = addons({
      'a/__manifest__.py': '{"data": ["data/cron.xml"], "demo": ["demo/demo.xml"]}',
      'b/__manifest__.py': 'DATA = glob("data/*.xml")',
    });
    const files = ['a/data/cron.xml', 'a/demo/demo.xml', 'a/data/other.xml', 'b/data/cron.xml', 'c/cron.xml'];
    expect(files.filter((file) => found.loads(file))).toEqual([
      'a/data/cron.xml',
      'a/demo/demo.xml',
      'b/data/cron.xml',
    ]);
  });

  it('say why their manifest cannot be read, and are addons all the same', () => {
    const addon = addons({ 'a/__manifest__.py': 'import os' }).addonOf('a/x.py');
    expect([addon?.name, addon?.manifest, addon?.problem]).toEqual([
      'a',
      undefined,
      'import is not a literal',
    ]);
  });
});

describe('the Odoo version', () => {
  const versions = (...texts: string[]): Addons =>
    addons(Object.fromEntries(texts.map((text, i) => [`a${i}/__manifest__.py`, `{"version": "${text}"}`])));

  it('is the setting, then release.py, then what most manifests say', () => {
    const found = versions('16.0.1.0.0', '17.0.1.0.0', '17.0.2.1.0', '1.0', '1.0.3.0.0');
    expect(findVersion('18', ['19.0'], found)).toEqual({ version: '18.0', source: 'setting' });
    expect(findVersion(undefined, ['19.0'], found)).toEqual({ version: '19.0', source: 'release' });
    expect(findVersion('nonsense', [], found)).toEqual({ version: '17.0', source: 'manifest' });
    expect(findVersion(undefined, [], versions('1.0'))).toEqual({ version: undefined, source: 'none' });
    expect(findVersion(undefined, [], addons({}))).toEqual({ version: undefined, source: 'none' });
  });

  it('prefers the newer of two that are as common', () => {
    expect(findVersion(undefined, [], versions('9.0.1.0.0', '16.0.1.0.0')).version).toBe('16.0');
  });

  it('is not that of addons that wait for their migration, unless all do', () => {
    const waiting = {
      'a/__manifest__.py': '{"version": "14.0.1.0.0", "installable": False}',
      'b/__manifest__.py': '{"version": "14.0.1.0.0", "installable": False}',
    };
    expect(findVersion(undefined, [], addons(waiting)).version).toBe('14.0');
    const migrated = addons({ ...waiting, 'c/__manifest__.py': '{"version": "16.0.1.0.0"}' });
    expect(findVersion(undefined, [], migrated).version).toBe('16.0');
    const unnumbered = addons({ ...waiting, 'c/__manifest__.py': '{"version": "1.0"}' });
    expect(findVersion(undefined, [], unnumbered).version).toBe('14.0');
  });

  it('is read from release.py', () => {
    expect(readRelease("RELEASE_LEVELS = [ALPHA]\nversion_info = (17, 0, 0, FINAL, 0, '')\n")).toBe('17.0');
    expect(readRelease("version_info = ('saas~17', 2, 0, FINAL, 0, '')")).toBe('17.2');
    expect(readRelease('nothing')).toBeUndefined();
    expect(isReleasePath('src/odoo/release.py')).toBe(true);
    expect(isReleasePath('addons/x/release.py')).toBe(false);
  });
});
