// A slice of a text holds on to the whole of it: what is remembered of an edited file must not keep its old versions.

import { describe, expect, test } from 'vitest';
import type { TextChange } from '../engine/src/index';
import { heapUsed } from './support/heap';
import { MODEL, ORDER, withOpen } from './support/typing';

const EDITS = 40;
/** So large that two old versions outweigh all else that is left of the edits. */
const FILLER = `# ${'x'.repeat(98)}\n`.repeat(10_000);
const AT_MOST = 3 * FILLER.length;

/** Bytes that a workspace grows by in the second half of some edits of a file, each of which `typed` gives. */
function growth(path: string, text: string, typed: (i: number) => TextChange, edits = EDITS): number {
  let grown = 0;
  withOpen(ORDER, (workspace) => {
    workspace.open(path, text);
    workspace.check(path);
    let before = 0;
    for (let i = 0; i < edits; i++) {
      if (i === edits / 2) before = heapUsed();
      workspace.update(path, [typed(i)]);
      workspace.check(path);
      workspace.crons();
    }
    grown = heapUsed() - before;
  });
  return grown;
}

const insert = (offset: number, newText: string): TextChange => ({
  at: { start: offset, end: offset },
  newText,
});

describe('none of the versions that a large file had is kept', { timeout: 60_000 }, () => {
  const methods = Array.from(
    { length: EDITS },
    (_, i) =>
      `    def _cron_of_a_long_name_${i}(self):\n        for order in self.search([]):\n            order.total()\n\n`,
  );
  const text = `class Order(models.Model):\n    _name = 'shop.order'\n\n${methods.join('')}${FILLER}`;
  /** Offsets, from the last one up: no edit moves the place of another. */
  const placesOf = (word: string): number[] =>
    Array.from(text.matchAll(new RegExp(word, 'g')), ({ index }) => index).reverse();

  test.each([
    ['names of methods', '_of_a_long_name', '_typed'],
    ['bodies', 'order.total', 'order.stop() '],
    [
      'declarations between methods',
      '    def ',
      '    a_field_of_long_name = fields.Many2one("shop.order.line.of.long.name")\n\n',
    ],
  ])('%s', (_, word, newText) => {
    const places = placesOf(word);
    expect(places).toHaveLength(EDITS);
    expect(growth(MODEL, text, (i) => insert(places[i] ?? 0, newText))).toBeLessThan(AT_MOST);
  });

  test('code of a scheduled action', () => {
    const head = `<odoo><record id="cron" model="ir.cron"><field name="model_id" ref="model_shop_order"/><field name="state">code</field><field name="code">model.search([]).unlink()\n`;
    const xml = `${head}</field></record>\n<!-- ${FILLER.replaceAll('#', '')} -->\n</odoo>\n`;
    const typed = (i: number) => insert(head.length, `records_${i} = model.search([])\n`);
    expect(growth('shop/data/more.xml', xml, typed)).toBeLessThan(AT_MOST);
  });

  test('cells of a table of scheduled actions', () => {
    const head = `id,name,model_id:id,state,code\ncron,Orders,model_shop_order,code,"model.search([]).unlink()\n`;
    const csv = `${head}"\n${FILLER}`;
    const typed = (i: number) => insert(head.length, `records_${i} = model.search([])\n`);
    expect(growth('shop/data/ir.cron.csv', csv, typed)).toBeLessThan(AT_MOST);
  });

  test('names of models, methods and fields that a scheduled method asks for', () => {
    const head = ORDER.indexOf('        ', ORDER.indexOf('def _cron_sync'));
    const long = `        """${'x'.repeat(80_000)}"""\n`;
    const line = (i: number) =>
      `        self._send_all_to_${i}(self.env['a.model.of.no.addon.${i}'].search([('a_field_of_none_${i}', '=', 1)]).filtered('a_field_of_none_${i}'))\n`;
    const text = ORDER.slice(0, head) + long + ORDER.slice(head);
    const typed = (i: number) => insert(head + long.length, line(i));
    expect(growth(MODEL, text, typed, 100)).toBeLessThan(AT_MOST);
  });

  test('arguments of calls', () => {
    const calls = '        self.search(domain + [("name", "=", number)]).name = number\n'.repeat(200);
    const helper = `    def _helper(self, number, domain):\n${calls}\n`;
    const above = ORDER.indexOf('    def _cron_sync');
    const head = helper.length + ORDER.indexOf('        ', above);
    const line = (i: number) => `        self._helper(${i}, [('ref', '=', 'text ${i}')])\n`;
    const typed = (i: number) => ({
      at: { start: head, end: head + (i === 0 ? 0 : line(i - 1).length) },
      newText: line(i),
    });
    expect(growth(MODEL, ORDER.slice(0, above) + helper + ORDER.slice(above), typed, 100)).toBeLessThan(
      AT_MOST,
    );
  });
});
