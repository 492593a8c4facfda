import tracemalloc
from functools import lru_cache

from odoo import fields, models, tools


class ShopPrice(models.Model):
    _name = "shop.price"
    _description = "Price in a webshop"

    sku = fields.Char(required=True, index=True)
    amount = fields.Float()
    rounded = fields.Float()

    def write(self, vals):
        """Keeps the price whatever happens to the rest of the order's import."""
        done = super().write(vals)
        self.env.cr.commit()
        return done

    def action_round(self):
        """Rounds the chosen prices, and throws the result away."""
        for price in self:
            price.rounded = round(price.amount, 1)
        self.env.clear()

    def action_refresh(self):
        """Reads the prices again after a change in SQL, as Odoo 15 did it."""
        self.env.cr.execute("UPDATE shop_price SET rounded = amount")
        self.invalidate_cache()

    def action_round_some(self, limit=500):
        """Rounds some prices, and asks to be called again only when none is left."""
        prices = self.search([("rounded", "=", 0)], limit=limit)
        for price in prices:
            price.rounded = round(price.amount, 1)
        return 0 if len(prices) == limit else self.search_count([("rounded", "=", 0)])

    @lru_cache(maxsize=None)
    def _margin_of(self, sku):
        """Returns the margin that a kind of article has."""
        return 0.2 if sku.startswith("A") else 0.3

    @tools.ormcache("sku")
    def _price_of(self, sku):
        """Returns the price of an article, to everybody for ever."""
        return self.search([("sku", "=", sku)], limit=1)

    def action_measure(self):
        """Tells how much memory a price takes, and slows the worker down for good."""
        tracemalloc.start()
        prices = self.search([], limit=1000)
        prices.mapped("amount")
        return tracemalloc.get_traced_memory()
