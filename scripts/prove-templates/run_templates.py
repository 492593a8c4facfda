# Run by prove-templates.mjs in `odoo-bin shell`: each template as a real scheduled action over real rows. CASES, which
# stands above, is JSON: the template, its model, its method and the external id of its action.

import json
import logging
import time
import tracemalloc
from datetime import datetime, timedelta
from unittest import mock

import requests

#: More than two batches of 1000, but for templates that commit for each record or read files.
ROWS = {"cron-one-by-one": 300, "cron-api": 300, "cron-binary": 120, "cron-autovacuum": 10500}
MANY = 2500
#: What the template's autovacuum deletes at most in a run.
GC_LIMIT = 10000

#: What a template only looks at, or what it logs: no row is to change.
LOGS = {
    "cron-report": "Totals: ",
    "cron-cache-size": "Largest in the cache: ",
    "cron-tracemalloc": "",
    "cron-open-files": "Open files: ",
}

#: Passes of the scheduler: each runs what is due, and what asked for another run.
PASSES = 15


class Heard(logging.Handler):
    def __init__(self):
        super().__init__()
        self.records = []

    def emit(self, record):
        self.records.append(record)

    def own(self):
        return [r.getMessage() for r in self.records if ".my_addon." in r.name]

    def wrong(self):
        """Errors of the scheduler, and warnings that our own code gives."""
        return [
            f"{r.name}: {r.getMessage()}"
            for r in self.records
            if (r.levelno >= logging.ERROR and ".my_addon." not in r.name)
            or (r.name == "py.warnings" and "my_addon" in r.getMessage())
        ]


class Answer:
    def __init__(self, name):
        self.name = name

    def raise_for_status(self):
        if self.name == "bad":
            raise requests.HTTPError("refused")


def fill(model, rows, state):
    table = env[model]._table
    env.cr.execute(f"DELETE FROM {table}")
    env.cr.execute(
        f"""INSERT INTO {table} (name, state, active, date, amount, create_date)
            SELECT CASE WHEN n %% 100 = 7 THEN 'bad' ELSE 'r' || n END, %s, true,
                   '2020-01-01'::date + n %% 300, 0, '2020-01-01'
            FROM generate_series(1, %s) n""",
        (state, rows),
    )


def schedule(xmlid):
    """The action is due, and no other one is."""
    cron = env.ref(xmlid)
    env["ir.cron"].search([("id", "!=", cron.id)]).write({"active": False})
    due = datetime.now() - timedelta(minutes=1)
    cron.write({"active": True, "nextcall": due.replace(microsecond=0)})
    env.cr.commit()
    for _ in range(PASSES):
        type(env["ir.cron"])._process_jobs(env.cr.dbname)
    # A new transaction, which sees what the jobs have committed.
    env.cr.commit()
    # 15.0 and before have no `invalidate_all`.
    env.invalidate_all() if hasattr(env, "invalidate_all") else env.cache.invalidate()


def work_off_queue(problems):
    """Performs the jobs that wait, where queue_job is installed."""
    if "queue.job" not in env:
        return
    from odoo.addons.queue_job.job import Job

    waiting = env["queue.job"].search([("state", "=", "pending")])
    expect(problems, "jobs", len(waiting), 3)
    for record in waiting:
        job = Job.load(env, record.uuid)
        job.perform()
        job.set_done()
        job.store()
    env.cr.commit()


def states(model):
    env.cr.execute(f"SELECT state, count(*) FROM {env[model]._table} GROUP BY state")
    return dict(env.cr.fetchall())


def differing(model, template):
    """Rows that were not processed exactly once."""
    wanted = "amount > 0" if template == "cron-binary" else "amount = 1"
    env.cr.execute(f"SELECT count(*) FROM {env[model]._table} WHERE NOT {wanted}")
    return env.cr.fetchone()[0]


def expect(problems, what, found, wanted):
    if found != wanted:
        problems.append(f"{what}: {found}, not {wanted}")


def judge(template, model, rows, heard, calls):
    problems = heard.wrong()
    if template == "cron-queue-job":
        work_off_queue(problems)
    bad = rows // 100 + (1 if rows % 100 >= 7 else 0)
    if template in LOGS:
        lines = [line for line in heard.own() if line.startswith(LOGS[template])]
        if not lines:
            problems.append(f"nothing was logged: {heard.own()}")
        expect(problems, "states", states(model), {"pending": rows})
        expect(problems, "tracing", tracemalloc.is_tracing(), False)
    elif template == "cron-autovacuum":
        # Before 15.0 nothing can ask for another run: what one run leaves is taken by the next day's.
        left = {} if "ir.cron.trigger" in env else {"done": rows - GC_LIMIT}
        expect(problems, "states", states(model), left)
    elif template in ("cron-one-by-one", "cron-api"):
        expect(problems, "states", states(model), {"done": rows - bad, "failed": bad})
        expect(problems, "errors logged", len(heard.own()), bad)
        if template == "cron-api":
            expect(problems, "calls", len(calls), rows)
    else:
        expect(problems, "states", states(model), {"done": rows})
        expect(problems, "rows not processed exactly once", differing(model, template), 0)
    return problems


def run(case):
    template, model = case["template"], case["model"]
    rows = ROWS.get(template, MANY)
    fill(model, rows, "done" if template == "cron-autovacuum" else "pending")
    if template == "cron-binary":
        for record in env[model].search([]):
            record.datas = b"QUFB"
    xmlid = "base.autovacuum_job" if template == "cron-autovacuum" else f"my_addon.{case['id']}"
    calls = []

    def post(session, url, json=None, timeout=None):
        calls.append(json["ref"])
        return Answer(json["ref"])

    heard = Heard()
    root = logging.getLogger()
    root.addHandler(heard)
    levels = {name: logging.getLogger(name).level for name in ("odoo", "odoo.addons.my_addon", "py.warnings")}
    for name in levels:
        logging.getLogger(name).setLevel(logging.INFO)
    started = time.monotonic()
    try:
        with mock.patch.object(requests.Session, "post", post):
            schedule(xmlid)
    finally:
        root.removeHandler(heard)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
    return {
        "template": template,
        "rows": rows,
        "seconds": round(time.monotonic() - started, 1),
        "problems": judge(template, model, rows, heard, calls),
    }


for case in json.loads(CASES):
    print("cronvet-template " + json.dumps(run(case)), flush=True)
