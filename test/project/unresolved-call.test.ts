// Why a scheduled action's call leads nowhere, as the list of scheduled actions says it.

import { expect, test } from 'vitest';
import { callsInCodeText } from '../../engine/src/project/code-calls';
import { WorkspaceIndex } from '../../engine/src/project/workspace-index';

const MODELS = `from odoo import models


class Order(models.Model):
    _name = "shop.order"
    _inherit = ["mail.thread"]


class Elsewhere(models.Model):
    _inherit = "res.partner"


class Stray(models.Model):
    _inherit = ["res.users", "shop.order"]

    def _score(self):
        return True
`;

function whyOf(code: string) {
  const index = new WorkspaceIndex(callsInCodeText, () => false);
  index.apply('shop/__manifest__.py', '{"data": ["data/cron.xml"]}');
  index.apply('shop/models/order.py', MODELS);
  const record = `<field name="model_id" ref="model_shop_order"/><field name="code">${code}</field>`;
  index.apply('shop/data/cron.xml', `<odoo><record id="a" model="ir.cron">${record}</record></odoo>`);
  return index.crons().flatMap(({ calls }) => calls.map(({ why }) => why));
}

test.each([
  ['model._absent()', { kind: 'no-method' }],
  ['model.message_post()', { kind: 'of-odoo' }],
  ['model.filtered_domain([]).toggle_active()', { kind: 'of-odoo' }],
  ['env["res.partner"]._absent()', { kind: 'model-elsewhere', model: 'res.partner' }],
  ['env["res.country"]._absent()', { kind: 'model-elsewhere', model: 'res.country' }],
  [
    'env["res.users"]._score()',
    { kind: 'stray', className: 'Stray', at: { path: 'shop/models/order.py', line: 15 } },
  ],
])('%s', (code, why) => expect(whyOf(code)).toEqual([why]));

test('nothing is said of a call that is found', () => {
  expect(whyOf('env["Stray"]._score()')).toEqual([undefined]);
});
