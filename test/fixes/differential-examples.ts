// Method bodies that the differential test runs before and after the rewrite. `work()` reads a field and logs.

/** A method body with one loop over records. */
export interface LoopExample {
  readonly name: string;
  /** The forms that fit; the other one must be refused. */
  readonly forms: readonly ('snapshot' | 'keyset')[];
  /** The model's `_order`, when it is not the id. */
  readonly order?: string;
  /** The body of `run(self)`, without indentation. */
  readonly run: string;
  readonly resultFollowsOrder?: boolean;
  /** Records are read outside the loop too, so the cache is full for another reason. */
  readonly readsOutside?: boolean;
  readonly options?: Readonly<Record<string, unknown>>;
}

const both = ['snapshot', 'keyset'] as const;
const snapshot = ['snapshot'] as const;

/** The examples. */
export const LOOPS: readonly LoopExample[] = [
  {
    name: 'a plain search',
    forms: both,
    run: 'for record in self.search([("active", "=", True)]):\n    record.work()\n',
  },
  {
    name: 'an empty domain and an order by name of the model',
    forms: both,
    order: 'name',
    run: 'for record in self.search([]):\n    record.work()\n',
  },
  {
    name: 'a domain that starts with "|"',
    forms: both,
    run: 'for record in self.search(["|", ("value", "<", 3), ("value", ">", 9)]):\n    record.work()\n',
  },
  {
    name: 'a domain with "!" and an implicit "&"',
    forms: both,
    run: 'for record in self.search([("active", "=", True), "!", ("value", "<", 3)]):\n    record.work()\n',
  },
  {
    name: 'a domain by name, built in steps',
    forms: both,
    run: 'domain = [("active", "=", True)]\ndomain += ["|", ("value", "<", 8), ("value", ">", 12)]\nfor record in self.search(domain):\n    record.work()\n',
  },
  {
    name: 'a tuple as domain, computed once',
    forms: both,
    run: 'def domain():\n    self.env.database.log.append([0, "once"])\n    return (("active", "=", True),)\nfor record in self.search(domain()):\n    record.work()\n',
  },
  {
    name: 'work that takes records out of the domain',
    forms: both,
    run: 'for record in self.search([("state", "=", "draft")]):\n    record.work()\n    record.write({"state": "done"})\nself.env.database.log.append([0, "end"])\n',
  },
  {
    name: 'work that fails for some and leaves them in the domain',
    forms: both,
    run: 'failed = []\nfor record in self.search([("state", "=", "draft")]):\n    try:\n        if record.value % 5 == 0:\n            raise UserError("no")\n        record.state = "done"\n    except UserError:\n        failed.append(record.work())\nreturn failed\n',
  },
  {
    name: 'continue, nested loops, counters',
    forms: both,
    run: 'count = 0\nfor record in self.search([]):\n    if not record.active:\n        continue\n    for step in range(5):\n        if step == 2:\n            break\n        count += step\n    count += record.value\n    record.work(count)\nreturn count\n',
  },
  {
    name: 'a return out of the loop',
    forms: both,
    run: 'for record in self.search([("active", "=", True)]):\n    if record.value > 18:\n        return record.work()\n    record.value = -1\nreturn False\n',
  },
  {
    name: 'an exception out of the loop',
    forms: both,
    run: 'for record in self.search([("active", "=", True)]):\n    if record.value > 18:\n        raise UserError("stop")\n    record.work()\n',
  },
  {
    name: 'the loop inside try and if',
    forms: both,
    run: 'try:\n    if self is not None:\n        for record in self.search([("active", "=", True)]):\n            if record.value > 18:\n                raise UserError("stop")\n            record.work()\nexcept UserError:\n    return "caught"\n',
  },
  {
    name: 'the loop variable used afterwards',
    forms: both,
    run: 'for record in self.search([("active", "=", True)]):\n    record.work()\nreturn record.id\n',
  },
  {
    name: 'the recordset used afterwards',
    forms: snapshot,
    run: 'records = self.search([("active", "=", True)])\nfor record in records:\n    record.work()\nreturn [len(records), records.ids]\n',
  },
  {
    name: 'the recordset shrinks while it is looped over',
    forms: snapshot,
    run: 'records = self.search([("active", "=", True)])\nleft = records\nfor record in records:\n    record.work()\n    left -= record\n    records = left\nreturn len(records)\n',
  },
  {
    name: 'records that are collected',
    forms: both,
    run: 'done = self.browse()\nfor record in self.search([("active", "=", True)]):\n    record.work()\n    done |= record\nreturn done\n',
  },
  {
    name: 'records that are deleted in the loop',
    forms: both,
    run: 'for record in self.search([("active", "=", True)]):\n    record.work()\n    record.unlink()\n',
  },
  {
    name: 'records that are copied in the loop',
    forms: snapshot,
    run: 'for record in self.search([("active", "=", True)]):\n    record.work()\n    record.copy()\n',
  },
  {
    name: 'a search with an order and a limit',
    forms: snapshot,
    run: 'for record in self.search([("active", "=", True)], order="name desc", limit=14, offset=1):\n    record.work()\n',
  },
  {
    name: 'filtered, sorted and with_context',
    forms: snapshot,
    readsOutside: true,
    run: 'for record in self.search([]).filtered("active").sorted("name").with_context(lang="x"):\n    record.work()\n',
  },
  {
    name: 'two recordsets added up, one twice',
    forms: snapshot,
    run: 'low = self.search([("value", "<", 9)])\nfor record in low + self.search([("value", ">", 5)]):\n    record.work()\n',
  },
  {
    name: 'a slice of a recordset',
    forms: snapshot,
    run: 'records = self.search([])\nfor record in records[3:20]:\n    record.work()\n',
  },
  {
    name: 'the search on the line above',
    forms: both,
    run: 'records = self.sudo().search(\n    [("active", "=", True)]\n)\n\n# go\nfor record in records:  # all\n    record.work()\n    # end\n',
  },
  {
    name: 'names that the rewrite would use',
    forms: both,
    run: 'batch, last_id, records = 1, 2, 3\nfor record in self.search([("active", "=", True)]):\n    record.work(batch, last_id, records)\nreturn [batch, last_id, records]\n',
  },
  {
    name: 'rows of search_read',
    forms: snapshot,
    run: 'fields = ["name", "value"]\ntotal = 0\nfor row in self.sudo().search_read([("active", "=", True)], fields, order="value desc, id"):\n    total += row["value"]\n    self.env.database.log.append([row["id"], row["name"], total])\nreturn total\n',
  },
  {
    name: 'rows of search_read, with everything left out',
    forms: snapshot,
    run: 'seen = []\nfor row in self.search_read():\n    seen.append(row["name"])\nreturn seen\n',
  },
  {
    name: 'records that are filtered and numbered',
    forms: snapshot,
    run: 'records = self.search([]).filtered(lambda each: each.value % 3)\nfor number, record in enumerate(self.search([("active", "=", True)]), start=2):\n    record.work(number)\nfor record in records:\n    record.work()\nreturn number\n',
    readsOutside: true,
  },
  {
    name: 'records that are filtered by what the work changes on each alone',
    forms: snapshot,
    run: 'for record in self.search([]).filtered(lambda each: each.value % 3):\n    record.value += 3\n    record.work()\n',
  },
  {
    name: 'no record at all',
    forms: both,
    readsOutside: true,
    run: 'for record in self.search([("value", ">", 1000)]):\n    record.work()\nreturn "none"\n',
  },
  {
    name: 'a body on one line and a long string in another',
    forms: both,
    run: 'text = """\n  a\n"""\nfor record in self.search([("active", "=", True)]): record.work(text); record.value = 0\nreturn text\n',
  },
];

