from odoo import fields, models


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
