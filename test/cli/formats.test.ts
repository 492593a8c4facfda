// What the commands print, from findings and listings made by hand: the rules of the engine have their own tests.

import { describe, expect, test } from 'vitest';
import { checkJson } from '../../cli/src/format/check-json';
import { checkSummary } from '../../cli/src/format/check-summary';
import { findingText } from '../../cli/src/format/check-text';
import { coloursFor } from '../../cli/src/format/colours';
import { cronsJson } from '../../cli/src/format/crons-json';
import { cronsText } from '../../cli/src/format/crons-text';
import type { CronListing, Finding, WhyUnresolved } from '../../engine/src/index';

const plain = coloursFor({ write: () => undefined, isTty: false, columns: undefined }, {}, 'auto');

function finding(over: Partial<Finding>): Finding {
  const place = { path: 'a/models/b.py', line: 2, column: 4, endLine: 2, endColumn: 15 };
  return {
    ...place,
    rule: 'unbounded-search',
    severity: 'warning',
    message: 'All records are read at once.',
    span: { start: 0, end: 0 },
    scheduledBy: ['ir.cron "Sync" → _cron_sync'],
    related: [],
    fixes: () => [],
    ...over,
  };
}

describe('findings as JSON', () => {
  const json = (findings: readonly Finding[]) =>
    checkJson({ version: '0.1.0', odooVersion: '17.0', findings, pathOf: (path) => path.replace('a/', '') });

  test('have every key of the contract, and count from 1', () => {
    const full = finding({
      related: [{ ...finding({}), line: 8, column: 0, message: 'the search' }],
      fixes: () => [
        { kind: 'fix', title: 'Process in batches of 1000', applicability: 'unsafe', edits: [] },
        { kind: 'no-fix', title: 'Wrap', reason: 'it cannot' },
      ],
    });
    expect(JSON.parse(json([full]))).toEqual({
      version: '0.1.0',
      odooVersion: '17.0',
      findings: [
        {
          rule: 'unbounded-search',
          severity: 'warning',
          path: 'models/b.py',
          line: 3,
          column: 5,
          endLine: 3,
          endColumn: 16,
          message: 'All records are read at once.',
          scheduledBy: ['ir.cron "Sync" → _cron_sync'],
          related: [{ path: 'models/b.py', line: 9, column: 1, message: 'the search' }],
          fixes: [{ title: 'Process in batches of 1000', applicability: 'unsafe' }],
        },
      ],
    });
  });

  test('are sorted by path, line, column and rule, whatever order they came in', () => {
    const ordered = [
      finding({ path: 'B.py', line: 30 }),
      finding({ path: 'a.py', line: 2, column: 9 }),
      finding({ path: 'a.py', line: 10, column: 1 }),
      finding({ path: 'a.py', line: 10, column: 3, rule: 'a-rule' }),
      finding({ path: 'a.py', line: 10, column: 3, rule: 'b-rule' }),
      finding({ path: 'ä.py', line: 0 }),
    ];
    expect(json([...ordered].reverse())).toBe(json(ordered));
    const keys = JSON.parse(json(ordered)).findings.map((entry: { path: string }) => entry.path);
    expect(keys).toEqual(['B.py', 'a.py', 'a.py', 'a.py', 'a.py', 'ä.py']);
  });

  test('say null for a version that nothing tells', () => {
    const text = checkJson({
      version: '0.1.0',
      odooVersion: undefined,
      findings: [],
      pathOf: (path) => path,
    });
    expect(JSON.parse(text)).toEqual({ version: '0.1.0', odooVersion: null, findings: [] });
  });
});

