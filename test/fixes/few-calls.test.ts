// A loop that waits for another machine for each record is committed a few at a time; whatever does not wait is not.

import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../engine/src/index';
import { engine, findingsIn, type Texts, withWorkspace } from '../support/engine';

afterEach(() => expect(engine.liveTrees()).toBe(0));

/** The first fix of what is found in a scheduled method that does this. */
function fixFor(body: string, batch: Partial<Settings['batch']> = {}) {
  const files: Texts = new Map([
    ['shop/__manifest__.py', '{"name": "Shop", "version": "17.0.1.0.0", "data": ["data/cron.xml"]}\n'],
    [
      'shop/models/order.py',
      `import os
import subprocess
import requests
from urllib.request import urlopen


class ShopOrder(models.Model):
    _name = "shop.order"
    partner_id = fields.Many2one("res.partner")
    request_ids = fields.One2many("shop.request", "order_id")

    def _cron_go(self):
        ${body.replaceAll('\n', '\n        ')}

    def _sync(self):
        for order in self:
            order._sync_one()

    def _sync_one(self):
        answer = requests.post("https://example.com", json={"ref": self.name}, timeout=30)
        self.state = answer.json()["state"]

    def _sync_all(self):
        requests.post("https://example.com", json=self.mapped("name"), timeout=30)

    def _confirm(self):
        for order in self:
            order.state = "done"
`,
    ],
    [
      'shop/data/cron.xml',
      `<odoo><record id="c" model="ir.cron"><field name="name">Go</field><field name="model_id" ref="model_shop_order"/>
<field name="state">code</field><field name="code">model._cron_go()</field></record></odoo>`,
    ],
  ]);
  const settings = { ...DEFAULT_SETTINGS, batch: { ...DEFAULT_SETTINGS.batch, ...batch } };
  return withWorkspace(files, settings, (workspace) => {
    const fixes = findingsIn(workspace, files).flatMap((finding) => finding.fixes());
    return fixes.find(({ kind }) => kind === 'fix') ?? expect.fail('there is no fix');
  });
}

const inLoop = (line: string): string =>
  `for order in self.search([]):\n    order.note = order.partner_id.name\n    ${line}`;

describe('few records to a batch', () => {
  test.each([
    'requests.post("https://example.com", timeout=30)',
    'urlopen("https://example.com")',
    'subprocess.run(["git", "pull"])',
    'os.system("true")',
    'self.env.company.session.post("https://example.com")',
    'self.env.company.soap_client.service.GetOrder(order.id)',
    'self.env.ref("shop.mail").send_mail(order.id, force_send=True)',
    'order._sync_one()',
  ])('by %s', (line) => {
    expect(fixFor(inLoop(line)).title).toContain('in batches of 10 by id, commit after each');
  });

  test('and the preview says why', () => {
    const fix = fixFor(inLoop('order._sync_one()'));
    expect(fix.kind === 'fix' && fix.why).toContain('A batch has 10 records, because each waits');
  });

  test('where a called method waits for each of the records', () => {
    const fix = fixFor('self.search([("state", "=", "draft")])._sync()');
    expect(fix.title).toContain('in batches of 10 of the ids found');
    expect(fix.kind === 'fix' && fix.why).toContain('A batch has 10 records, because each waits');
  });
});

describe('as many as ever', () => {
  test.each([
    'order.request_ids.write({"state": "done"})',
    'order.url = urllib.parse.quote(order.name)',
    'order.send_mail()',
    'self.env.ref("shop.mail").send_mail(order.id, force_send=False)',
    'order.post()',
    'order.partner_id.service.confirm()',
    'requests = order.request_ids\n    requests.send()',
    'order._confirm()',
  ])('by %s', (line) => {
    expect(fixFor(inLoop(line)).title).toContain('in batches of 1000');
  });

  test('where nothing is committed', () => {
    const lines = `names = []\n${inLoop('order._sync_one()\n    names.append(order.name)')}\nself._mail(names)`;
    expect(fixFor(lines).title).toContain('in batches of 1000 by id, release the cache after each');
  });

  test('where one request takes all of the records', () => {
    const fix = fixFor('self.search([("state", "=", "draft")])._sync_all()');
    expect(fix.title).toContain('in batches of 1000');
  });

  test('where the settings say how many', () => {
    expect(fixFor(inLoop('order._sync_one()'), { size: 200 }).title).toContain('in batches of 200');
  });
});

test.each([
  ['order._sync_one()', true],
  ['requests.post("https://example.com", timeout=30)', true],
  ['order._confirm()', false],
])('a rollback after %s says that what was sent stays sent: %s', (work, isSaid) => {
  const fix = fixFor(
    `for order in self.search([], limit=100):\n    try:\n        order.note = "x"\n        ${work}\n    except Exception:\n        order.note = "failed"\n    self.env.cr.commit()`,
  );
  expect(fix).toMatchObject({ title: 'Roll back, and log the error' });
  expect(fix.kind === 'fix' && fix.why?.includes('stays done there')).toBe(isSaid);
});
