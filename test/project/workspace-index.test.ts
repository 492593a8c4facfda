// A whole workspace in memory: what is scheduled, where it leads, and what a change changes.

import { describe, expect, it } from 'vitest';
import { skimOutline } from '../../engine/src/outline/skim-outline';
import { callsInCodeText } from '../../engine/src/project/code-calls';
import { WorkspaceIndex } from '../../engine/src/project/workspace-index';

const MODEL = `from odoo import api, fields, models


class SaleOrder(models.Model):
    _name = "sale.order"

    def _sync(self):
        pass

    @api.autovacuum
    def _gc_old(self):
        self.with_delay(priority=5)._push()

    def _push(self):
        pass
`;
const RECORD = (fields: string): string => `<odoo>
  <record id="cron" model="ir.cron">
    <field name="name">Sync</field>
    <field name="model_id" ref="model_sale_order"/>
    ${fields}
  </record>
</odoo>`;
const FILES: Readonly<Record<string, string>> = {
  'sale/__manifest__.py': '{"version": "17.0.1.0.0", "data": ["data/cron.xml"]}',
  'sale/models/order.py': MODEL,
  'sale/data/cron.xml': RECORD(
    '<field name="code">model._sync()</field><field name="interval_number">1</field>',
  ),
};

const indexOf = (files: Readonly<Record<string, string>>): WorkspaceIndex => {
  const index = new WorkspaceIndex(callsInCodeText, () => false);
  for (const [path, text] of Object.entries(files)) index.apply(path, text);
  return index;
};