describe('findings as text', () => {
  const text = (of: Finding) =>
    findingText(of, {
      colours: plain,
      width: 80,
      pathOf: (path) => path,
      textOf: () => 'class B:\r\n    def f(self):\r\n    self.search([]).mapped("x")\r\n',
    });

  test('say where, what, why it is scheduled, and which fix exists', () => {
    const full = finding({
      scheduledBy: ['ir.cron "Sync"', '_cron_sync', '_push'],
      related: [
        {
          ...finding({}),
          path: 'a/data/cron.xml',
          line: 8,
          column: 0,
          message: 'Scheduled by ir.cron "Sync".',
        },
        { ...finding({}), line: 0, column: 8, message: 'It reaches _cron_sync.' },
        { ...finding({}), line: 1, column: 0, message: 'The records come from this search.' },
      ],
      fixes: () => [
        { kind: 'fix', title: 'Process in batches', applicability: 'unsafe', why: 'adds commits', edits: [] },
        { kind: 'fix', title: 'Use with', applicability: 'safe', edits: [] },
        { kind: 'no-fix', title: 'Wrap', reason: 'the body returns' },
      ],
    });
    expect(text(full)).toBe(`a/models/b.py:3:5  warning  unbounded-search
  All records are read at once.
  3 |     self.search([]).mapped("x")
    |     ^^^^^^^^^^^
  scheduled by  ir.cron "Sync"  a/data/cron.xml:9:1
  reaches       _cron_sync  a/models/b.py:1:9
  reaches       _push
  see           a/models/b.py:2:1  The records come from this search.
  fix           Process in batches (unsafe)
                adds commits
  fix           Use with
  not fixed     the body returns

`);
  });

  test('break long messages at the width of the terminal', () => {
    const lines = text(finding({ message: 'much too long '.repeat(20).trim() })).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.join(' ').match(/much\s+too\s+long/g)).toHaveLength(20);
  });

  test('do without the line when the text is gone', () => {
    expect(text(finding({ line: 99 }))).not.toContain('|');
  });

  test('cannot be made to write escape sequences', () => {
    const shown = text(finding({ message: '\u001B[2J', scheduledBy: ['\u001B]0;x\u0007'] }));
    for (const control of ['\u001B', '\u0007']) expect(shown).not.toContain(control);
  });
});

describe('the summary', () => {
  const counts = {
    findings: [finding({}), finding({ severity: 'error' }), finding({ severity: 'hint' })],
    hidden: 1,
    files: 12,
    crons: 1,
    version: { version: '17.0', source: 'manifest' },
    elapsedMs: 1234,
  } as const;

  test('counts what is shown and names what is not', () => {
    expect(checkSummary(counts, plain)).toBe(
      '1 error, 1 warning in 1 file. 12 files read in 1.2 s, 1 scheduled action, Odoo 17.0 (from the manifests).\n' +
        '1 finding below a warning not shown: add --all.\n',
    );
  });

  test('counts all with --all', () => {
    expect(checkSummary({ ...counts, hidden: 0 }, plain)).toMatch(/^1 error, 1 warning, 1 hint in 1 file\. /);
  });

  test('is glad of nothing', () => {
    const none = {
      ...counts,
      findings: [],
      hidden: 0,
      version: { version: undefined, source: 'none' },
    } as const;
    expect(checkSummary(none, plain)).toBe(
      'Nothing found. 12 files read in 1.2 s, 1 scheduled action, Odoo version unknown.\n',
    );
  });

  test('of advice alone says that there is no error and no warning', () => {
    const advice = { ...counts, findings: [finding({ severity: 'information' })] };
    expect(checkSummary(advice, plain)).toMatch(/^No errors, no warnings\. /);
  });
});

