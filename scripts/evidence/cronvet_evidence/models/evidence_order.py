import logging

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import split_every

_logger = logging.getLogger(__name__)


class EvidenceOrder(models.Model):
    _name = "evidence.order"
    _description = "Order"
    _order = "id"

    name = fields.Char()
    state = fields.Selection([("draft", "Draft"), ("done", "Done")], default="draft")
    amount = fields.Float()
    counter = fields.Integer()
    note = fields.Text()
    shipped = fields.Boolean()

    def _cron_loop(self):
        for order in self.search([("state", "=", "draft")]):
            order.write({"state": "done", "amount": len(order.note)})

    def _cron_loop_sorted(self):
        for order in self.search([("state", "=", "draft")], order="name"):
            order.write({"state": "done", "amount": len(order.note)})

    def _cron_loop_read(self):
        total = 0
        for order in self.search([]):
            total += len(order.note)
        _logger.info("%s characters", total)

    def _cron_batches(self):
        for batch in split_every(1000, self.search([]).ids, self.browse):
            for order in batch:
                order.write({"state": "done", "amount": len(order.note)})

    def _cron_flush(self):
        for batch in split_every(1000, self.search([]).ids, self.browse):
            for order in batch:
                order.write({"state": "done", "amount": len(order.note)})
            self.env.flush_all()

    def _cron_commit_each(self):
        for order in self.search([("state", "=", "draft")]):
            order.write({"state": "done", "amount": len(order.note)})
            self.env.cr.commit()

    def _cron_offset(self):
        offset = 0
        while orders := self.search([("state", "=", "draft")], offset=offset, limit=1000):
            for order in orders:
                order.write({"state": "done", "amount": len(order.note)})
            offset += 1000
            self.env.cr.commit()

    def _cron_endless(self):
        while orders := self.search([("state", "=", "draft")], limit=1000):
            for order in orders:
                if order.counter % 10 == 0:
                    continue
                order.write({"state": "done", "amount": len(order.note)})
            self.env.cr.commit()

    def _cron_swallow(self):
        for order in self.search([("state", "=", "draft")], limit=5000):
            try:
                order.state = "done"
                order._ship()
            except Exception:
                _logger.debug("Not shipped")
            self.env.cr.commit()

    def _ship(self):
        if self.counter % 10 == 0:
            raise UserError("It has no address")
        self.shipped = True

    def _cron_clear(self):
        for count, order in enumerate(self.search([("state", "=", "draft")]), start=1):
            order.write({"state": "done", "amount": len(order.note)})
            if count % 1000 == 0:
                self.env.clear()
