// Scheduled actions in data files: what is read, where it stands, and what broken or hostile XML does.

import { describe, expect, it } from 'vitest';
import { isCronCsv, readCronCsv } from '../../engine/src/xml/cron-csv';
import { type CronRecord, readCronRecords } from '../../engine/src/xml/cron-records';

const onlyCron = (text: string): CronRecord => {
  const [first, ...others] = readCronRecords(text).crons;
  expect(others).toEqual([]);
  if (first === undefined) throw new Error('no cron');
  return first;
};
const cron = (fields: string): CronRecord =>
  onlyCron(`<odoo><record id="c" model="ir.cron">${fields}</record></odoo>`);

describe('an ir.cron record', () => {
  it('is read with all that it says', () => {
    const text = `<?xml version="1.0" encoding="utf-8"?>
<odoo>
  <data noupdate="1">
    <record id="ir_cron_sync" model="ir.cron" forcecreate="True">
      <field name="name">Sync &amp; push</field>
      <field name="model_id" ref="sale.model_sale_order"/>
      <field name="state">code</field>
      <field name="code">model._sync()</field>
      <field name="interval_number">2</field>
      <field name="interval_type">hours</field>
      <field name="active" eval="False"/>
    </record>
  </data>
</odoo>`;
    const found = onlyCron(text);
    expect(found).toMatchObject({
      id: 'ir_cron_sync',
      name: 'Sync & push',
      model: { kind: 'external-id', id: 'sale.model_sale_order' },
      interval: '2 hours',
      active: false,
      method: undefined,
    });
    expect(text.slice(found.at.start, found.at.end)).toMatch(/^<record id="ir_cron_sync".*<\/record>$/s);
    expect(found.code?.text).toBe('model._sync()');
    expect(text.slice(found.code?.span.start, found.code?.span.end)).toBe('model._sync()');
  });

  it.each([
    ['<field name="model_id" ref="model_a"/>', { kind: 'external-id', id: 'model_a' }],
    [`<field name="model_id" eval="ref('m.model_a')"/>`, { kind: 'external-id', id: 'm.model_a' }],
    [`<field name="model_id" search="[('model', '=', 'a.b')]"/>`, { kind: 'name', name: 'a.b' }],
    [`<field name="model_id" eval="obj().env['ir.model']._get_id('a.b')"/>`, { kind: 'name', name: 'a.b' }],
    [`<field name="model" eval="'a.b'"/>`, { kind: 'name', name: 'a.b' }],
    ['<field name="model">a.b</field>', { kind: 'name', name: 'a.b' }],
    ['', undefined],
  ])('names its model by %s', (field, model) => {
    expect(cron(field).model).toEqual(model);
  });

  it.each([
    ['<field name="active">False</field>', false],
    ['<field name="active" eval="0"/>', false],
    ['<field name="active" eval="True"/>', true],
    ['<field name="active" eval="not DEMO"/>', undefined],
    ['', true],
  ])('is active or not by %s', (field, active) => {
    expect(cron(field).active).toBe(active);
  });

  it('has a method instead of code below Odoo 12', () => {
    expect(cron(`<field name="function">run</field><field name="args" eval="'()'"/>`).method).toBe('run');
    expect(cron(`<field name="function" eval="'run'"/>`).method).toBe('run');
  });

  it('may leave its code to a server action', () => {
    const text = `<odoo>
      <record id="act" model="ir.actions.server"><field name="model_id" ref="model_a"/><field name="code">model.x()</field></record>
      <record id="c" model="ir.cron"><field name="ir_actions_server_id" ref="act"/></record></odoo>`;
    expect(onlyCron(text).serverAction).toBe('act');
    expect(readCronRecords(text).actions.map((action) => action.code?.text)).toEqual(['model.x()']);
  });
});

