import logging

from odoo import models

_logger = logging.getLogger(__name__)


class EvidenceOrder(models.Model):
    _inherit = "evidence.order"

    def _cron_write(self):
        self.search([("state", "=", "draft")]).write({"state": "done"})

    def _cron_unlink(self):
        self.search([("state", "=", "draft")]).unlink()

    def _cron_method(self):
        self.search([("state", "=", "draft")])._confirm()

    def _confirm(self):
        for order in self:
            order.write({"state": "done", "amount": len(order.note)})

    def _cron_mapped(self):
        notes = self.search([]).mapped("note")
        _logger.info("%s notes", len(notes))

    def _cron_filtered(self):
        for order in self.search([("state", "=", "draft")]).filtered(lambda order: order.counter % 2 == 0):
            order.write({"state": "done", "amount": len(order.note)})

    def _cron_comprehension(self):
        total = sum([len(order.note) for order in self.search([])])
        _logger.info("%s characters", total)

    def _cron_search_read(self):
        for row in self.search_read([], ["name", "note"]):
            _logger.debug("%s %s", row["name"], len(row["note"]))

    def _cron_fetchall(self):
        total = 0
        self.env.cr.execute("SELECT id, name, note, counter FROM evidence_order ORDER BY id")
        for row in self.env.cr.fetchall():
            total += len(row[2])
        _logger.info("%s characters", total)
