{
    "name": "Webshop Connector (leaky)",
    "summary": "A connector whose scheduled actions eat the server's memory",
    "version": "17.0.1.0.0",
    "category": "Sales",
    "author": "CronVet",
    "license": "LGPL-3",
    "depends": ["base", "mail"],
    "data": [
        "security/ir.model.access.csv",
        "data/ir_cron.xml",
    ],
    "installable": True,
}