describe('its code', () => {
  const placesOf = (text: string, word: string): string => {
    const code = onlyCron(text).code;
    if (code === undefined) throw new Error('no code');
    const start = code.text.indexOf(word);
    const at = code.map.toFile({ start, end: start + word.length });
    return text.slice(at.start, at.end);
  };

  it('keeps its places through entities', () => {
    const text = `<record model="ir.cron"><field name="code">
if model.n() &gt; 1 and "&#233;&amp;":
    model._go()
</field></record>`;
    expect(onlyCron(text).code?.text).toBe('if model.n() > 1 and "é&":\n    model._go()');
    expect(placesOf(text, 'model._go()')).toBe('model._go()');
    expect(placesOf(text, '>')).toBe('&gt;');
    expect(placesOf(text, '> 1')).toBe('&gt; 1');
    expect(placesOf(text, 'é&')).toBe('&#233;&amp;');
  });

  it('may be CDATA, or mixed with comments', () => {
    const text = `<record model="ir.cron"><field name="code"><![CDATA[
if 1 < 2 & 3: model._a()
]]><!-- model._no() -->model._b()</field></record>`;
    expect(onlyCron(text).code?.text).toBe('if 1 < 2 & 3: model._a()\nmodel._b()');
    expect(placesOf(text, 'model._a()')).toBe('model._a()');
    expect(placesOf(text, 'model._b()')).toBe('model._b()');
  });

  it('may be an eval', () => {
    const text = `<record model="ir.cron"><field name="code" eval="'model._go()'"/></record>`;
    expect(placesOf(text, '_go')).toBe('_go');
    const escaped = `<record model="ir.cron"><field name="code" eval="'model._go(\\'a\\')'"/></record>`;
    expect(placesOf(escaped, '_go')).toBe(`'model._go(\\'a\\')'`);
    expect(cron('<field name="code" eval="compute()"/>').code).toBeUndefined();
  });
});

describe('XML that is not as it should be', () => {
  it('is read as far as it can be', () => {
    const text = `<odoo><record id="a" model="ir.cron"><field name="code">model.a()</record>
<record id="b" model="ir.cron"><field name="name">B</field>
<record id="c" model="ir.cron"><field name="name">C</field></nonsense></record>
<record id="x" model="res.partner"><field name="name">no</field></record>
<record id="d" model="ir.cron"><field name="name">D`;
    expect(readCronRecords(text).crons.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('never throws at any prefix', () => {
    const text = `<odoo><record id="a" model="ir.cron"><field name="code"><![CDATA[x]]>&gt;</field><field name="n" eval="'a'"/></record></odoo>`;
    for (let end = 0; end <= text.length; end++) {
      for (const { at } of readCronRecords(text.slice(0, end)).crons) expect(at.end).toBeLessThanOrEqual(end);
    }
  });

  it('never resolves an entity of a DTD', () => {
    const text = `<?xml version="1.0"?>
<!DOCTYPE odoo [
  <!ENTITY secret SYSTEM "file:///etc/passwd">
  <!ENTITY lol "lol"> <!ENTITY lol2 "&lol;&lol;&lol;">
]>
<odoo><record id="a" model="ir.cron"><field name="name">&secret;&lol2;</field></record></odoo>`;
    expect(onlyCron(text).name).toBe('&secret;&lol2;');
  });

  it('passes over other models, comments and records inside fields', () => {
    const text = `<odoo><!-- <record model="ir.cron"/> --><record model="ir.cron.trigger"/>
<record id="a" model="ir.cron"><field name="x"><record model="ir.cron"><field name="name">no</field></record></field><field name="name">A</field></record></odoo>`;
    expect(onlyCron(text).name).toBe('A');
  });
});

describe('ir.cron.csv', () => {
  const text = `\uFEFFid,name,model_id:id,state,code,interval_number,interval_type,active\r
cron_a,"Sync, daily",sale.model_sale_order,code,"model._sync(""all"")",1,days,True\r
\r
cron_b,B,model_b,code,"model._one()
model._two()",,,0`;

  it('is a table of the same records', () => {
    const [first, second, ...others] = readCronCsv(text);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      id: 'cron_a',
      name: 'Sync, daily',
      model: { kind: 'external-id', id: 'sale.model_sale_order' },
      interval: '1 days',
      active: true,
    });
    expect(second).toMatchObject({ id: 'cron_b', active: false, interval: undefined });
    expect(second?.code?.text).toBe('model._one()\nmodel._two()');
  });

  it('places its code through doubled quotes', () => {
    const code = readCronCsv(text)[0]?.code;
    expect(code?.text).toBe('model._sync("all")');
    const at = code?.map.toFile({ start: 12, end: 18 });
    expect(text.slice(at?.start, at?.end)).toBe('""all"")');
  });

  it('is known by its name', () => {
    expect(isCronCsv('a/data/ir.cron.csv')).toBe(true);
    expect(isCronCsv('a/data/ir.cron-demo.csv')).toBe(true);
    expect(isCronCsv('a/data/ir.cron.trigger.csv')).toBe(false);
  });

  it('never throws at any prefix', () => {
    for (let end = 0; end <= text.length; end++) readCronCsv(text.slice(0, end));
    expect(readCronCsv('')).toEqual([]);
  });
});
