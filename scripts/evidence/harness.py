"""Runs one method of the evidence addon inside `odoo-bin shell`, and prints what it took as one line of JSON.

`CASE` is put before this text by scripts/evidence/odoo.mjs. Memory is what the process holds (RSS), in MiB.
"""
import gc
import json
import os
import signal
import socket
import threading
import time
from collections import Counter

PAGE = os.sysconf("SC_PAGE_SIZE")
STEP = 0.03  # seconds between two looks at the memory
FILE_SIZE = 200_000
DONE = {
    "done": "SELECT count(*) FROM {table} WHERE state = 'done'",
    "gone": "SELECT {rows} - count(*) FROM {table}",
    "wrong": "SELECT count(*) FROM {table} WHERE state = 'done' AND NOT coalesce(shipped, false)",
}


class OutOfTime(BaseException):
    """Not an Exception, so that no method under test swallows it."""


class Probe(threading.Thread):
    """Looks at the memory, at open files, and at how many records were touched, all the while."""

    def __init__(self):
        super().__init__(daemon=True)
        self.counts = Counter()
        self.samples = []
        self.files = 0
        self.ended = threading.Event()
        self.started = time.time()

    def run(self):
        while not self.ended.wait(STEP):
            self.look()

    @property
    def rows(self):
        """How many records were touched: the same record may be read, and then written."""
        return max(self.counts.values(), default=0)

    def look(self):
        self.samples.append((self.rows, round(time.time() - self.started, 2), memory()))
        if CASE["measure"] == "open files":
            self.files = max(self.files, open_files())

    def count_in(self, model, names):
        """Counts the records that are written or removed, and those of which one of these fields is read."""
        cls = type(model)
        for name in ("write", "unlink"):
            setattr(cls, name, counted(getattr(cls, name), self.counts, name))
        for name in names:
            field = model._fields[name]
            kind = type(field)
            field.__class__ = type("Counted", (kind,), {"__get__": counted_get(kind, self.counts, name)})


def counted(method, counts, name):
    def call(self, *args, **kwargs):
        size = len(self)
        result = method(self, *args, **kwargs)
        counts[name] += size
        return result

    return call


def counted_get(kind, counts, name):
    def get(self, record, owner=None):
        counts[name] += record is not None
        return kind.__get__(self, record, owner)

    return get


def memory():
    with open("/proc/self/statm") as file:
        return round(int(file.read().split()[1]) * PAGE / 1048576, 1)


def peak_memory():
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmHWM:"))


def forget_peak():
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")


def open_files():
    return len(os.listdir("/proc/self/fd"))


def fill(env, model, rows):
    table = env[model]._table
    env.cr.execute(f"SELECT count(*), count(*) FILTER (WHERE state = 'draft' AND amount = 0) FROM {table}")
    if env.cr.fetchone() == (rows, rows):
        return  # the case before only read
    env.cr.execute(f"DELETE FROM mail_message WHERE model = '{model}'")
    env.cr.execute(f"TRUNCATE {table} RESTART IDENTITY CASCADE")
    env.cr.execute(
        f"INSERT INTO {table} (name, state, amount, counter, note, create_uid, write_uid, create_date, write_date)"
        " SELECT 'Order ' || lpad((n * 7919 %% %s)::text, 6, '0'), 'draft', 0, n, repeat(md5(n::text), 16), 1, 1,"
        " now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC' FROM generate_series(1, %s) n",
        (rows, rows),
    )
    env.cr.execute(f"ANALYZE {table}")
    env.cr.commit()


def fill_files(env, count):
    files = env["ir.attachment"]
    missing = count - files.search_count([("res_model", "=", "evidence.order")])
    for start in range(0, missing, 50):
        files.create(
            [
                {"name": f"File {start + n}", "res_model": "evidence.order", "raw": os.urandom(FILE_SIZE)}
                for n in range(min(50, missing - start))
            ]
        )
        env.cr.commit()


def run_scheduled(env, model, method):
    """Runs a method as the scheduler does: one pass over the jobs that are due."""
    crons = env["ir.cron"]
    crons.with_context(active_test=False).search([]).active = False
    values = {
        "name": "Evidence",
        "model_id": env["ir.model"]._get_id(model),
        "state": "code",
        "code": f"model.{method}()",
        "interval_type": "days",
        "active": True,
    }
    if "numbercall" in crons._fields:
        values["numbercall"] = -1
    cron = crons.create(values)
    env.cr.commit()
    if CASE["odoo"] < 19:
        scheduler = type(crons)
    else:
        from odoo.addons.base.models.ir_cron import IrCron as scheduler
    scheduler._process_jobs(env.cr.dbname)
    env.cr.commit()
    cron.active = False
    env.cr.commit()


def timed_out(*_):
    raise OutOfTime


def run(env):
    model, rows = CASE["model"], CASE["rows"]
    table = env[model]._table
    fill(env, model, rows)
    if CASE.get("files"):
        fill_files(env, rows)
    records = env[model]
    if CASE["measure"] == "open files":
        server = socket.create_server(("127.0.0.1", 0), backlog=1024)
        records = records.with_context(port=server.getsockname()[1])
    env[model].search([], limit=5).mapped("note")
    env.cr.rollback()
    gc.collect()
    probe, error, ended = Probe(), None, True
    probe.count_in(*((env["ir.attachment"], ["raw"]) if CASE.get("files") else (env[model], ["note"])))
    files, start = open_files(), memory()
    forget_peak()
    signal.signal(signal.SIGALRM, timed_out)
    signal.setitimer(signal.ITIMER_REAL, CASE.get("limit", 600))
    probe.look()
    probe.start()
    busy = time.process_time()
    try:
        if CASE.get("scheduled"):
            run_scheduled(env, model, CASE["method"])
        else:
            getattr(records, CASE["method"])()
            env.cr.commit()
    except OutOfTime:
        ended = False
    except Exception as raised:
        error = type(raised).__name__
    signal.setitimer(signal.ITIMER_REAL, 0)
    seconds, busy = time.time() - probe.started, time.process_time() - busy
    probe.ended.set()
    probe.join()
    probe.look()
    peak = peak_memory()
    env.cr.rollback()
    result = {"seconds": round(seconds, 1), "cpu": round(busy, 1), "mb": round(peak - start, 1)}
    if CASE["measure"] == "open files":
        result["openFiles"] = probe.files - files
    if CASE["measure"] == "the next job":
        busy = time.process_time()
        for order in env[model].search([], limit=20_000):
            len(order.note or "")
        result["nextCpu"] = round(time.process_time() - busy, 2)
    queries = {"rows": DONE.get(CASE["counts"]), "wrong": DONE["wrong"] if CASE["measure"] == "rows half done" else None}
    if CASE["counts"] != "none":
        result["rows"] = probe.rows
    for name, query in queries.items():
        if query:
            env.cr.execute(query.format(table=table, rows=rows))
            result[name] = env.cr.fetchone()[0]
    if not ended:
        result["ended"] = False
    if error:
        result["error"] = error
    return {**result, "series": [(n, t, round(mb - start, 1)) for n, t, mb in probe.samples]}


print("@@RESULT " + json.dumps(run(env)))
