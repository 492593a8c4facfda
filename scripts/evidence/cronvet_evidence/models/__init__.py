from . import evidence_order, evidence_order_cache, evidence_order_cron, evidence_order_search, evidence_ticket
