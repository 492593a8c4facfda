from odoo import models


class EvidenceOrder(models.Model):
    _inherit = "evidence.order"

    def _cron_one_batch(self):
        for order in self.search([("state", "=", "draft")], limit=1000):
            order.write({"state": "done", "amount": len(order.note)})

    def _cron_notify(self, limit=1000):
        orders = self.search([("state", "=", "draft")], limit=limit)
        orders.write({"state": "done"})
        remaining = 0 if len(orders) == limit else self.search_count([("state", "=", "draft")])
        self.env["ir.cron"]._notify_progress(done=len(orders), remaining=remaining)

    def _cron_progress(self, limit=1000):
        orders = self.search([("state", "=", "draft")], limit=limit)
        orders.write({"state": "done"})
        remaining = 0 if len(orders) == limit else self.search_count([("state", "=", "draft")])
        self.env["ir.cron"]._commit_progress(len(orders), remaining=remaining)
