// The commands as a script sees them: exit codes, what goes to which stream, and which files a PATH reports on.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cronvet } from './support';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cronvet-commands-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: string | Buffer): void {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
}

const CRON = (model: string, code: string) => `<odoo>
  <record id="ir_cron_${model}" model="ir.cron">
    <field name="name">Cron of ${model}</field>
    <field name="model_id" ref="model_${model}"/>
    <field name="state">code</field>
    <field name="code">${code}</field>
  </record>
</odoo>
`;
const MANIFEST = (data: string) => `{"name": "x", "version": "17.0.1.0.0", "data": [${data}]}`;
const MODEL = (body: string) => `from odoo import models


class Thing(models.Model):
    _name = "thing"

${body}
`;
const LEAK = `    def _cron_work(self):
        for thing in self.search([]):
            thing.name = thing.name.strip()`;

/** Two addons: `thing_cron` schedules what `thing` defines. */
function twoAddons(): void {
  write('addons/thing/__manifest__.py', MANIFEST(''));
  write('addons/thing/models/thing.py', MODEL(LEAK));
  write('addons/thing_cron/__manifest__.py', MANIFEST('"data/cron.xml"'));
  write('addons/thing_cron/data/cron.xml', CRON('thing', 'model._cron_work()'));
}

const json = async (...paths: string[]) => {
  const { stdout, code } = await cronvet(['check', ...paths, '--format', 'json'], root);
  return {
    code,
    findings: JSON.parse(stdout).findings as { rule: string; path: string; severity: string }[],
  };
};

