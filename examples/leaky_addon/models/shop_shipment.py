import logging

from odoo import fields, models

_logger = logging.getLogger(__name__)


class ShopShipment(models.Model):
    _name = "shop.shipment"
    _description = "Shipment of a webshop"

    name = fields.Char(required=True)
    address = fields.Text()
    label = fields.Char()
    packed = fields.Boolean()
    billed = fields.Boolean()

    def _cron_pack(self):
        """Packs one shipment after the other. Each commit has the rest read again."""
        for shipment in self.search([("packed", "=", False)]):
            shipment.write({"label": shipment.name.upper(), "packed": True})
            self.env.cr.commit()  # pylint: disable=invalid-commit

    def _cron_label(self):
        """Prints labels until none is missing, which never is so without an address."""
        while shipments := self.search([("label", "=", False)], limit=100):
            for shipment in shipments:
                if not shipment.address:
                    continue
                shipment.label = shipment.address.splitlines()[0]
            self.env.cr.commit()  # pylint: disable=invalid-commit

    def _cron_bill(self):
        """Bills shipments, and commits what a failed one has left half done."""
        for shipment in self.search([("billed", "=", False)], limit=500):
            try:
                shipment.label = f"{shipment.name} billed"
                shipment.billed = True
            except Exception:
                _logger.exception("Could not bill %s", shipment)
            self.env.cr.commit()  # pylint: disable=invalid-commit
