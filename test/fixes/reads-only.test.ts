// A loop that plainly writes nothing is not committed; whatever may write is, in all the ways in which code hides it.

import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, fixFor } from '../../engine/src/index';
import { engine, findingsIn, type Texts, withWorkspace } from '../support/engine';

afterEach(() => expect(engine.liveTrees()).toBe(0));

/** The fix of a scheduled loop over orders whose rounds read a name, and do one thing more. */
function titleFor(line: string): string {
  const files: Texts = new Map([
    ['shop/__manifest__.py', '{"name": "Shop", "version": "17.0.1.0.0", "data": ["data/cron.xml"]}\n'],
    [
      'shop/models/order.py',
      `from . import sync


class ShopOrder(models.Model):
    _name = "shop.order"
    partner_id = fields.Many2one("res.partner")
    line_ids = fields.One2many("shop.line", "order_id")

    def _cron_go(self):
        names, totals, count = [], {}, 0
        for order in self.search([]):
            label = order.partner_id.name
            ${line.replaceAll('\n', '\n            ')}
        _logger.info("%s", names)

    def _touch(self):
        self.note = "x"
`,
    ],
    [
      'shop/data/cron.xml',
      `<odoo><record id="c" model="ir.cron"><field name="name">Go</field><field name="model_id" ref="model_shop_order"/>
<field name="state">code</field><field name="code">model._cron_go()</field></record></odoo>`,
    ],
  ]);
  return withWorkspace(files, DEFAULT_SETTINGS, (workspace) => {
    const found = findingsIn(workspace, files).find(({ rule }) => rule === 'loop-without-release');
    return (found && fixFor(found, 'unsafe')?.title) ?? 'no fix';
  });
}

describe('nothing is committed where the loop', () => {
  test.each([
    'names.append(label)',
    'totals[order.id] = label.strip().lower()',
    'count += len(order.line_ids)',
    'names.extend(order.line_ids.mapped("name"))',
    'big = order.line_ids.filtered(lambda line: line.amount > 10)',
    '_logger.info("%s", label)',
    'found = self.env["res.partner"].search_count([("name", "=", label)])',
    'if label in totals:\n    continue',
  ])('says: %s', (line) => {
    expect(titleFor(line)).toContain('release the cache after each');
  });
});

describe('it is committed where the loop', () => {
  test.each([
    'order.note = label',
    'order["note"] = label',
    'order.partner_id["note"] += label',
    'order.update({"note": label})',
    'order._touch()',
    'order.line_ids.mapped("picking_id").action_done()',
    'order.line_ids.mapped(self._touch)',
    'list(map(self._touch, order.line_ids))',
    'max(order.line_ids, key=lambda line: line.id).unlink()',
    'for line in order.line_ids.mapped(lambda line: line.order_id):\n    line.write({})',
    'sync.push(order)',
    'push_it(order)',
    'order.with_delay().action_go()',
    '{"a": order.action_a}[order.state]()',
    '(lambda record: record.write({}))(order)',
    'setattr(order, "note", label)',
    'self.env.cr.execute("UPDATE shop_order SET note = 1")',
    'self.env.cr.postcommit.add(order._touch)',
    'match order.state:\n    case "a":\n        order.write({})',
    'del order.line_ids',
    'with self.env.norecompute():\n    order.write({})',
    'order.message_post(body=label)',
  ])('says: %s', (line) => {
    expect(titleFor(line)).toContain('commit after each');
  });
});
