// New scheduled actions: what they write in addons of every shape, and what is refused.

import { describe, expect, test } from 'vitest';
import { ruffOn } from '../support/ruff';
import { filesAfter, judged, planFor, refusalOf, SYNC } from './support';

const MANIFEST = `{
    "name": "My sync",
    "version": "17.0.1.0.0",
    "depends": ["base"],
}
`;

const EMPTY = { 'my_sync/__manifest__.py': MANIFEST, 'my_sync/__init__.py': '' };

const PARTNER = `from odoo import fields, models


class ResPartner(models.Model):
    """Partners that are synced."""

    _inherit = "res.partner"

    synced_on = fields.Date()

    def _mark(self):
        self.synced_on = fields.Date.today()  # today


def later():
    pass
`;

const WITH_MODEL = {
  ...EMPTY,
  'my_sync/__init__.py': 'from . import models\n',
  'my_sync/models/__init__.py': 'from . import res_partner\n',
  'my_sync/models/res_partner.py': PARTNER,
};

describe('in an addon that has nothing yet', () => {
  test.each(['14.0', '15.0', '16.0', '17.0', '18.0', '19.0'])(
    'all is there, and clean, in Odoo %s',
    (version) => {
      const manifest = MANIFEST.replace('17.0', version);
      const after = filesAfter({ ...EMPTY, 'my_sync/__manifest__.py': manifest });
      const { findings, calls } = judged(after);
      expect(findings.map(({ rule, path }) => `${path}: ${rule}`)).toEqual([]);
      expect(calls).toEqual([
        'my_sync.ir_cron_sync_partners every 2 hours: _cron_sync_partners in my_sync/models/res_partner.py',
      ]);
      for (const [path, text] of after) {
        if (path.endsWith('.py') && !/__(?:init|manifest)__/.test(path)) {
          expect({ path, problems: ruffOn(text) }).toEqual({ path, problems: [] });
        }
      }
      const xml = after.get('my_sync/data/ir_cron.xml') ?? '';
      expect(xml).toContain('<odoo noupdate="1">');
      expect(xml.includes('numbercall')).toBe(Number.parseInt(version, 10) < 18);
      const flush = version === '14.0' ? '"commit", model.flush)' : '"commit", self.env.cr.flush)';
      expect(after.get('my_sync/tests/test_cron_sync_partners.py')).toContain(flush);
    },
  );

  test('each file is imported where it has to be', () => {
    const after = filesAfter(EMPTY);
    expect([...after.keys()].sort()).toEqual([
      'my_sync/__init__.py',
      'my_sync/__manifest__.py',
      'my_sync/data/ir_cron.xml',
      'my_sync/models/__init__.py',
      'my_sync/models/res_partner.py',
      'my_sync/tests/__init__.py',
      'my_sync/tests/test_cron_sync_partners.py',
    ]);
    expect(after.get('my_sync/__init__.py')).toBe('from . import models\n');
    expect(after.get('my_sync/models/__init__.py')).toBe('from . import res_partner\n');
    expect(after.get('my_sync/tests/__init__.py')).toBe('from . import test_cron_sync_partners\n');
    expect(after.get('my_sync/models/res_partner.py')).toMatch(
      /^from odoo import api, models\n\n\nclass ResPartner\(models\.Model\):\n {4}_inherit = "res\.partner"\n\n {4}@api\.model\n/,
    );
  });

  test('the plan is edits and new files, each file once', () => {
    const plan = planFor(EMPTY);
    if (plan.kind === 'refused') throw new Error(plan.reason);
    expect(plan.title).toBe('Scheduled action: Sync partners');
    expect(plan.test.map(({ path }) => path)).toEqual([
      'my_sync/tests/test_cron_sync_partners.py',
      'my_sync/tests/__init__.py',
    ]);
    const paths = [...plan.files, ...plan.test].map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  test('a module models.py is not hidden by a package', () => {
    const after = filesAfter({
      ...EMPTY,
      'my_sync/models.py': '',
      'my_sync/__init__.py': 'from . import models\n',
    });
    expect(after.has('my_sync/res_partner.py')).toBe(true);
    expect(after.get('my_sync/__init__.py')).toBe('from . import models\nfrom . import res_partner\n');
  });
});

describe('where the addon has a class of the model', () => {
  test('the methods go to its end, and nothing else changes', () => {
    const text = filesAfter(WITH_MODEL).get('my_sync/models/res_partner.py') ?? '';
    const [before, after] = text.split('\n    @api.model\n');
    expect(before).toBe(
      `${PARTNER.slice(0, PARTNER.indexOf('\n\n\ndef later')).replace('import fields', 'import api, fields')}\n`,
    );
    expect(after).toMatch(/^ {4}def _cron_sync_partners\(self, batch_size=1000\):\n/);
    expect(text.endsWith('    """Sync partners: one batch."""\n\n\ndef later():\n    pass\n')).toBe(true);
    expect(ruffOn(text)).toEqual([]);
    expect(judged(filesAfter(WITH_MODEL)).findings).toEqual([]);
  });

  test('tabs and CRLF stay', () => {
    const text = PARTNER.replaceAll('    ', '\t').replaceAll('\n', '\r\n');
    const after = filesAfter({ ...WITH_MODEL, 'my_sync/models/res_partner.py': text });
    const written = after.get('my_sync/models/res_partner.py') ?? '';
    expect(written.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(written).toContain(
      '\r\n\t@api.model\r\n\tdef _cron_sync_partners(self, batch_size=1000):\r\n\t\t"""',
    );
    expect(judged(after).calls).toHaveLength(1);
  });

  test('the class that makes the model comes before those that extend it', () => {
    const own = 'from odoo import models\n\n\nclass Job(models.Model):\n    _name = "my.job"\n';
    const files = {
      ...EMPTY,
      'my_sync/models/a.py': own.replace('_name', '_inherit'),
      'my_sync/models/b.py': own,
      'my_sync/models/c.py': own.replace('_name', '_inherit'),
    };
    const after = filesAfter(files, { model: 'my.job', title: 'Run jobs' });
    expect(after.get('my_sync/models/b.py')).toContain('def _cron_run_jobs(');
    expect(after.get('my_sync/data/ir_cron.xml')).toContain('ref="model_my_job"');
  });
});

describe('the data file', () => {
  const RECORD =
    '    <record id="ir_cron_old" model="ir.cron">\n        <field name="code">model._mark()</field>\n    </record>\n';
  const extended = (text: string, path = 'data/ir_cron.xml') =>
    filesAfter({
      ...WITH_MODEL,
      'my_sync/__manifest__.py': MANIFEST.replace('["base"],', `["base"],\n    "data": ["${path}"],`),
      [`my_sync/${path}`]: text,
    }).get(`my_sync/${path}`) ?? '';
  const ADDED = '<record id="ir_cron_sync_partners" model="ir.cron">';

  test('that has scheduled actions gets one more', () => {
    expect(extended(`<odoo noupdate="1">\n${RECORD}</odoo>\n`, 'data/crons.xml')).toBe(
      extended(`<odoo noupdate="1">\n${RECORD}</odoo>\n`),
    );
    expect(extended(`<odoo noupdate="1">\n${RECORD}</odoo>\n`)).toMatch(
      /^<odoo noupdate="1">\n {4}<record id="ir_cron_old"[\s\S]*<\/record>\n {4}<record id="ir_cron_sync_partners"[\s\S]*\n {4}<\/record>\n<\/odoo>\n$/,
    );
  });

  test('keeps the record from updates, in the part that is kept or in one of its own', () => {
    const kept = extended(`<odoo>\n    <data noupdate="1">\n    ${RECORD}    </data>\n</odoo>\n`);
    expect(kept).toContain(`\n        ${ADDED}\n            <field`);
    expect(kept.match(/<data/g)).toHaveLength(1);
    expect(extended(`<odoo>\n${RECORD}</odoo>\n`)).toContain(`\n    <data noupdate="1">\n        ${ADDED}`);
  });

  test('has CRLF where it had', () => {
    const text = extended(`<odoo noupdate="1">\n${RECORD}</odoo>\n`.replaceAll('\n', '\r\n'));
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('that is broken is refused', () => {
    const files = { ...WITH_MODEL, 'my_sync/data/ir_cron.xml': '<odoo>\n<record' };
    expect(refusalOf(files)).toBe(
      'my_sync/data/ir_cron.xml does not end in </odoo>: no record can be added to it.',
    );
  });
});

describe('the test', () => {
  test('has its import, after those that are there', () => {
    const after = filesAfter({
      ...WITH_MODEL,
      'my_sync/tests/__init__.py': '# Tests\nfrom . import test_mark\n',
    });
    expect(after.get('my_sync/tests/__init__.py')).toBe(
      '# Tests\nfrom . import test_mark\nfrom . import test_cron_sync_partners\n',
    );
    const text = after.get('my_sync/tests/test_cron_sync_partners.py') ?? '';
    expect(text).toContain('class TestCronSyncPartners(TransactionCase):');
    expect(text).toContain('self.env.ref("my_sync.ir_cron_sync_partners")');
  });
});

describe('it is refused', () => {
  test.each([
    ['without a model', { model: 'Res Partner' }, '"Res Partner" is no name of a model: res.partner is one.'],
    ['without words', { title: '!' }, 'What it does begins with a letter: the method is named for it.'],
    ['with quotes', { title: 'Say "hi"' }, 'What it does has no quotes, backslashes or line breaks.'],
    ['with too many words', { title: 'x'.repeat(41) }, 'What it does has to fit in 40 characters.'],
    ['without an interval', { every: 0 }, 'The interval is a whole number, 1 or more.'],
    ['in a folder that is no addon', { addon: 'other' }, 'This is no addon: it has no __manifest__.py.'],
  ])('%s', (_, request, reason) => {
    expect(refusalOf(WITH_MODEL, request)).toBe(reason);
  });

  test('where its names are taken', () => {
    const once = Object.fromEntries(filesAfter(WITH_MODEL));
    expect(refusalOf(once)).toBe(
      'my_sync/models/res_partner.py has a method _cron_sync_partners already: say it in other words.',
    );
    const { 'my_sync/models/res_partner.py': _, ...noClass } = once;
    expect(refusalOf(noClass)).toBe(
      'my_sync/data/ir_cron.xml has a record ir_cron_sync_partners already: say it in other words.',
    );
  });

  test('where nothing says which Odoo it is for', () => {
    const files = { ...EMPTY, 'my_sync/__manifest__.py': '{"name": "My sync"}' };
    expect(refusalOf(files)).toMatch(/^Nothing says which Odoo/);
  });

  test('for a model that has no records', () => {
    const mixin = 'from odoo import models\n\nclass M(models.AbstractModel):\n    _name = "my.mixin"\n';
    expect(refusalOf({ ...WITH_MODEL, 'my_sync/models/m.py': mixin }, { model: 'my.mixin' })).toBe(
      'my.mixin is abstract: it has no records to go through.',
    );
  });
});

test('words become names in plain letters', () => {
  const after = filesAfter(WITH_MODEL, { ...SYNC, title: 'räume alte Einträge auf.' });
  expect(after.get('my_sync/models/res_partner.py')).toContain('def _cron_raume_alte_eintrage_auf(');
  expect(after.get('my_sync/models/res_partner.py')).toContain(
    '"""Räume alte Einträge auf, batch by batch."""',
  );
  expect(after.get('my_sync/data/ir_cron.xml')).toContain(
    '<field name="name">Räume alte Einträge auf</field>',
  );
});