describe('the scheduled actions of a workspace', () => {
  it('are listed with every definition that they reach', () => {
    const override =
      'class SaleOrder(models.Model):\n    _inherit = "sale.order"\n\n    def _sync(self):\n        pass\n';
    const index = indexOf({
      ...FILES,
      'ext/__manifest__.py': '{"depends": ["sale"]}',
      'ext/models/order.py': override,
    });
    expect(index.crons()).toEqual([
      {
        id: 'sale.cron',
        name: 'Sync',
        kind: 'xml',
        active: true,
        interval: '1 months',
        source: { path: 'sale/data/cron.xml', line: 1 },
        loaded: true,
        installable: true,
        model: 'sale.order',
        calls: [
          {
            model: 'sale.order',
            method: '_sync',
            definitions: [
              { path: 'ext/models/order.py', line: 3 },
              { path: 'sale/models/order.py', line: 6 },
            ],
          },
        ],
      },
      {
        id: 'sale/models/order.py:11',
        name: 'sale.order._gc_old',
        kind: 'autovacuum',
        active: true,
        interval: '1 days',
        source: { path: 'sale/models/order.py', line: 10 },
        loaded: true,
        installable: true,
        model: 'sale.order',
        calls: [
          {
            model: 'sale.order',
            method: '_gc_old',
            definitions: [{ path: 'sale/models/order.py', line: 10 }],
          },
        ],
      },
      {
        id: 'sale/models/order.py:12',
        name: 'sale.order._push',
        kind: 'job',
        active: true,
        interval: undefined,
        source: { path: 'sale/models/order.py', line: 11 },
        loaded: true,
        installable: true,
        model: 'sale.order',
        calls: [
          { model: 'sale.order', method: '_push', definitions: [{ path: 'sale/models/order.py', line: 13 }] },
        ],
      },
    ]);
  });

  it('are found without a manifest too, and marked as not loaded', () => {
    const { 'sale/__manifest__.py': _, ...bare } = FILES;
    const [cron] = indexOf(bare).crons();
    expect(cron).toMatchObject({ id: 'cron', loaded: false });
    expect(cron?.calls[0]?.definitions).toHaveLength(1);
    const unlisted = indexOf({ ...FILES, 'sale/__manifest__.py': '{"data": []}' }).crons();
    expect(unlisted[0]).toMatchObject({ id: 'sale.cron', loaded: false });
  });

  it('may be changed by another addon by their external id: they stay one action', () => {
    const index = indexOf({
      ...FILES,
      'ext/__manifest__.py': '{"data": ["cron.xml"]}',
      'ext/cron.xml':
        '<odoo><record id="sale.cron" model="ir.cron"><field name="active" eval="False"/><field name="interval_number">2</field><field name="interval_type">hours</field></record></odoo>',
    });
    const [changed, ...others] = index.crons();
    expect(changed).toMatchObject({
      id: 'sale.cron',
      name: 'Sync',
      active: false,
      interval: '2 hours',
      source: { path: 'sale/data/cron.xml' },
    });
    expect(changed?.calls.map(({ method }) => method)).toEqual(['_sync']);
    expect(others.map(({ kind }) => kind)).toEqual(['autovacuum', 'job']);
  });

  it.each([
    ['for a demonstration', '{"demo": ["cron.xml"]}'],
    ['by an addon that cannot be installed', '{"data": ["cron.xml"], "installable": False}'],
  ])('stay as they are where they are changed %s', (_, manifest) => {
    const change =
      '<odoo><record id="sale.cron" model="ir.cron"><field name="active" eval="False"/></record></odoo>';
    const [cron] = indexOf({ ...FILES, 'ext/__manifest__.py': manifest, 'ext/cron.xml': change }).crons();
    expect(cron).toMatchObject({ id: 'sale.cron', active: true });
  });

  it('are none where a record only changes one that is not here, and stay one where it gives code of its own', () => {
    const record = (id: string, fields: string) => `<record id="${id}" model="ir.cron">${fields}</record>`;
    const inactive = '<field name="active" eval="False"/>';
    const code = '<field name="code">model._gc_old()</field>';
    const index = indexOf({
      ...FILES,
      'ext/__manifest__.py': '{"data": ["cron.xml"], "depends": ["sale"]}',
      'ext/cron.xml': `<odoo>${record('stock.ir_cron_scheduler_action', inactive)}${record('sale.cron', code)}${record('own', inactive)}</odoo>`,
      'unloaded/__manifest__.py': '{"depends": ["sale"]}',
      'unloaded/cron.xml': `<odoo>${record('sale.cron', inactive)}</odoo>`,
    });
    expect(
      index.crons().map(({ id, active, calls }) => [id, active, calls.map(({ method }) => method)]),
    ).toEqual([
      ['sale.cron', true, ['_gc_old']],
      ['ext.own', false, []],
      ['sale.cron', true, ['_sync']],
      ['sale/models/order.py:11', true, ['_gc_old']],
      ['sale/models/order.py:12', true, ['_push']],
    ]);
  });

  it('may take code from a server action, or a method as before Odoo 12', () => {
    const action =
      '<record id="act" model="ir.actions.server"><field name="model_id" ref="model_sale_order"/><field name="code">model._push()</field></record>';
    const index = indexOf({
      ...FILES,
      'sale/data/a.xml': `<odoo>${action}<record id="c" model="ir.cron"><field name="ir_actions_server_id" ref="act"/></record></odoo>`,
      'sale/data/b.xml':
        '<odoo><record id="o" model="ir.cron"><field name="model">sale.order</field><field name="function">_sync</field></record></odoo>',
      'sale/data/ir.cron.csv': 'id,name,model_id:id,code\nt,T,model_sale_order,model._gc_old()\n',
    });
    const calls = new Map(
      index
        .crons()
        .map((cron) => [
          cron.id,
          cron.calls.map((call) => `${call.model}.${call.method} ${call.definitions.length}`),
        ]),
    );
    expect(calls.get('sale.c')).toEqual(['sale.order._push 1']);
    expect(calls.get('sale.o')).toEqual(['sale.order._sync 1']);
    expect(calls.get('sale.t')).toEqual(['sale.order._gc_old 1']);
  });

  it('may be made by Python code', () => {
    const python = `class A(models.Model):
    _name = "a.maker"

    def _make(self):
        self.env["ir.cron"].sudo().create([{
            "name": "Made",  # "code": "no"
            "model_id": self.env["ir.model"]._get_id(self._name),
            "state": "code",
            "code": "model._made()",
            "interval_number": 5,
            "interval_type": "minutes",
            "active": False,
        }])

    def _made(self):
        for line in self:
            self.with_delay().first()
        self.env["b.c"].delayable().second().delay()
        self.unknown().with_delay().third()
`;
    const index = indexOf({ 'maker/__manifest__.py': '{}', 'maker/a.py': python });
    expect(
      index
        .crons()
        .map(({ id, name, kind, model, active, interval }) => ({ id, name, kind, model, active, interval })),
    ).toEqual([
      {
        id: 'maker/a.py:5',
        name: 'Made',
        kind: 'python',
        model: 'a.maker',
        active: false,
        interval: '5 minutes',
      },
      {
        id: 'maker/a.py:17',
        name: 'a.maker.first',
        kind: 'job',
        model: 'a.maker',
        active: true,
        interval: undefined,
      },
      {
        id: 'maker/a.py:18',
        name: 'b.c.second',
        kind: 'job',
        model: 'b.c',
        active: true,
        interval: undefined,
      },
      {
        id: 'maker/a.py:19',
        name: 'third',
        kind: 'job',
        model: undefined,
        active: true,
        interval: undefined,
      },
    ]);
    const [made] = index.entries();
    expect(index.crons()[0]?.calls[0]?.definitions).toEqual([{ path: 'maker/a.py', line: 14 }]);
    expect(python.slice(made?.code?.span.start, made?.code?.span.end)).toBe('model._made()');
  });

  it('are none in an empty workspace', () => {
    const index = indexOf({});
    expect([index.crons(), index.paths(), index.version(undefined).source]).toEqual([[], [], 'none']);
  });
});

