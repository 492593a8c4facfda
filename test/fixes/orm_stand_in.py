"""A stand-in of Odoo's ORM, in memory: enough to run a cron method before and after a rewrite and compare them.

It keeps what the rewrites rely on: order and bounds of `search`, ids that outlive a commit, records that are gone after
one, prefetching by batches, and a cache that only a commit or an invalidation empties. Standard library only.
"""

import contextlib
import itertools
import operator
import sys
import types

PREFETCH_MAX = 1000

OPERATORS = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "in": lambda value, values: value in values,
    "not in": lambda value, values: value not in values,
}


class MissingError(Exception):
    """A field of a record that is gone was read."""


class UserError(Exception):
    """What the examples raise."""


class Database:
    """Committed and pending rows, the cache, and a log of what happened."""

    def __init__(self, rows, delete_on_commit=(), failing=()):
        self.committed = {row["id"]: dict(row) for row in rows}
        self.rows = {key: dict(row) for key, row in self.committed.items()}
        self.cached = set()
        self.peak_cached = 0
        self.log = []
        self.commits = 0
        self.delete_on_commit = list(delete_on_commit)
        self.failing = set(failing)

    def read(self, ids):
        self.cached.update(i for i in ids if i in self.rows)
        self.peak_cached = max(self.peak_cached, len(self.cached))

    def commit(self):
        self.commits += 1
        while self.delete_on_commit:
            self.rows.pop(self.delete_on_commit.pop(), None)
        self.committed = {key: dict(row) for key, row in self.rows.items()}
        self.cached.clear()

    @contextlib.contextmanager
    def savepoint(self):
        rows = {key: dict(row) for key, row in self.rows.items()}
        try:
            yield
        except Exception:
            self.rows = rows
            self.cached.clear()
            raise

    def rollback(self):
        self.rows = {key: dict(row) for key, row in self.committed.items()}
        self.cached.clear()


class Env:
    def __init__(self, database, cron=None, context=None):
        self.database = database
        self.cr = database
        self.cron = cron or Cron(database)
        self.context = context or {}
        self.cache = self

    def __getitem__(self, name):
        return self.cron if name == "ir.cron" else Model(self, ())

    def invalidate_all(self):
        self.database.cached.clear()

    invalidate = invalidate_all


class Cron:
    """`ir.cron`: 18.0 is told absolute numbers; 19.0 commits, counts, and gives the seconds left."""

    def __init__(self, database, calls_in_time=None):
        self.database = database
        self.calls_left = calls_in_time
        self.done = 0
        self.remaining = 0

    def _notify_progress(self, *, done, remaining):
        if done < 0 or remaining < 0:
            raise ValueError("`done` and `remaining` must be positive integers.")
        self.done, self.remaining = done, remaining

    def _commit_progress(self, processed=0, *, remaining=None):
        self.done += processed
        self.remaining = max(self.remaining - processed, 0) if remaining is None else remaining
        self.database.commit()
        if self.calls_left is None:
            return float("inf")
        if processed:
            self.calls_left -= 1
        return max(self.calls_left, 0)


