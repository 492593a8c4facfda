// A long body that became a method: the finding is gone and nothing comes instead. Too long for a page.

import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../engine/src/settings';
import { findingsIn, withWorkspace } from '../support/engine';
import { fixesOf, fixIsLawful } from '../support/laws';

const CRON = `<odoo><record id="cron" model="ir.cron">
    <field name="name">Confirm</field>
    <field name="model_id" ref="model_shop_order"/>
    <field name="state">code</field>
    <field name="code">model._cron_confirm()</field>
</record></odoo>
`;

const MODEL = `from odoo import models


class ShopOrder(models.Model):
    _name = "shop.order"

    def _cron_confirm(self):
        names = self._names()
        for order in self.search([("state", "=", "draft")]):
${Array.from({ length: 61 }, (_, index) => `            order.note_${index} = names.get(${index})  # ${index}\n`).join('')}
    def _names(self):
        return {}
`;

test.each(['17.0', '18.0', '19.0'])('a body longer than a screen is extracted, Odoo %s', (odoo) => {
  const manifest = `{"name": "shop", "version": "${odoo}.1.0.0", "data": ["data/cron.xml"]}\n`;
  const texts = new Map([
    ['/shop/__manifest__.py', manifest],
    ['/shop/data/cron.xml', CRON],
    ['/shop/models/order.py', MODEL],
  ]);
  withWorkspace(texts, DEFAULT_SETTINGS, (workspace) => {
    const [finding] = findingsIn(workspace, texts);
    expect(finding?.rule).toBe('loop-without-release');
    const [fix] = finding ? fixesOf(finding) : [];
    expect(fix?.title).toMatch(/^Extract _cron_confirm_batch\(\), and process in batches of 1000/);
    if (finding && fix) fixIsLawful(finding, fix, texts, DEFAULT_SETTINGS);
  });
});
