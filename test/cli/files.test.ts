// Reading addons from disk: encodings, links in a circle, what is left out, and what a PATH brings along.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeText } from '../../cli/src/disk/decode-text';
import { listFiles } from '../../cli/src/disk/list-files';
import { FileReader } from '../../cli/src/disk/read-files';
import { UsageError } from '../../cli/src/host';
import { commonFolder, isWithin, resolveScope, slashPath } from '../../cli/src/scope';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cronvet-files-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: string | Buffer = ''): string {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

const listed = (...folders: string[]) =>
  listFiles(folders.map((folder) => join(root, folder))).files.map((file) => slashPath(root, file));

describe('of a folder are read', () => {
  test('Python, XML and the crons in CSV, sorted; nothing hidden, installed or served to browsers', () => {
    const wanted = ['a/__manifest__.py', 'a/data/cron.xml', 'a/data/ir.cron.csv', 'a/models/b.py'];
    const others = [
      'a/README.md',
      'a/data/res.partner.csv',
      'a/static/src/x.py',
      '.git/hooks/x.py',
      '.venv/lib/x.py',
      'venv/lib/x.py',
      'node_modules/gyp/x.py',
      'a/__pycache__/x.py',
    ];
    for (const path of [...wanted, ...others].reverse()) write(path);
    expect(listed('.')).toEqual(wanted);
  });

  test('linked folders once, under their real name where it is there, though they link in a circle', () => {
    write('addons/real/models/a.py');
    write('elsewhere/other/b.py');
    symlinkSync(join(root, 'addons'), join(root, 'addons/real/circle'));
    symlinkSync(join(root, 'addons/real'), join(root, 'addons/alias'));
    symlinkSync(join(root, 'elsewhere/other'), join(root, 'addons/linked'));
    symlinkSync(join(root, 'nowhere'), join(root, 'addons/broken'));
    expect(listed('addons')).toEqual(['addons/linked/b.py', 'addons/real/models/a.py']);
  });

  test('overlapping folders once', () => {
    write('a/b/c.py');
    expect(listed('a/b', 'a', 'a/b/c.py')).toEqual(['a/b/c.py']);
  });
});

describe('a text is read', () => {
  test.each([
    ['as UTF-8', Buffer.from('x = "é"\n'), 'x = "é"\n'],
    ['without its BOM', Buffer.from('\uFEFFx = "é"\n'), 'x = "é"\n'],
    ['without its BOM when the rest is ASCII', Buffer.from('\uFEFFx = 1\n'), 'x = 1\n'],
    [
      'as its cookie says',
      Buffer.from('# -*- coding: latin-1 -*-\nx = "é"\n', 'latin1'),
      '# -*- coding: latin-1 -*-\nx = "é"\n',
    ],
    [
      'as the cookie in line two says',
      Buffer.from('#!/usr/bin/python\n# coding=cp1252\n# é\n', 'latin1'),
      '#!/usr/bin/python\n# coding=cp1252\n# é\n',
    ],
    [
      'as its XML declaration says',
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', 'latin1'),
      '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>',
    ],
    ['when it is empty', Buffer.from(''), ''],
  ])('%s', (_, bytes, text) => {
    expect(decodeText(bytes)).toEqual({ kind: 'text', text });
  });

  test.each([
    ['binary', Buffer.from([0x50, 0x4b, 0, 1]), 'a binary file'],
    ['UTF-16', Buffer.from('\uFEFFx = 1', 'utf16le'), 'UTF-16, which Odoo cannot read'],
    ['not UTF-8', Buffer.from([0x78, 0xe9, 0x0a]), 'not UTF-8, and it names no other encoding'],
    [
      'in no known encoding',
      Buffer.from('# coding: klingon\n\xe9', 'latin1'),
      'not readable as klingon, which it says it is',
    ],
  ])('but not when it is %s', (_, bytes, reason) => {
    expect(decodeText(bytes)).toEqual({ kind: 'skipped', reason });
  });

  test('one file after the other, longer ones included, XML only with scheduled actions', () => {
    const reader = new FileReader(Date.now());
    const long = `# ${'é'.repeat(600_000)}\n`;
    const read = (path: string) => reader.read(path).decoded;
    expect(read(write('short.py', 'x = 1\n'))).toEqual({ kind: 'text', text: 'x = 1\n' });
    expect(read(write('long.py', long))).toEqual({ kind: 'text', text: long });
    expect(read(write('view.xml', '<odoo><record model="ir.ui.view"/></odoo>'))).toBeUndefined();
    expect(read(write('cron.xml', '<record model="ir.cron"/>'))).toMatchObject({ kind: 'text' });
  });

  test('but not when it is huge, gone or a folder', () => {
    const reader = new FileReader(Date.now());
    const reason = (path: string) => {
      const { decoded } = reader.read(path);
      return decoded?.kind === 'skipped' ? decoded.reason : decoded;
    };
    expect(reason(write('huge.py', Buffer.alloc(8 * 1024 * 1024 + 1, 32)))).toBe('larger than 8 MB');
    expect(reason(join(root, 'gone.py'))).toBe('no such file or directory');
    mkdirSync(join(root, 'folder.py'));
    expect(reason(join(root, 'folder.py'))).toMatch(/directory|not permitted/);
  });
});

describe('a PATH', () => {
  const sources = (...paths: string[]) =>
    resolveScope(paths, root).sources.map((path) => relative(root, path));

  test('in an addon brings the addons beside it, and nothing else that lies there', () => {
    write('addons/sale_x/__manifest__.py');
    write('addons/sale_x/models/sale.py');
    write('addons/stock_x/__openerp__.py');
    write('addons/photos/a.py');
    expect(sources('addons/sale_x/models').sort()).toEqual(
      ['addons/sale_x', 'addons/sale_x/models', 'addons/stock_x'].map((path) => join(path)),
    );
    expect(sources('addons/sale_x/models/sale.py')).toContain(join('addons/stock_x'));
    expect(sources('addons')).toEqual(['addons']);
  });

  test('gives JSON its home: the folder, or the folder of the file', () => {
    write('a/b.py');
    expect(resolveScope(['a'], root).home).toBe(join(root, 'a'));
    expect(resolveScope(['a/b.py', '.'], root).home).toBe(join(root, 'a'));
  });

  test('that is not there is wrong usage', () => {
    expect(() => resolveScope(['nowhere'], root)).toThrow(UsageError);
    expect(() => resolveScope(['nowhere'], root)).toThrow('nowhere: no such file or directory');
  });

  test('is seen from another', () => {
    expect(slashPath(join(root, 'a'), join(root, 'b', 'c.py'))).toBe('../b/c.py');
    expect(commonFolder([join(root, 'a/b'), join(root, 'a/c')])).toBe(join(root, 'a'));
    expect(isWithin(join(root, 'ab'), join(root, 'a'))).toBe(false);
    expect(isWithin(join(root, 'a', '..b'), join(root, 'a'))).toBe(true);
  });
});

test('a folder that this user may not read is named, and the rest is listed', () => {
  write('a/closed/x.py');
  write('a/open.py');
  chmodSync(join(root, 'a/closed'), 0);
  const { files, unreadable } = listFiles([join(root, 'a')]);
  chmodSync(join(root, 'a/closed'), 0o755);
  const readsAll = process.platform === 'win32' || process.getuid?.() === 0;
  expect(unreadable).toEqual(readsAll ? [] : [join(root, 'a/closed')]);
  expect(files).toContain(join(root, 'a/open.py'));
});
