// `check --fix` and `check --diff` on files: what is written, what is left alone, and what is said about it.

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeLike } from '../../cli/src/disk/encode-text';
import { rewriteFile } from '../../cli/src/disk/rewrite-file';
import { cronvet } from './support';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cronvet-fix-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: string | Buffer): string {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** A commit for each record: its fix is safe. */
const SAFE = `    def _cron_pack(self):
        for thing in self.search([]):
            thing.name = thing.name.strip()
            self.env.cr.commit()
`;
const SAFE_FIXED = 'thing = thing.with_prefetch()';
/** A loop that never releases: its fix adds commits. */
const UNSAFE = `    def _cron_work(self):
        for thing in self.search([]):
            thing.name = thing.name.strip()  # no spaces
`;
const HEAD = `from odoo import models


class Thing(models.Model):
    _name = "thing"

`;

const cron = (method: string) => `  <record id="ir_cron${method}" model="ir.cron">
    <field name="name">Cron ${method}</field>
    <field name="model_id" ref="model_thing"/>
    <field name="state">code</field>
    <field name="code">model.${method}()</field>
  </record>`;

/** An addon with this in its model's file; the methods that are in it are scheduled. */
function addon(content: string | Buffer, folder = 'addons/thing'): void {
  write(`${folder}/__manifest__.py`, '{"name": "x", "version": "17.0.1.0.0", "data": ["data/cron.xml"]}');
  const methods = ['_cron_pack', '_cron_work'].filter((method) => content.includes(`def ${method}`));
  write(`${folder}/data/cron.xml`, `<odoo>\n${methods.map(cron).join('\n')}\n</odoo>\n`);
  write(`${folder}/models/thing.py`, content);
}

const THING = 'addons/thing/models/thing.py';
const fix = (...options: string[]) => cronvet(['check', 'addons', ...options], root);

describe('--fix', () => {
  test('makes the safe fixes, prints what is left, and says how to get the rest', async () => {
    addon(`${HEAD}${SAFE}\n${UNSAFE}`);
    const { code, stdout, stderr } = await fix('--fix');
    expect(read(THING)).toContain(SAFE_FIXED);
    expect(read(THING)).toContain(UNSAFE);
    expect(stderr).toBe('');
    expect(stdout).not.toContain('commit-per-record');
    expect(stdout).toContain('warning  loop-without-release');
    expect(stdout).toContain('\n1 finding fixed in 1 file, 1 remains.\n1 warning in 1 file. ');
    expect(stdout).toContain('\n1 has an unsafe fix, see why with each: add --unsafe-fixes.\n');
    expect(code).toBe(1);
  });

  test('with --unsafe-fixes makes the others, too, and a second run has nothing to do', async () => {
    addon(`${HEAD}${SAFE}\n${UNSAFE}`);
    const first = await fix('--fix', '--unsafe-fixes');
    expect(first.stdout).toMatch(/^2 findings fixed in 1 file, 0 remain\.\nN/);
    expect(first.code).toBe(0);
    const fixed = read(THING);
    expect(fixed).toContain(SAFE_FIXED);
    expect(fixed.match(/cr\.commit\(\)/g)).toHaveLength(2);
    expect(fixed).toContain('# no spaces');
    const second = await fix('--fix', '--unsafe-fixes');
    expect(second.stdout).toMatch(/^Nothing fixed, 0 remain\.\n/);
    expect(read(THING)).toBe(fixed);
  });

  test('makes fixes that meet one after the other', async () => {
    const twice = UNSAFE.replace('_cron_work', '_cron_pack').replaceAll('thing.name', 'thing.code');
    // Each rewrite of a loop over a sorted set brings the same import.
    addon(`${HEAD}${twice}\n${UNSAFE}`.replaceAll('search([])', 'search([], order="name")'));
    expect((await fix('--fix', '--unsafe-fixes')).code).toBe(0);
    expect(read(THING).match(/split_every\(/g)).toHaveLength(2);
    expect(read(THING).match(/import split_every/g)).toHaveLength(1);
  });

  test('leaves what is silenced, excluded, or not among the PATHs', async () => {
    addon(HEAD + UNSAFE.replace('([]):', '([]):  # cronvet: ignore[loop-without-release] - few'));
    addon(`${HEAD}${UNSAFE}`.replaceAll('thing"', 'other"'), 'addons/legacy');
    addon(HEAD + SAFE, 'addons/beside');
    write('pyproject.toml', '[tool.cronvet]\nexclude = ["addons/legacy/**"]\n');
    const before = ['thing', 'legacy', 'beside'].map((name) => read(`addons/${name}/models/thing.py`));
    await cronvet(['check', 'addons/thing', 'addons/legacy', '--fix', '--unsafe-fixes'], root);
    expect(['thing', 'legacy', 'beside'].map((name) => read(`addons/${name}/models/thing.py`))).toEqual(
      before,
    );
  });

  test('fixes advice only with --all, as only then it is shown', async () => {
    addon(HEAD + SAFE);
    write('pyproject.toml', '[tool.cronvet.rules]\ncommit-per-record = "hint"\n');
    await fix('--fix');
    expect(read(THING)).toBe(HEAD + SAFE);
    await fix('--fix', '--all');
    expect(read(THING)).toContain(SAFE_FIXED);
  });

  test('as JSON says how much was fixed, besides what is left', async () => {
    addon(`${HEAD}${SAFE}\n${UNSAFE}`);
    const { stdout } = await fix('--fix', '--format', 'json');
    const { fixed, findings } = JSON.parse(stdout);
    expect(fixed).toEqual({ findings: 1, files: 1 });
    const worse = findings.filter(({ severity }: { severity: string }) => severity === 'warning');
    expect(worse).toMatchObject([{ rule: 'loop-without-release' }]);
    expect(JSON.parse((await fix('--format', 'json')).stdout)).not.toHaveProperty('fixed');
  });

  test('without it, a check says what it could do', async () => {
    addon(`${HEAD}${SAFE}\n${UNSAFE}`);
    const { stdout } = await fix();
    expect(stdout).toContain(
      '\n1 has a safe fix: add --fix.\n1 has an unsafe fix, see why with each: add --fix --unsafe-fixes.\n',
    );
  });
});

describe('a file that is fixed keeps', () => {
  const umlauts = `${HEAD}${SAFE}`.replace('strip()', 'strip()  # Größe');

  test.each([
    ['its line ends', Buffer.from(umlauts.replaceAll('\n', '\r\n'))],
    ['its BOM', Buffer.from(`\uFEFF${umlauts}`)],
    ['the encoding of its cookie', Buffer.from(`# -*- coding: latin-1 -*-\n${umlauts}`, 'latin1')],
    ['no line end at its end', Buffer.from(umlauts.trimEnd())],
  ])('%s', async (_, bytes) => {
    addon(bytes);
    expect((await fix('--fix')).code).toBe(0);
    const fixed = readFileSync(join(root, THING));
    const own = fixed.toString('latin1').split(/(?<=\n)/);
    const added = own.findIndex((line) => line.includes('with_prefetch'));
    expect(own[added]).toMatch(bytes.includes('\r\n') ? /^ {12}\S.*\r\n$/ : /^ {12}\S.*[^\r]\n$/);
    expect(own.filter((_line, index) => index !== added).join('')).toBe(bytes.toString('latin1'));
  });

  test.runIf(process.platform !== 'win32')('its mode', async () => {
    addon(HEAD + SAFE);
    chmodSync(join(root, THING), 0o751);
    await fix('--fix');
    expect(read(THING)).toContain(SAFE_FIXED);
    expect(statSync(join(root, THING)).mode & 0o777).toBe(0o751);
  });
});

describe('a file that cannot be written', () => {
  test('is named, counts as left, and the rest is done', async () => {
    const japanese = Buffer.concat([
      Buffer.from('# -*- coding: euc-jp -*-\n# '),
      Buffer.from([0xc6, 0xfc, 0x0a]),
      Buffer.from(HEAD + SAFE),
    ]);
    addon(japanese);
    addon(`${HEAD}${SAFE}`.replaceAll('"thing"', '"other"'), 'addons/other');
    write('addons/other/data/cron.xml', `<odoo>${cron('_cron_pack').replaceAll('thing', 'other')}</odoo>`);
    const { code, stdout, stderr } = await fix('--fix');
    expect(stderr).toBe(`cronvet: ${THING}: not written, its encoding can be read but not written\n`);
    expect(code).toBe(2);
    expect(readFileSync(join(root, THING))).toEqual(japanese);
    expect(read('addons/other/models/thing.py')).toContain(SAFE_FIXED);
    expect(stdout).toContain(`${THING}:12:`);
    expect(stdout).toContain('\n1 finding fixed in 1 file, 1 remains.\n');
  });

  test('stays when it is not what was read, or is gone', () => {
    const path = write('x.py', 'mine = 1\n');
    expect(rewriteFile(path, 'x = 1\n', 'x = 2\n')).toBe('it has changed since it was read');
    expect(read('x.py')).toBe('mine = 1\n');
    expect(rewriteFile(join(root, 'gone.py'), '', 'x')).toBe('no such file or directory');
    mkdirSync(join(root, 'folder.py'));
    expect(rewriteFile(join(root, 'folder.py'), '', 'x')).toMatch(/directory|not permitted/);
  });

  test('is no matter when another name of it was written already', () => {
    const path = write('x.py', 'x = 2\n');
    expect(rewriteFile(path, 'x = 1\n', 'x = 2\n')).toBeUndefined();
  });
});

test.each([
  ['# coding: cp1250\n# Ł\n', [0xa3], true],
  ['# coding: latin-1\n# é\n', [0xe9], true],
  ['# coding: iso-8859-15\n# €\n', [0xa4], true],
  ['# coding: latin-1\n# 日\n', [], false],
])('%j is written in the encoding that it names', (text, bytes, possible) => {
  const original = Buffer.from(text.replace(/[^\0-\x7F]/, 'x'));
  const encoded = encodeLike(original, text);
  expect(encoded !== undefined).toBe(possible);
  expect([...(encoded ?? [])].filter((byte) => byte > 0x7f)).toEqual(bytes);
});

describe('--diff', () => {
  test('shows what would change, changes nothing, and can be applied', async () => {
    addon(`${HEAD}${SAFE}\n${UNSAFE}`);
    const before = read(THING);
    const { code, stdout, stderr } = await fix('--diff');
    expect(code).toBe(1);
    expect(stderr).toBe('1 finding in 1 file would be fixed.\n');
    expect(stdout).toBe(`--- ${THING}
+++ ${THING}
@@ -6,6 +6,7 @@
 
     def _cron_pack(self):
         for thing in self.search([]):
+            thing = thing.with_prefetch()
             thing.name = thing.name.strip()
             self.env.cr.commit()
 
`);
    expect(read(THING)).toBe(before);

    const all = await fix('--diff', '--unsafe-fixes');
    expect(all.stderr).toBe('2 findings in 1 file would be fixed.\n');
    const applied = spawnSync('git', ['apply', '-p0', '-'], {
      cwd: root,
      input: all.stdout,
      encoding: 'utf8',
    });
    expect(applied.stderr).toBe('');
    const patched = read(THING);
    write(THING, before);
    await fix('--fix', '--unsafe-fixes');
    expect(patched).toBe(read(THING));
  });

  test('of nothing is empty', async () => {
    addon(HEAD + UNSAFE);
    expect(await fix('--diff')).toEqual({ code: 0, stdout: '', stderr: 'Nothing would be fixed.\n' });
    expect((await fix('--diff', '--fix')).code).toBe(0);
    expect(read(THING)).toContain(UNSAFE);
  });
});

test.each([
  [['--unsafe-fixes'], 'cronvet: --unsafe-fixes: goes with --fix or --diff\n'],
  [['--diff', '--format', 'json'], 'cronvet: --diff: prints a diff, and no JSON\n'],
])('%j is wrong usage', async (options, message) => {
  mkdirSync(join(root, 'addons'));
  const { code, stderr } = await fix(...options);
  expect(stderr).toBe(message);
  expect(code).toBe(2);
});
