{
    "name": "CronVet evidence",
    "summary": "One leaking scheduled action for each rule, to be measured on a real Odoo",
    "version": "SERIES.1.0.0",
    "author": "CronVet",
    "license": "LGPL-3",
    "depends": ["mail"],
    "data": [
        "security/ir.model.access.csv",
        "data/ir_cron.xml",
    ],
}
