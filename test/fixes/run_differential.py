"""Runs methods before and after a rewrite on equal databases and prints what each did, as JSON."""

import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import orm_stand_in as orm  # noqa: E402

orm.install()


def rows(count):
    """Ids with gaps, names in another order than ids, every third record archived."""
    return [
        {
            "id": number * 2 + 1,
            "name": f"n{(number * 7) % count:03d}",
            "active": number % 3 != 0,
            "state": "draft" if number % 4 else "done",
            "value": number,
        }
        for number in range(count)
    ]


def run(source, options):
    namespace = {"UserError": orm.UserError, "__name__": "example"}
    exec(compile(source, "example", "exec"), namespace)
    model = namespace["Example"]
    data = options.get("data")
    database = orm.Database(
        rows(options.get("rows", 25)) if data is None else data,
        options.get("deleteOnCommit", ()),
        options.get("failing", ()),
    )
    result, error, calls = None, None, 0
    remaining = 1
    while remaining and calls < 50:
        calls += 1
        cron = orm.Cron(database, options.get("callsInTime"))
        env = orm.Env(database, cron)
        try:
            result = model(env, ()).run()
        except Exception as raised:
            error = type(raised).__name__
        remaining = 0 if error else cron.remaining
    return {
        "log": database.log,
        "rows": sorted(database.rows.values(), key=lambda row: row["id"]),
        "result": sorted(result.ids if isinstance(result, orm.Model) else result)
        if isinstance(result, (orm.Model, set))
        else result,
        "error": error,
        "peakCached": database.peak_cached,
        "commits": database.commits,
        "calls": calls,
        "done": cron.done,
        "remaining": cron.remaining,
    }


print(
    json.dumps(
        [
            {"before": run(case["before"], case["options"]), "after": run(case["after"], case["options"])}
            for case in json.load(sys.stdin)
        ]
    )
)