describe('exit codes', () => {
  test('0 and no finding for clean code', async () => {
    write('a/__manifest__.py', MANIFEST(''));
    const { code, stdout, stderr } = await cronvet(['check', 'a'], root);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Nothing found\. /);
    expect(stderr).toBe('');
  });

  test('1 for errors and warnings', async () => {
    twoAddons();
    expect((await cronvet(['check', 'addons'], root)).code).toBe(1);
  });

  test('0 when settings turn the finding down to advice, which --all shows', async () => {
    twoAddons();
    write('pyproject.toml', '[tool.cronvet.rules]\nloop-without-release = "hint"\n');
    const plain = await cronvet(['check', 'addons'], root);
    expect(plain.code).toBe(0);
    expect(plain.stdout).toMatch(/^No errors, no warnings\. .*\n1 finding below a warning not shown/);
    const all = await cronvet(['check', 'addons', '--all'], root);
    expect(all.code).toBe(0);
    expect(all.stdout).toContain('hint  loop-without-release');
  });

  test('0 when a comment silences the finding', async () => {
    twoAddons();
    const silenced = LEAK.replace(
      'search([]):',
      'search([]):  # cronvet: ignore[loop-without-release] - few',
    );
    write('addons/thing/models/thing.py', MODEL(silenced));
    expect(await json('addons')).toEqual({ code: 0, findings: [] });
  });

  test.each([
    [['check'], "missing required argument 'path'"],
    [['check', 'nowhere'], 'cronvet: nowhere: no such file or directory'],
    [['check', '.', '--format', 'yaml'], 'Allowed choices are text, json'],
    [
      ['check', '.', '--odoo-version', 'new'],
      'cronvet: --odoo-version: expected an Odoo version such as "17.0"',
    ],
    [['check', '.', '--odoo-version', '99'], 'cronvet: --odoo-version: there is no such version of Odoo'],
    [['check', '.', '--config', 'nowhere.toml'], 'nowhere.toml: no such file or directory'],
    [['chekc', '.'], "unknown command 'chekc'"],
    [['explain', 'nonsense'], 'cronvet: there is no rule "nonsense"'],
    [['lsp'], "required option '--stdio' not specified"],
    [[], 'Usage: cronvet'],
  ])('2 for %j', async (args, message) => {
    const { code, stdout, stderr } = await cronvet(args, root);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test.each([
    [['--version'], /^0\.1\.0\n$/],
    [['--help'], /Commands:[\s\S]*check[\s\S]*crons[\s\S]*lsp[\s\S]*Exit codes: 0/],
    [['check', '--help'], /--odoo-version <version>/],
  ])('0 for %j', async (args, printed) => {
    const { code, stdout } = await cronvet(args, root);
    expect(code).toBe(0);
    expect(stdout).toMatch(printed);
  });
});

describe('what was named and cannot be used ends with 2, whatever is found', () => {
  test('settings', async () => {
    twoAddons();
    write('pyproject.toml', '[tool.cronvet.rules]\nunbounded-serach = "off"\n');
    const { code, stderr } = await cronvet(['check', 'addons'], root);
    expect(code).toBe(2);
    expect(stderr).toContain('unbounded-serach');
    expect((await cronvet(['crons', 'addons'], root)).code).toBe(2);
  });

  test('a file; one below a folder is only said', async () => {
    twoAddons();
    write('addons/thing/models/odd.py', 'x = "\u0000"\n');
    const named = await cronvet(['check', 'addons/thing/models/odd.py'], root);
    expect(named.code).toBe(2);
    expect(named.stderr).toContain('odd.py: skipped, a binary file');
    const below = await cronvet(['check', 'addons'], root);
    expect(below.code).toBe(1);
    expect(below.stderr).toContain('odd.py: skipped, a binary file');
  });

  test('a file of another kind', async () => {
    write('notes.txt', 'self.search([])\n');
    const { code, stderr } = await cronvet(['check', 'notes.txt'], root);
    expect(code).toBe(2);
    expect(stderr).toBe('cronvet: notes.txt: expected a folder, or a Python, XML or ir.cron CSV file\n');
  });
});

describe('a PATH', () => {
  test('that is one addon, folder or file, is judged with the addons beside it', async () => {
    twoAddons();
    const found = [{ rule: 'loop-without-release' }];
    expect((await json('addons/thing')).findings).toMatchObject([{ ...found[0], path: 'models/thing.py' }]);
    expect((await json('addons/thing/models')).findings).toMatchObject([{ ...found[0], path: 'thing.py' }]);
    expect((await json('addons/thing/models/thing.py')).findings).toMatchObject([{ path: 'thing.py' }]);
    expect((await json('addons/thing_cron')).findings).toEqual([]);
  });

  test('among several names paths from the first', async () => {
    twoAddons();
    const { findings } = await json('addons/thing_cron', 'addons/thing');
    expect(findings).toMatchObject([{ path: '../thing/models/thing.py' }]);
  });

  test('lists its own scheduled actions, with definitions wherever they are', async () => {
    twoAddons();
    const { stdout } = await cronvet(['crons', 'addons/thing_cron', '--format', 'json'], root);
    expect(JSON.parse(stdout)).toEqual({
      crons: [
        {
          id: 'thing_cron.ir_cron_thing',
          name: 'Cron of thing',
          active: expect.anything(),
          interval: null,
          source: { path: 'data/cron.xml', line: 2 },
          model: 'thing',
          calls: [
            {
              model: 'thing',
              method: '_cron_work',
              definitions: [{ path: '../thing/models/thing.py', line: 7 }],
            },
          ],
        },
      ],
    });
    expect((await cronvet(['crons', 'addons/thing'], root)).stdout).toBe('0 scheduled actions.\n');
  });

  test('of nothing at all is clean', async () => {
    mkdirSync(join(root, 'empty'));
    expect(await json('empty')).toEqual({ code: 0, findings: [] });
  });

  test('takes the version from odoo/release.py above it', async () => {
    twoAddons();
    write('odoo/release.py', "version_info = (19, 0, 0, FINAL, 0, '')\n");
    const { stdout } = await cronvet(['check', 'addons/thing', '--format', 'json'], root);
    expect(JSON.parse(stdout).odooVersion).toBe('19.0');
    const told = await cronvet(['check', 'addons', '--format', 'json', '--odoo-version', '18.0'], root);
    expect(JSON.parse(told.stdout).odooVersion).toBe('18.0');
  });
});

describe('files that nobody can read', () => {
  test.each([
    ['binary', Buffer.from('MZ\0\0'), 'skipped, a binary file'],
    ['in another encoding', Buffer.from('x = "\xe9"\n', 'latin1'), 'skipped, not UTF-8'],
    ['huge', Buffer.alloc(8 * 1024 * 1024 + 1, '#'), 'skipped, larger than 8 MB'],
  ])('%s are named, and the rest is checked', async (_, content, message) => {
    twoAddons();
    write('addons/thing/models/odd.py', content);
    const { code, stdout, stderr } = await cronvet(['check', 'addons'], root);
    expect(code).toBe(1);
    expect(stdout).toContain('loop-without-release');
    expect(stderr).toContain(`odd.py: ${message}`);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test.each([
    ['broken Python', 'models/broken.py', 'class (:\n    def\n"""'],
    ['a manifest that is no literal', '__manifest__.py', '{"name": open("x").read()'],
    ['broken XML', 'data/broken.xml', '<odoo><record model="ir.cron"><field name="code">'],
    [
      'XML with entities',
      'data/entities.xml',
      '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><odoo><record model="ir.cron">&a;</record></odoo>',
    ],
  ])('%s is no error of ours', async (_, path, content) => {
    twoAddons();
    write(`addons/thing/${path}`, content);
    const { code, stdout, stderr } = await cronvet(['check', 'addons'], root);
    expect(code).toBe(1);
    expect(stdout).toContain('loop-without-release');
    expect(stdout).not.toContain('root:');
    expect(stderr).toBe('');
  });
});

describe('rules', () => {
  test('are listed with what they report', async () => {
    const { code, stdout } = await cronvet(['rules']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^unbounded-search +\S.*$/m);
  });

  test('are explained by their pages', async () => {
    const { stdout } = await cronvet(['explain', 'unbounded-search']);
    expect(stdout).toMatch(/^# unbounded-search\n/);
    expect(stdout).not.toContain('# !');
  });
});
