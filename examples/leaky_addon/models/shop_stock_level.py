from odoo import fields, models
from odoo.tools import split_every


class ShopStockLevel(models.Model):
    _name = "shop.stock.level"
    _description = "Stock of a product in a webshop"

    sku = fields.Char(required=True, index=True)
    quantity = fields.Float()
    reserved = fields.Float()
    available = fields.Float()
    label = fields.Char()

    def _cron_sync(self):
        """Works out what the shops may sell."""
        levels = self.search([("quantity", ">", 0)])
        for level in levels:
            level._sync()

    def _sync(self):
        self.ensure_one()
        self.available = max(self.quantity - self.reserved, 0)

    def _cron_relabel(self):
        """Names every stock level anew, in batches that all stay in memory."""
        for levels in split_every(1000, self.search([]).ids, self.browse):
            for level in levels:
                level.label = f"{level.sku} ({level.available:g})"
