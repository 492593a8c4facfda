from odoo import fields, models


class ShopExportLine(models.Model):
    _name = "shop.export.line"
    _description = "Line to export to a webshop"

    backend_id = fields.Many2one("shop.backend", required=True, ondelete="cascade")
    payload = fields.Text()
    exported = fields.Boolean(index=True)

    def _cron_export(self):
        """Marks lines as exported, 500 at a time. Every second batch is skipped."""
        batch_size = 500
        offset = 0
        while True:
            lines = self.search(
                [("exported", "=", False)], limit=batch_size, offset=offset
            )
            if not lines:
                break
            lines.write({"exported": True})
            # Each batch stands for itself, so that a restart goes on where it stopped.
            self.env.cr.commit()  # pylint: disable=invalid-commit
            offset += batch_size

    def _cron_clean(self):
        """Deletes exported lines, 1000 a day."""
        self.search([("exported", "=", True)], limit=1000).unlink()
