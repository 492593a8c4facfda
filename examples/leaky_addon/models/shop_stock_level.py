import logging

from odoo import fields, models

_logger = logging.getLogger(__name__)


class ShopStockLevel(models.Model):
    _name = "shop.stock.level"
    _description = "Stock of a product in a webshop"

    sku = fields.Char(required=True, index=True)
    quantity = fields.Float()
    reserved = fields.Float()
    available = fields.Float()
    label = fields.Char()

    def _cron_relabel(self):
        """Names every stock level anew, in batches that all stay in memory."""
        last_id = 0
        while levels := self.search(
            [("id", ">", last_id)], order="id", limit=1000
        ):
            last_id = levels[-1].id
            for level in levels:
                level.label = f"{level.sku} ({level.available:g})"

    def _cron_sum_up(self):
        """Logs how much of everything is in stock."""
        self.env.cr.execute("SELECT sku, quantity - reserved FROM shop_stock_level")
        total = sum(quantity for _sku, quantity in self.env.cr.fetchall())
        _logger.info("%s pieces in stock", total)