/** Method bodies with one call on all records of a search, and nothing that the call's result goes into. */
export const CALLS: readonly { readonly name: string; readonly run: string }[] = [
  {
    name: 'a write on a search',
    run: 'self.search([("active", "=", True)]).write({"value": 3})\n',
  },
  {
    name: 'a write that takes records out of the domain, and work after it',
    run: 'self.search([("state", "=", "draft")]).write({"state": "open"})\nself.env.database.log.append([0, "end"])\n',
  },
  {
    name: 'a deletion',
    run: 'self.search([("state", "=", "done")]).unlink()\n',
  },
  {
    name: 'a deletion whose result is returned',
    run: 'return self.search([("state", "=", "done")]).unlink()\n',
  },
  {
    name: 'a write in parentheses whose result is returned',
    run: 'if self.search_count([]):\n    return (\n        self.search([]).write({"state": "done"})\n    )\nreturn False\n',
  },
  {
    name: 'a name, counted before and returned after',
    run: 'records = self.search([("active", "=", True)], order="name desc", limit=17)\ncount = len(records)\nrecords.work_all()\nreturn [count, records.ids]\n',
  },
  {
    name: 'values that the call takes apart',
    run: 'vals = {"value": 5, "once": True}\nself.search([]).write(vals)\n',
  },
  {
    name: 'arguments that are computed once',
    run: 'log = self.env.database.log\ndef given(what):\n    log.append([0, what])\n    return what\nself.search([("value", ">", len(log))]).work_all(given("a"), more=given("b"))\n',
  },
  {
    name: 'two calls on the same records',
    run: 'records = self.search([("active", "=", True)])\nrecords.work_all()\nrecords.sudo().write({"active": False})\n',
  },
  {
    name: 'a field that is set on all of them, to what is computed once',
    run: 'log = self.env.database.log\ndef given(what):\n    log.append([0, what])\n    return what\nrecords = self.search([("active", "=", True)])\nrecords.state = given("open")\n',
  },
  {
    name: 'a loop with a write above and a deletion below it',
    run: 'records = self.search([("active", "=", True)])\nrecords.write({"value": 3})\nseen, count = [], 0\nfor record in records:\n    seen.append(record.id)\n    count += 1\n    record.work()\nrecords.unlink()\nreturn [len(records), seen, count]\n',
  },
  {
    name: 'a loop with a field that is set below it',
    run: 'records = self.search([("state", "=", "draft")], order="name desc")\nif records:\n    for record in records:\n        if record.value > 9:\n            continue\n        record.work()\n    # Done.\n    records.state = "done"\n',
  },
  {
    name: 'records given to a method',
    run: 'self._pass_on(self.search([("active", "=", True)]), "x")\n',
  },
  {
    name: 'an exception out of the call',
    run: 'records = self.search([("active", "=", True)])\ntry:\n    records.work_until(18)\nexcept UserError:\n    return "caught"\n',
  },
  {
    name: 'names that the rewrite would use',
    run: 'batch, records, values = 1, 2, 3\nself.search([]).write({"value": max(batch, records, values)})\nreturn [batch, records, values]\n',
  },
  {
    name: 'a call of many lines, with a long string',
    run: '(\n    self.search([("active", "=", True)])\n    .with_context(a=1)\n    .work_all(\n        """\n  a\n""",  # text\n    )\n)\n',
  },
];
