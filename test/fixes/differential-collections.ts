// Method bodies that make one result of all records: the differential test runs them before and after the rewrite.

/** Bodies that are rewritten. */
export const COLLECTIONS: readonly { readonly name: string; readonly run: string }[] = [
  {
    name: 'a sum of `mapped()`',
    run: 'total = sum(self.search([("active", "=", True)]).mapped("value"))\nreturn total\n',
  },
  {
    name: 'a sum of fractions under a condition',
    run: 'records = self.search([])\ntotal = sum(each.value / 3 for each in records if each.active)\nreturn [total]\n',
  },
  {
    name: 'a sum of a list of no records, returned',
    run: 'return sum([each.value for each in self.search([("value", ">", 99)])])\n',
  },
  {
    name: 'values of `mapped()` with duplicates',
    run: 'states = self.search([], order="name desc").mapped("state")\nreturn [len(states), states]\n',
  },
  {
    name: 'values of `mapped()` of no records, returned',
    run: 'return self.search([("value", ">", 99)]).mapped("name")\n',
  },
  {
    name: 'ids that are mapped',
    run: 'records = self.search([("active", "=", True)]).sudo()\nids = records.mapped("id")\nreturn ids\n',
  },
  {
    name: 'a list, under a condition that logs',
    run: 'names = [each.name for each in self.search([]) if each.active and each.work()]\nreturn names\n',
  },
  {
    name: 'pairs, in another order',
    run: 'records = self.search([], order="name desc", limit=17, offset=1)\npairs = [(each.id, each.name.upper() or "") for each in records]\nreturn pairs\n',
  },
  {
    name: 'a set with duplicates',
    run: 'states = {each.state for each in self.search([("active", "=", True)])}\nreturn sorted(states)\n',
  },
  {
    name: 'a set that is returned, of numbers and booleans that are equal',
    run: 'return {each.value if each.value != 1 else True for each in self.search([])}\n',
  },
  {
    name: 'a set of no records',
    run: 'states = {each.state for each in self.search([("value", ">", 99)])}\nreturn [len(states), isinstance(states, set)]\n',
  },
  {
    name: 'a dict whose keys come again: the last value, in the first place',
    run: 'by_state = {each.state: each.name for each in self.search([], order="name")}\nreturn list(by_state.items())\n',
  },
  {
    name: 'a dict by id, under conditions',
    run: 'by_id = {each.id: each["name"][:3] for each in self.search([]) if each.active if each.value % 2}\nreturn list(by_id.items())\n',
  },
  {
    name: 'a dict of no records, returned',
    run: 'return {each.id: each.name for each in self.search([("value", ">", 99)])}\n',
  },
  {
    name: 'a set made of `mapped()`',
    run: 'names = set(self.search([]).mapped("state"))\nreturn sorted(names)\n',
  },
  {
    name: 'a set and a list made of generators',
    run: 'names = set(each.state for each in self.search([]) if each.active)\nreturn sorted(names)\n',
  },
  {
    name: 'a list made of a generator over many lines',
    run: 'values = list(\n    (each.value + 1) * 2\n    for each in self.search(\n        [\n            ("active", "=", True),\n        ],\n    )\n    if each.value > 3\n)\nreturn values\n',
  },
  {
    name: 'a failure in the middle',
    run: 'names = [str(18 // (each.value - 18)) for each in self.search([])]\nreturn names\n',
  },
  {
    name: 'a failure that is caught, where the name is not used',
    run: 'try:\n    names = [str(18 // (each.value - 18)) for each in self.search([])]\n    return names\nexcept ZeroDivisionError:\n    return "caught"\n',
  },
  {
    name: 'a condition on the list as it was before',
    run: 'known = ["n001", "n002"]\nnames = [each.name for each in self.search([("name", "not in", known)]) if each.name not in known]\nreturn names\n',
  },
  {
    name: 'in a loop, once for each of a few',
    run: 'found = []\nfor state in ("draft", "done", "none"):\n    names = self.search([("state", "=", state)]).mapped("name")\n    found.append([state, names])\nreturn found\n',
  },
  {
    name: 'records that are counted, asked for and looked at, too',
    run: 'records = self.search([("active", "=", True)])\nif not records or len(records) > 99:\n    return 0\nnames = records.mapped("name")\nlast = records[-1].name if records else ""\nreturn [len(records), records.ids, names, last]\n',
  },
  {
    name: 'names that the rewrite would use',
    run: 'batch, records, values = 1, 2, 3\nif batch + records + values:\n    return [each.value for each in self.search([])]\nreturn 0\n',
  },
];

/** Bodies that are refused, with words of the reason. */
export const NOT_COLLECTED: readonly (readonly [run: string, reason: string])[] = [
  ['total = sum(self.search([]).mapped("partner_id.value"))\nreturn total\n', 'not such a statement'],
  ['names = self.search([]).mapped("partner_id.name")\n', 'takes each of its records once'],
  ['partners = self.search([]).mapped("partner_id")\n', 'gives records, each of them once'],
  ['names = self.search([]).mapped(lambda each: each.name)\n', 'write it as a comprehension'],
  ['names = self.search([]).mapped(self.field)\n', 'write its name'],
  ['notes = self.search([]).mapped("note")\n', 'is not declared in this workspace'],
  ['scans = self.search([]).mapped("scan")\n', 'is a file'],
  ['extras = [each.extra for each in self.search([])]\n', 'is a Json field'],
  ['records = [each for each in self.search([])]\n', 'gather `each.id`'],
  ['by_id = {each: each.name for each in self.search([])}\n', 'gather `each.id`'],
  ['partners = {each.id: each.partner_id for each in self.search([])}\n', 'gather `each.partner_id.id`'],
  ['rows = [{"name": each.name} for each in self.search([])]\n', 'A dict for each record'],
  ['rows = [(each.id, {"name": each.name}) for each in self.search([])]\n', 'A dict for each record'],
  ['lines = [each.work() for each in self.search([])]\n', 'What `work()` gives'],
  ['names = []\nnames = [each.name for each in self.search([]) if each.name not in names]\n', 'another name'],
  [
    'names = []\ntry:\n    names = [each.name for each in self.search([])]\nexcept UserError:\n    pass\nreturn names\n',
    'part of the result',
  ],
  ['names = [  # all\n    each.name for each in self.search([])\n]\n', 'A comment or a string'],
  ['names = self.search([]).mapped("name"); self.work()\n', 'Another statement'],
  ['def names():\n    return self.search([]).mapped("name")\nreturn names()\n', 'in a function'],
  ['records = self.search([])\nnames = records.mapped("name")\nreturn records\n', 'not such a statement'],
  [
    'records = self.search([])\nnames = records.mapped("name")\nstates = records.mapped("state")\n',
    'not such',
  ],
  ['names = [each.name for each in self.search([]) for _ in range(2)]\n', 'not such a statement'],
  ['total = sum({each.value for each in self.search([])})\n', 'not such a statement'],
  ['names = list({each.name for each in self.search([])})\n', 'not such a statement'],
  ['other = self.new({"name": "x"})\nnames = [each.name for each in self.search([])]\n', 'not saved'],
  ['global names\nnames = [each.name for each in self.search([])]\n', 'is global'],
  ['return len(self.search([]).mapped("name"))\n', 'not such a statement'],
  ['names += self.search([]).mapped("name")\n', 'not such a statement'],
];
