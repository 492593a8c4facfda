// The memory test of a scheduled action: what it creates, how it runs the action in each version, when there is none.

import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../engine/src/index';
import { engine, findingsIn, withWorkspace } from '../support/engine';
import { ruffOn } from '../support/ruff';
import { addon, memoryTest, PATH, testText } from './support';

afterEach(() => expect(engine.liveTrees()).toBe(0));

const LEAKING = `def _cron_confirm(self):
    for order in self.search([("state", "=", "draft"), ("due", "<", fields.Date.today())]):
        order.state = "done"
`;

describe('the records that it makes', () => {
  test('have what the domain asks for, and what the model requires', () => {
    expect(testText(memoryTest(addon(LEAKING)))).toContain(`    def _values(self, index):
        """What one record is created with, so that the action finds it."""
        model = self.env["shop.order"]
        return {
            "state": "draft",
            "due": "2000-01-01",
            "name": f"Record {index}",
            "kind": model._fields["kind"].get_values(self.env)[0],
            "partner_id": self.partner_id.id,
        }
`);
  });

  test('point to records that are made once', () => {
    const files = new Map([
      ...addon(LEAKING),
      [
        'shop/models/team.py',
        'class Team(models.Model):\n    _name = "res.partner"\n    name = fields.Char(required=True)\n',
      ],
    ]);
    expect(testText(memoryTest(addon(LEAKING)))).toContain(`    def setUp(self):
        super().setUp()
        self.partner_id = self.env["res.partner"].search([], limit=1)
`);
    expect(testText(memoryTest(files))).toContain(`        if not self.partner_id:
            values = {
                "name": "Record",
            }
            self.partner_id = self.env["res.partner"].create(values)
`);
  });

  test.each([
    ['("active", "=", False)', '"active": False'],
    ['("name", "in", ["x", "y"])', '"name": "x"'],
    ['("due", ">=", fields.Date.today())', '"due": "2100-01-01"'],
    ['("due", "!=", False)', '"due": "2000-01-01"'],
    ['("priority", "=", 3)', '"priority": 3'],
    ['("flag", "=", False)', '"flag": False'],
    [
      '("state", "!=", "draft")',
      'next(key for key in model._fields["state"].get_values(self.env) if key != "draft")',
    ],
    ['"|", ("state", "=", "done"), ("priority", "=", 3)', '"state": "done",\n            "priority": 3'],
  ])('%s is answered by %s', (domain, written) => {
    const method = `def _cron_confirm(self):\n    for order in self.search([${domain}]):\n        order.write({})\n`;
    expect(testText(memoryTest(addon(method)))).toContain(written);
  });

  test.each([
    ['("partner_id.active", "=", True)', 'partner_id.active'],
    ['("create_date", "<", fields.Datetime.now())', 'create_date'],
    ['("name", "=", self._wanted())', 'name'],
    ['"!", ("state", "=", "done")', 'the domain'],
    ['("active", "!=", "x")', 'active'],
    ['("name", "=", False)', 'name'],
    ['("due", ">", fields.Date.today()), ("due", "<", fields.Date.today())', 'due'],
    ['("state", "=", "draft"), ("state", "=", "done")', 'state'],
    ['("id", "in", self.ids)', 'id'],
    ['("partner_id", "=", 5)', 'partner_id'],
    ['("total", "=", 0)', 'total'],
  ])('%s is left to the user, and the test fails until it is filled in', (domain, named) => {
    const method = `def _cron_confirm(self):\n    for order in self.search([${domain}]):\n        order.write({})\n`;
    const text = testText(memoryTest(addon(method)));
    expect(text).toContain(`        # Not known: what the action asks of these, so that it finds the record.
        # - ${named}
        raise NotImplementedError("Fill in _values(), and remove this line.")
`);
    expect(ruffOn(text)).toEqual([]);
  });

  test('are of the model that the action searches without a bound, wherever it does', () => {
    const method = `def _cron_confirm(self):
    self.env["res.company"].search([])
    self._confirm_lines()

def _confirm_lines(self):
    for line in self.env["shop.line"].search([("done", "=", False)]):
        line.name = "x"
`;
    const text = testText(memoryTest(addon(method)));
    expect(text).toContain('        records = self.env["shop.line"]\n');
    expect(text).toContain('model = self.env(cr=cr)["shop.order"]');
  });
});

test('a loop by id asks for nothing but what its own domain does', () => {
  const method = `def _cron_confirm(self):
    last_id = 0
    domain = [("state", "=", "draft")]
    while batch := self.search(domain + [("id", ">", last_id)], order="id", limit=1000):
        last_id = batch[-1].id
        batch.write({"state": "done"})
        self.env.cr.commit()
`;
  const text = testText(memoryTest(addon(method)));
  expect(text).toContain('"state": "draft"');
  expect(text).not.toContain('NotImplementedError');
});

