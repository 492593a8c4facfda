from odoo import fields, models


class ShopPrice(models.Model):
    _name = "shop.price"
    _description = "Price in a webshop"

    sku = fields.Char(required=True, index=True)
    amount = fields.Float()
    rounded = fields.Float()

    def action_round(self):
        """Rounds the chosen prices, and throws the result away."""
        for price in self:
            price.rounded = round(price.amount, 1)
        self.env.clear()

    def action_refresh(self):
        """Reads the prices again after a change in SQL, as Odoo 15 did it."""
        self.env.cr.execute("UPDATE shop_price SET rounded = amount")
        self.invalidate_cache()
