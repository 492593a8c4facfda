import logging
import socket
import tracemalloc
from functools import lru_cache

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import split_every

_logger = logging.getLogger(__name__)

LABELS = {}


class EvidenceOrder(models.Model):
    _inherit = "evidence.order"

    @lru_cache(maxsize=None)
    def _label_of(self, number):
        return f"{number:06}" * 50

    def _cron_lru(self):
        for batch in split_every(1000, self.search([]).ids, self.browse):
            for order in batch:
                order._label_of(len(order.note) + order.counter)
            self.env.cr.commit()

    def _cron_module(self):
        for batch in split_every(1000, self.search([]).ids, self.browse):
            for order in batch:
                LABELS[order.id] = order.note.upper()
            self.env.cr.commit()

    def _cron_union(self):
        done = self.browse()
        for batch in split_every(1000, self.search([]).ids, self.browse):
            for order in batch:
                order.state = "done"
                done |= order
            self.env.cr.commit()
        _logger.info("%s done", len(done))

    def _cron_kept(self):
        rows = []
        for batch in split_every(1000, self.search([]).ids, self.browse):
            for order in batch:
                rows.append({"name": order.name, "note": order.note})
            self.env.cr.commit()
        _logger.info("%s rows", len(rows))

    def _cron_files(self):
        total = 0
        for attachment in self.env["ir.attachment"].search([("res_model", "=", "evidence.order")]):
            total += len(attachment.raw)
        _logger.info("%s bytes", total)

    def _cron_sockets(self):
        errors = []
        for order in self.search([], limit=300):
            try:
                order._announce()
            except UserError as error:
                errors.append(error)
            self.env.cr.commit()
        _logger.debug("%s", errors)

    def _announce(self):
        for order in self:
            connection = socket.create_connection(("127.0.0.1", self.env.context["port"]))
            connection.sendall(order.name.encode())
            raise UserError("It was not accepted")

    def _cron_traced(self):
        tracemalloc.start()
        for batch in split_every(1000, self.search([]).ids, self.browse):
            for order in batch:
                order.write({"state": "done", "amount": len(order.note)})
            self.env.cr.commit()
        _logger.info("%s bytes, at most %s", *tracemalloc.get_traced_memory())

    def _cron_invalidate(self):
        for batch in split_every(1000, self.search([]).ids, self.browse):
            for order in batch:
                order.write({"state": "done", "amount": len(order.note)})
            self.invalidate_cache()
