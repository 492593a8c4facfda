from odoo import fields, models


class EvidenceTicket(models.Model):
    _name = "evidence.ticket"
    _description = "Ticket"
    _inherit = ["mail.thread"]
    _order = "id"

    name = fields.Char()
    state = fields.Selection([("draft", "Draft"), ("done", "Done")], default="draft", tracking=True)
    amount = fields.Float(tracking=True)
    counter = fields.Integer()
    note = fields.Text()

    def _cron_tracked(self):
        for ticket in self.search([("state", "=", "draft")]):
            ticket.write({"state": "done", "amount": ticket.counter})
