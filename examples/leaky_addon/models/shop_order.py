import json

from odoo import fields, models


class ShopOrder(models.Model):
    _name = "shop.order"
    _description = "Webshop order"
    _inherit = ["mail.thread"]

    name = fields.Char(required=True)
    backend_id = fields.Many2one("shop.backend", required=True)
    email = fields.Char(tracking=True)
    note = fields.Text()
    document = fields.Binary()
    date = fields.Date()
    state = fields.Selection(
        [("draft", "New"), ("done", "Done"), ("expired", "Expired")],
        default="draft",
        tracking=True,
    )

    def _cron_expire(self):
        """Closes orders that nobody paid."""
        today = fields.Date.context_today(self)
        orders = self.search([("state", "=", "draft"), ("date", "<", today)])
        for order in orders:
            kept = "kept" if order.document else "none"
            order.write({"state": "expired", "note": f"Not paid; document: {kept}"})

    def _cron_newsletter(self):
        """Writes the addresses of all buyers for the newsletter's server."""
        orders = self.search([("state", "=", "done")])
        addresses = sorted(set(orders.mapped("email")))
        self.env["ir.attachment"].create(
            {"name": "newsletter.json", "raw": json.dumps(addresses).encode()}
        )
