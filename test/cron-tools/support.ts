// A small addon with one scheduled action, and the tools on its method.

import {
  applyEdits,
  DEFAULT_SETTINGS,
  type Fix,
  type NewActionPlan,
  type NoFix,
  type Settings,
} from '../../engine/src/index';
import { type Texts, withWorkspace } from '../support/engine';

/** Where the method stands. */
export const PATH = 'shop/models/order.py';

const HEAD = `import logging

from odoo import fields, models

_logger = logging.getLogger(__name__)


class ShopOrder(models.Model):
    _name = "shop.order"
    _description = "Order"

    name = fields.Char(required=True)
    state = fields.Selection([("draft", "Draft"), ("done", "Done")], default="draft")
    kind = fields.Selection([("a", "A"), ("b", "B")], required=True)
    partner_id = fields.Many2one("res.partner", required=True)
    due = fields.Date()
    total = fields.Float(compute="_compute_total", required=True)

`;

/** The addon, with the method's lines from column 0, and the code that its action runs. */
export function addon(method: string, version = '18.0', code = 'model._cron_confirm()'): Texts {
  const indented = method.replace(/^(?=.)/gm, '    ');
  return new Map([
    ['shop/__manifest__.py', `{"name": "Shop", "version": "${version}.1.0.0", "data": ["data/cron.xml"]}\n`],
    [PATH, HEAD + indented],
    [
      'shop/data/cron.xml',
      `<odoo>
    <record id="cron_confirm" model="ir.cron">
        <field name="name">Confirm</field>
        <field name="model_id" ref="model_shop_order"/>
        <field name="state">code</field>
        <field name="code">${code}</field>
    </record>
</odoo>
`,
    ],
  ]);
}

/** The plan of a memory test for the method whose text holds `at`. */
export function memoryTest(
  files: Texts,
  at = 'def _cron_confirm',
  settings: Settings = DEFAULT_SETTINGS,
): NewActionPlan {
  return withWorkspace(files, settings, (workspace) => {
    const offset = (files.get(PATH) ?? '').indexOf(at) + 1;
    const wanted = new Set(workspace.memoryTestFiles(PATH, offset));
    return workspace.memoryTest(PATH, offset, new Map([...files].filter(([path]) => wanted.has(path))));
  });
}

/** The text of the planned test. */
export function testText(plan: NewActionPlan): string {
  if (plan.kind === 'refused') throw new Error(plan.reason);
  const [first] = plan.files;
  if (first?.kind !== 'create') throw new Error('no file is made');
  return first.text;
}

/** The trace of the method, as a fix. */
export function profile(files: Texts): Fix | NoFix | undefined {
  return withWorkspace(files, DEFAULT_SETTINGS, (workspace) =>
    workspace.profile(PATH, (files.get(PATH) ?? '').indexOf('def _cron_confirm') + 1),
  );
}

/** The file after the trace was written into it. */
export function profiled(files: Texts): string {
  const fix = profile(files);
  if (fix?.kind !== 'fix') throw new Error(fix?.reason ?? 'nothing is offered');
  return applyEdits(files.get(PATH) ?? '', fix.edits);
}