describe('scheduled actions', () => {
  const cron: CronListing = {
    id: 'a.ir_cron_sync',
    name: 'Sync',
    kind: 'xml',
    active: true,
    interval: '1 days',
    source: { path: 'a/data/cron.xml', line: 2 },
    loaded: true,
    installable: true,
    model: 'res.partner',
    calls: [
      {
        model: 'res.partner',
        method: '_cron_sync',
        definitions: [
          { path: 'a/models/p.py', line: 9 },
          { path: 'b/models/p.py', line: 0 },
        ],
      },
    ],
  };

  test('as JSON have every key of the contract, and count from 1', () => {
    expect(JSON.parse(cronsJson([cron], (path) => path))).toEqual({
      crons: [
        {
          id: 'a.ir_cron_sync',
          name: 'Sync',
          active: true,
          interval: '1 days',
          source: { path: 'a/data/cron.xml', line: 3 },
          model: 'res.partner',
          calls: [
            {
              model: 'res.partner',
              method: '_cron_sync',
              definitions: [
                { path: 'a/models/p.py', line: 10 },
                { path: 'b/models/p.py', line: 1 },
              ],
            },
          ],
        },
      ],
    });
  });

  const lines = (...crons: readonly CronListing[]) => cronsText(crons, plain, (path) => path).split('\n');

  test('as a list: each with its place, and under it every definition of what it calls', () => {
    const odd: CronListing = {
      ...cron,
      name: '日次',
      active: false,
      loaded: false,
      interval: undefined,
      calls: [],
    };
    expect(lines(cron, odd)).toEqual([
      'EVERY   SCHEDULED ACTION, WHAT IT CALLS  AT',
      '1 days  Sync                             a/data/cron.xml:3',
      '          res.partner._cron_sync         a/models/p.py:10',
      '                                         b/models/p.py:1',
      '        日次 (inactive, in no manifest)  a/data/cron.xml:3',
      '                                         no call of a method that can be read',
      '',
      '2 scheduled actions, 1 inactive.',
      '',
    ]);
  });

  test('of an addon that cannot be installed say so', () => {
    expect(lines({ ...cron, installable: false })[1]).toContain('Sync (not installable)');
  });

  test('whose method is all that there is take one line', () => {
    const method = { ...cron, name: 'res.partner._gc', interval: undefined };
    const calls = [{ model: 'res.partner', method: '_gc', definitions: [cron.source] }];
    const found = lines({ ...method, kind: 'autovacuum', calls }, { ...method, kind: 'job', calls });
    expect(found.slice(1, 3)).toEqual([
      '       res.partner._gc (@api.autovacuum)  a/data/cron.xml:3',
      '       res.partner._gc (a job)            a/data/cron.xml:3',
    ]);
    expect(found).toContain('1 scheduled action, 1 queue job.');
  });

  test.each<readonly [WhyUnresolved, string]>([
    [{ kind: 'no-method' }, 'not found: no class of res.partner has it'],
    [{ kind: 'unknown-records' }, 'not found: its records are of no known model'],
    [
      { kind: 'model-elsewhere', model: 'res.partner' },
      'not found here: res.partner comes from an addon elsewhere',
    ],
    [
      { kind: 'stray', className: 'Partner', at: { path: 'a/models/p.py', line: 4 } },
      'not found: Partner (a/models/p.py:5) has it, but with several models in _inherit it needs a _name',
    ],
  ])('say why a call is not found: %j', (why, text) => {
    const call = { model: 'res.partner', method: '_x', definitions: [], why };
    const found = lines({ ...cron, calls: [call] });
    expect(found[2]).toBe(`          res.partner._x                 ${text}`);
    expect(found).toContain('1 scheduled action; 1 call not found.');
  });

  test('do not count a method of Odoo as lost', () => {
    const call = {
      model: 'res.partner',
      method: 'message_post',
      definitions: [],
      why: { kind: 'of-odoo' },
    } as const;
    expect(lines({ ...cron, calls: [call] }).slice(2)).toEqual([
      '          res.partner.message_post       a method of Odoo',
      '',
      '1 scheduled action.',
      '',
    ]);
  });

  test('that are none', () => {
    expect(cronsText([], plain, (path) => path)).toBe('0 scheduled actions.\n');
  });
});

describe('colours', () => {
  const red = (isTty: boolean, env: Record<string, string>, wanted: 'auto' | 'never' = 'auto') =>
    coloursFor({ write: () => undefined, isTty, columns: 80 }, env, wanted).red('x') !== 'x';

  test.each([
    ['in a terminal', true, {}, true],
    ['not in a pipe', false, {}, false],
    ['not with NO_COLOR', true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['with an empty NO_COLOR', true, { NO_COLOR: '' }, true],
    ['with FORCE_COLOR in a pipe', false, { FORCE_COLOR: '1' }, true],
    ['not with FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
    ['not in a dumb terminal', true, { TERM: 'dumb' }, false],
  ])('%s', (_, isTty, env, coloured) => {
    expect(red(isTty, env)).toBe(coloured);
  });

  test('not with --no-color', () => {
    expect(red(true, { FORCE_COLOR: '1' }, 'never')).toBe(false);
  });
});
