// A small addon for the server's tests: one scheduled action, and a model whose method it runs.

import type { MemoryDisk } from './memory-host';
import { uriOf } from './memory-host';

/** The folder that holds the addon. */
export const FOLDER = '/home/ada/my addons';

/** The model's file. */
export const PARTNER = uriOf(`${FOLDER}/partner_sync/models/partner.py`);

/** The file of the scheduled action. */
export const CRON = `${FOLDER}/partner_sync/data/cron.xml`;

/** A loop over all partners that lets nothing go. */
export const LEAKY = `from odoo import models


class Partner(models.Model):
    _inherit = "res.partner"

    def _cron_sync(self):
        for partner in self.search([]):
            partner.comment = partner.name.strip()
`;

/** The same method, in batches. */
export const CLEAN = `from odoo import models


class Partner(models.Model):
    _inherit = "res.partner"

    def _cron_sync(self):
        self.search([], limit=80).comment = "seen"
`;

/** The scheduled action's record. */
export const CRON_XML = `<odoo>
    <record id="ir_cron_sync" model="ir.cron">
        <field name="name">Sync partners</field>
        <field name="model_id" ref="base.model_res_partner"/>
        <field name="state">code</field>
        <field name="code">model._cron_sync()</field>
        <field name="interval_number">1</field>
        <field name="interval_type">days</field>
    </record>
</odoo>
`;

const MANIFEST = `{"name": "Partner sync", "version": "17.0.1.0.0", "depends": ["base"], "data": ["data/cron.xml"]}\n`;

/** A disk with the addon on it, and with `more` over it. */
export function partnerSync(
  more: Readonly<Record<string, string | { readonly skipped: string }>> = {},
): MemoryDisk {
  return new Map(
    Object.entries({
      [`${FOLDER}/partner_sync/__manifest__.py`]: MANIFEST,
      [`${FOLDER}/partner_sync/__init__.py`]: 'from . import models\n',
      [`${FOLDER}/partner_sync/models/__init__.py`]: 'from . import partner\n',
      [`${FOLDER}/partner_sync/models/partner.py`]: LEAKY,
      [CRON]: CRON_XML,
      ...more,
    }),
  );
}