describe('a change', () => {
  it('gives the same as starting from scratch', () => {
    const index = indexOf({
      ...FILES,
      'gone/__manifest__.py': '{"depends": ["sale"]}',
      'gone/cron.xml': RECORD(''),
    });
    index.crons();
    index.apply('gone/__manifest__.py', undefined);
    index.apply('gone/cron.xml', undefined);
    index.apply('sale/models/order.py', MODEL.replace('sale.order', 'sale.thing'));
    index.crons();
    index.apply('sale/models/order.py', MODEL);
    expect(index.crons()).toEqual(indexOf(FILES).crons());
    expect(index.paths().toSorted()).toEqual(indexOf(FILES).paths().toSorted());
  });

  it('of a body is seen by nobody else, and its lines are right', () => {
    const index = indexOf(FILES);
    index.crons();
    const before = index.generation();
    const typed = MODEL.replace('pass', 'pass\n        x = 1');
    expect(index.setOutline('sale/models/order.py', typed, skimOutline(typed))).toBe(false);
    expect(index.generation()).toBe(before);
    expect(index.crons().map((cron) => cron.source.line)).toEqual([1, 11, 12]);
    const renamed = typed.replace('_sync', '_synchronise');
    expect(index.setOutline('sale/models/order.py', renamed, skimOutline(renamed))).toBe(true);
    expect(index.generation()).toBeGreaterThan(before);
    expect(index.crons()[0]?.calls[0]?.definitions).toEqual([]);
  });

  it('that brings the same text changes nothing', () => {
    const index = indexOf(FILES);
    const before = index.generation();
    for (const [path, text] of Object.entries(FILES)) if (path.endsWith('order.py')) index.apply(path, text);
    expect(index.generation()).toBe(before);
  });
});

describe('what is kept of a file', () => {
  it('is its text only where something is declared', () => {
    const index = indexOf({
      ...FILES,
      'sale/tools.py': 'def helper():\n    return 1\n',
      'sale/cache.py': '_cache = {}\n\ndef get(x):\n    _cache[x] = 1\n',
      'sale/views.xml': '<odoo><record model="ir.ui.view"/></odoo>',
      'odoo/release.py': "version_info = (18, 0, 0, FINAL, 0, '')\n",
    });
    expect(index.text('sale/tools.py')).toBeUndefined();
    expect(index.text('sale/views.xml')).toBeUndefined();
    expect(index.outline('sale/cache.py')?.bindings.map(({ name }) => name)).toEqual(['_cache']);
    expect(index.version(undefined)).toEqual({ version: '18.0', source: 'release' });
  });

  it('is little good sense about bad files', () => {
    const index = indexOf({
      'a/__manifest__.py': '{"name": name()}',
      'a/broken.py': 'class A(models.Model:\n  _name = "a\n def (:',
      'a/broken.xml': '<odoo><record model="ir.cron" id="x"><field name="code">model.',
      'a/ir.cron.csv': '"""',
      'a/binary.py': '\u0000_name = \uFFFD"""',
      'b/a/__manifest__.py': '{}',
    });
    expect(index.crons().map(({ id }) => id)).toEqual(['a.x']);
    expect(
      index
        .addons()
        .all()
        .map(({ root, problem }) => [root, problem]),
    ).toEqual([
      ['a', 'name is not a literal'],
      ['b/a', undefined],
    ]);
  });
});
