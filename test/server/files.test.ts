// Reading real folders: what is listed, what is left out, and what a file's bytes become.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listFiles } from '../../server/src/list-files';
import { readText } from '../../server/src/read-text';

let folder = '';

function put(file: string, content: string | Uint8Array = ''): string {
  const absolute = path.join(folder, file);
  mkdirSync(path.dirname(absolute), { recursive: true });
  writeFileSync(absolute, content);
  return absolute;
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cronvet-files-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('listing a folder', () => {
  test('gives what may matter, sorted, and leaves out what cannot', async () => {
    const wanted = ['a/__manifest__.py', 'a/data/cron.xml', 'a/data/ir.cron.csv', 'a/models/b.py'];
    const ignored = [
      '.git/x.py',
      '.venv/x.py',
      'a/README.md',
      'a/__pycache__/b.py',
      'a/security/ir.model.access.csv',
      'a/static/src/x.xml',
      'node_modules/x/x.py',
      'venv/lib/python3.11/site-packages/x.py',
    ];
    for (const file of [...wanted, ...ignored]) put(`listed/${file}`);
    expect(await listFiles(path.join(folder, 'listed'))).toEqual(wanted);
  });

  test('follows links, and ends although they run in a circle', async () => {
    put('linked/addon/models/a.py');
    put('elsewhere/other/b.py');
    symlinkSync(path.join(folder, 'linked'), path.join(folder, 'linked/addon/loop'), 'junction');
    symlinkSync(path.join(folder, 'elsewhere/other'), path.join(folder, 'linked/other'), 'junction');
    symlinkSync(path.join(folder, 'nowhere'), path.join(folder, 'linked/dangling'), 'junction');
    expect(await listFiles(path.join(folder, 'linked'))).toEqual(['addon/models/a.py', 'other/b.py']);
  });

  test('a folder that is not there is empty', async () => {
    expect(await listFiles(path.join(folder, 'nothing'))).toEqual([]);
  });
});

describe('reading a file', () => {
  test.each([
    ['plain', 'x = "é"\r\n', 'x = "é"\r\n'],
    ['with a BOM', '\uFEFFx = 1\n', 'x = 1\n'],
    ['in Latin-1', Buffer.from('# caf\xe9\n', 'latin1'), '# café\n'],
    ['with a replacement character of its own', '# \uFFFD\n', '# \uFFFD\n'],
    ['empty', '', ''],
  ])('%s', async (name, content, text) => {
    expect(await readText(put(`read/${name}.py`, content))).toEqual({ kind: 'text', text });
  });

  test('a binary file is skipped', async () => {
    expect(await readText(put('read/binary.py', 'x\0y'))).toEqual({
      kind: 'skipped',
      reason: 'a binary file',
    });
  });

  test('a file of 2 MB is read, one beyond all measure is not', async () => {
    const line = 'x = 1\n';
    const megabyte = line.repeat(Math.ceil((1024 * 1024) / line.length));
    expect((await readText(put('read/two.py', megabyte.repeat(2)))).kind).toBe('text');
    expect(await readText(put('read/nine.py', megabyte.repeat(9)))).toMatchObject({
      kind: 'skipped',
      reason: 'larger than 8 MB',
    });
  });

  test('a file that is not there is gone, and one that is a folder or forbidden is skipped', async () => {
    expect(await readText(path.join(folder, 'nothing.py'))).toEqual({ kind: 'gone' });
    mkdirSync(path.join(folder, 'folder.py'), { recursive: true });
    expect((await readText(path.join(folder, 'folder.py'))).kind).toBe('skipped');
    const forbidden = put('read/forbidden.py', 'x = 1\n');
    chmodSync(forbidden, 0);
    const root = process.getuid?.() === 0 || process.platform === 'win32';
    expect((await readText(forbidden)).kind).toBe(root ? 'text' : 'skipped');
  });
});