describe('the action runs in test mode', () => {
  test.each(['16.0', '17.0', '18.0'])('of the registry, in %s', (version) => {
    const text = testText(memoryTest(addon(LEAKING, version)));
    expect(text).toContain(`        self.registry.enter_test_mode(self.cr)
        try:
            with self.registry.cursor() as cr:
                model = self.env(cr=cr)["shop.order"]
`);
    expect(text).toContain('self.registry.leave_test_mode()');
  });

  test('of the test case, in 19.0', () => {
    const text = testText(memoryTest(addon(LEAKING, '19.0')));
    expect(text).toContain('with self.enter_registry_test_mode(), self.registry.cursor() as cr:');
    expect(text).not.toContain('leave_test_mode');
  });

  test.each([
    ['model._cron_confirm(days=7)', 'model._cron_confirm(days=7)'],
    ["model._cron_confirm('x', True)", 'model._cron_confirm("x", True)'],
    ['env["shop.order"]._cron_confirm()', 'model._cron_confirm()'],
    ['model._cron_confirm(env.context)', 'raise NotImplementedError(model._cron_confirm)'],
  ])('as its record calls it: %s', (code, written) => {
    const text = testText(memoryTest(addon(LEAKING, '18.0', code)));
    expect(text).toContain(`\n                    ${written}\n`);
    expect(ruffOn(text)).toEqual([]);
  });
});

test.each(['16.0', '17.0', '18.0', '19.0'])('the test for %s is as the OCA wants it', (version) => {
  expect(ruffOn(testText(memoryTest(addon(LEAKING, version))))).toEqual([]);
});

test('it runs over a batch and over four: as many as the settings say', () => {
  const settings = { ...DEFAULT_SETTINGS, batch: { ...DEFAULT_SETTINGS.batch, size: 50 } };
  const text = testText(memoryTest(addon(LEAKING), 'def _cron', settings));
  expect(text).toContain('small = self._peak(50)');
  expect(text).toContain('large = self._peak(200)');
});

test('the package of tests imports it', () => {
  const files = new Map([...addon(LEAKING), ['shop/tests/__init__.py', 'from . import test_order\n']]);
  const plan = memoryTest(files);
  expect(plan.kind === 'plan' && plan.files.map(({ kind, path }) => [kind, path])).toEqual([
    ['create', 'shop/tests/test_memory_cron_confirm.py'],
    ['edit', 'shop/tests/__init__.py'],
  ]);
  const fresh = memoryTest(addon(LEAKING));
  expect(fresh.kind === 'plan' && fresh.files[1]).toEqual({
    kind: 'create',
    path: 'shop/tests/__init__.py',
    text: 'from . import test_memory_cron_confirm\n',
  });
});

describe('there is none', () => {
  const reason = (files: ReadonlyMap<string, string>, at?: string) => {
    const plan = memoryTest(files, at);
    return plan.kind === 'refused' ? plan.reason : plan.title;
  };

  test('where the test is there already', () => {
    const files = new Map([...addon(LEAKING), ['shop/tests/test_memory_cron_confirm.py', '']]);
    expect(reason(files)).toBe('shop/tests/test_memory_cron_confirm.py is there already.');
  });

  test('where nothing is searched that a test could make more of', () => {
    const method = 'def _cron_confirm(self):\n    self.env["res.company"].search([]).write({})\n';
    expect(reason(addon(method))).toBe('It searches no records that a test could make more of.');
  });

  test('for a version whose tests are written otherwise', () => {
    expect(reason(addon(LEAKING, '15.0'))).toBe('The test is written for Odoo 16 and later; this is 15.0.');
  });

  test('for a method that no scheduled action calls', () => {
    const files = addon(`${LEAKING}\ndef action_confirm(self):\n    pass\n`);
    expect(reason(files, 'def action_confirm')).toBe('No scheduled method stands here.');
    const offset = (files.get(PATH) ?? '').indexOf('def action_confirm');
    withWorkspace(files, DEFAULT_SETTINGS, (workspace) => {
      expect(workspace.cronAt(PATH, offset)).toBeUndefined();
      expect(workspace.cronAt(PATH, (files.get(PATH) ?? '').indexOf('for order'))).toBe('_cron_confirm');
      expect(findingsIn(workspace, files).map(({ rule }) => rule)).toEqual(['loop-without-release']);
    });
  });
});