class Model:
    """A recordset."""

    _order = "id"

    def __init__(self, env, ids, prefetch=None):
        self.__dict__.update(env=env, _ids=tuple(ids))
        self.__dict__["_prefetch"] = tuple(ids) if prefetch is None else prefetch

    def _like(self, ids, prefetch=None):
        return type(self)(self.env, ids, prefetch)

    # -- reading
    @property
    def id(self):
        return self._ids[0] if self._ids else False

    @property
    def ids(self):
        return list(self._ids)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if not self._ids:
            return False
        (only,) = self._ids
        if only not in self.env.database.rows:
            raise MissingError(only)
        self.env.database.read(self._prefetch[:PREFETCH_MAX])
        return self.env.database.rows[only][name]

    def __getitem__(self, key):
        if isinstance(key, str):
            return getattr(self, key)
        return self._like(self._ids[key] if isinstance(key, slice) else (self._ids[key],))

    def __iter__(self):
        for start in range(0, len(self._ids), PREFETCH_MAX):
            part = self._ids[start : start + PREFETCH_MAX]
            for record_id in part:
                yield self._like((record_id,), part)

    def __len__(self):
        return len(self._ids)

    def __bool__(self):
        return bool(self._ids)

    def __eq__(self, other):
        return isinstance(other, Model) and set(self._ids) == set(other._ids)

    def __hash__(self):
        return hash(frozenset(self._ids))

    def __contains__(self, other):
        return set(other._ids) <= set(self._ids)

    # -- combining
    def __add__(self, other):
        return self._like(self._ids + other._ids)

    def __or__(self, other):
        return self._like(dict.fromkeys(self._ids + other._ids))

    def __sub__(self, other):
        return self._like(i for i in self._ids if i not in other._ids)

    def __and__(self, other):
        return self._like(i for i in self._ids if i in other._ids)

    # -- ORM
    def search(self, domain, offset=0, limit=None, order=None):
        rows = [row for row in self.env.database.rows.values() if matches(domain, row)]
        for part in reversed((order or self._order).split(",")):
            field, _, direction = part.strip().partition(" ")
            rows.sort(key=lambda row: row[field], reverse=direction.strip().lower() == "desc")
        ids = [row["id"] for row in rows][offset:]
        return self._like(ids if limit is None else ids[:limit])

    def read(self, fields=None):
        return [{"id": record.id, **{name: record[name] for name in fields or ("name",)}} for record in self]

    def search_read(self, domain=(), fields=None, offset=0, limit=None, order=None):
        return self.search(domain, offset, limit, order).read(fields)

    def search_count(self, domain):
        return len(self.search(domain))

    def browse(self, ids=()):
        return self._like((ids,) if isinstance(ids, int) else tuple(ids))

    def exists(self):
        return self._like(i for i in self._ids if i in self.env.database.rows)

    def write(self, values):
        # An overridden `write` takes a key of its own out of the caller's dict.
        if "once" in values:
            values.pop("once")
            self.work_all()
        for record in self:
            if record.id not in self.env.database.rows:
                raise MissingError(record.id)
            if record.id in self.env.database.failing:
                raise UserError("not written")
            self.env.database.read(record._ids)
            self.env.database.rows[record.id].update(values)
        return True

    def __setattr__(self, name, value):
        self.write({name: value})

    def unlink(self):
        for record_id in self._ids:
            self.env.database.rows.pop(record_id, None)
        return True

    def copy(self):
        rows = self.env.database.rows
        new_id = max(rows) + 1
        rows[new_id] = dict(rows[self.id], id=new_id)
        return self._like((new_id,))

    def filtered(self, what):
        keep = (lambda record: record[what]) if isinstance(what, str) else what
        return self._like(record.id for record in self if keep(record))

    def sorted(self, key=None, reverse=False):
        by = (lambda record: record[key]) if isinstance(key, str) else key
        return self._like(r.id for r in sorted(self, key=by or (lambda r: r.id), reverse=reverse))

    def mapped(self, what):
        get = (lambda record: record[what]) if isinstance(what, str) else what
        return [get(record) for record in self]

    def sudo(self):
        return self

    def with_context(self, *args, **context):
        return self

    def flush(self):
        pass

    def invalidate_cache(self):
        self.env.invalidate_all()

    # -- the work of the examples
    def work(self, *args):
        """Reads a field and logs the record."""
        self.env.database.log.append([self.id, self.name, *args])
        return self.id

    def work_all(self, *args, **named):
        """Works on each record, as a method of a recordset does."""
        for record in self:
            record.work(*args, *named.items())
        return True

    def work_until(self, value):
        """Fails at a record of that value or more."""
        for record in self:
            if record.value > value:
                raise UserError("stop")
            record.work()

    def _pass_on(self, records, *args):
        records.work_all(*args)


def matches(domain, row):
    """Evaluates a domain in prefix notation; what is left over is ANDed, as Odoo's normalisation does."""
    tokens = list(domain)
    result = True
    while tokens:
        result = _take(tokens, row) and result
    return result


def _take(tokens, row):
    token = tokens.pop(0)
    if token == "!":
        return not _take(tokens, row)
    if token in ("&", "|"):
        left, right = _take(tokens, row), _take(tokens, row)
        return (left and right) if token == "&" else (left or right)
    field, comparison, value = token
    return OPERATORS[comparison](row[field], value)


def split_every(size, iterable, piece_maker=tuple):
    iterator = iter(iterable)
    piece = piece_maker(list(itertools.islice(iterator, size)))
    while piece:
        yield piece
        piece = piece_maker(list(itertools.islice(iterator, size)))


def install():
    """Makes `from odoo import models`, `from odoo.tools import split_every` work."""
    odoo = types.ModuleType("odoo")
    tools = types.ModuleType("odoo.tools")
    tools.split_every = split_every
    tools.groupby = itertools.groupby
    odoo.tools = tools
    odoo.models = types.SimpleNamespace(Model=Model)
    odoo.modules = types.SimpleNamespace(module=types.SimpleNamespace(current_test=False))
    sys.modules["odoo"] = odoo
    sys.modules["odoo.tools"] = tools
