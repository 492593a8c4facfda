// Where templates are offered, which ones, and what they write there.

import { describe, expect, test } from 'vitest';
import { applyEdits, DEFAULT_SETTINGS, type TemplateOffer, type Workspace } from '../../engine/src/index';
import { engine } from '../support/engine';
import { ruffOn } from '../support/ruff';

const MANIFEST = '{"version": "17.0.1.0.0"}';

/** An open file of an addon for Odoo 17, with the cursor at `|`. */
function inEditor<T>(
  { marked, path, manifest }: { readonly marked: string; readonly path: string; readonly manifest: string },
  use: (workspace: Workspace, offset: number) => T,
): T {
  const text = marked.replace('|', '');
  const workspace = engine.createWorkspace(DEFAULT_SETTINGS);
  try {
    workspace.apply([
      { path: 'a/__manifest__.py', text: manifest },
      { path, text },
    ]);
    workspace.open(path, text);
    return use(workspace, marked.indexOf('|'));
  } finally {
    workspace.dispose();
  }
}

/** What is offered at `|`. */
function offersIn(marked: string, path = 'a/models/order.py', manifest = MANIFEST): readonly TemplateOffer[] {
  return inEditor({ marked, path, manifest }, (workspace, offset) => workspace.templates(path, offset));
}

const labels = (offers: readonly TemplateOffer[]) => offers.map(({ label }) => label);

/** The text after a template is taken. */
function taken(marked: string, label: string, path = 'a/models/order.py'): string {
  const text = marked.replace('|', '');
  return inEditor({ marked, path, manifest: MANIFEST }, (workspace, offset) => {
    const found = workspace.templates(path, offset).find((offer) => offer.label === label);
    if (!found) throw new Error(`not offered: ${label}`);
    const need = workspace.templateNeeds(path, found.template.name, found.at.start);
    return applyEdits(text, [{ at: found.at, newText: found.plain.asIs }, ...(need ? [need] : [])]);
  });
}

const MODEL = `from odoo import fields, models


class Order(models.Model):
    """Orders."""

    _name = "shop.order"
    _description = "Order"

    state = fields.Char()

    WORDS

    def _process_batch(self):
        BODY
        self.write({"state": "done"})


def later():
    FUNCTION
`;

const at = (mark: string, words: string) => MODEL.replace(mark, words).replace(/ +(?:WORDS|BODY)\n/g, '');

describe('in the body of a model', () => {
  test('methods are offered for a word that begins as they do', () => {
    for (const word of ['|', 'c|', 'cron|', 'cron-k|', 'odoo-c|', 'odoo-cron-keyset|']) {
      expect(labels(offersIn(at('WORDS', word)))).toContain('cron-keyset');
    }
    expect(labels(offersIn(at('WORDS', 'cron-k|')))).toEqual(['cron-keyset']);
    expect(labels(offersIn(at('WORDS', 'cron|')))).not.toContain('cron-cache-size');
    for (const word of ['x|', 'create|', 'cronx|', 'odo_c|']) expect(offersIn(at('WORDS', word))).toEqual([]);
  });

  test('also where its last line is, and where it has no method yet', () => {
    const end = `${MODEL.slice(0, MODEL.indexOf('\n\ndef later'))}\n    cron|`;
    expect(labels(offersIn(end))).toContain('cron-keyset');
    const fieldsOnly = 'class A(models.Model):\n    _name = "a"\n\n    cron|';
    expect(labels(offersIn(fieldsOnly))).toContain('cron-keyset');
  });

  test('only the forms of its version', () => {
    const in17 = labels(offersIn(at('WORDS', 'cron|')));
    expect(in17).toContain('cron-trigger');
    expect(in17).not.toContain('cron-progress');
    const in19 = offersIn(at('WORDS', 'cron|'), undefined, '{"version": "19.0.1.0.0"}');
    expect(labels(in19)).toContain('cron-progress');
    expect(in19[0]?.plain.asIs).toContain('_commit_progress');
  });

  test('each version by name where none is known', () => {
    const offers = offersIn(at('WORDS', 'cron-keyset|'), undefined, '{}');
    expect(offers.map(({ label, versions }) => [label, versions])).toEqual([
      ['cron-keyset-17', 'Odoo 16 and 17'],
      ['cron-keyset-18', 'Odoo 18'],
      ['cron-keyset-19', 'Odoo 19'],
    ]);
  });

  test('the method comes with its imports, and is as the OCA wants it', () => {
    const text = taken(at('WORDS', 'cron-api|'), 'cron-api').replace('    FUNCTION', '    pass');
    expect(text).toContain(
      'import logging\n\nimport requests\nfrom psycopg2 import OperationalError\n\nfrom odoo ',
    );
    expect(text).toContain('\n_logger = logging.getLogger(__name__)\n\n\nclass Order');
    expect(text).toContain('from odoo import api, fields, models\n');
    expect(ruffOn(text)).toEqual([]);
  });
});

describe('what a template needs', () => {
  const added = (before: string) =>
    taken(
      before +
        MODEL.slice(MODEL.indexOf('\n\nclass'))
          .replace(/\n {4}WORDS/, '\n    cron-api|')
          .replace(/ +BODY\n/, ''),
      'cron-api',
    );

  test('is added to what is there, once', () => {
    expect(
      added(
        'import logging\nimport requests\n\nfrom odoo import api, models\n\n_logger = logging.getLogger("x")\n',
      ),
    ).toMatch(
      /^import logging\nimport requests\nfrom psycopg2 import OperationalError\n\nfrom odoo import api, models\n\n_logger = logging\.getLogger\("x"\)\n\n\nclass/,
    );
    expect(added('from odoo import models\nfrom odoo.http import request\n')).toMatch(
      /^import logging\n\nimport requests\nfrom psycopg2 import OperationalError\n\nfrom odoo import api, models\nfrom odoo\.http import request\n\n_logger = .*\n\n\nclass/,
    );
  });

  test('is added beside what is imported from it', () => {
    expect(added('from requests import HTTPError\n\nfrom odoo import models\n')).toMatch(
      /^import logging\n\nimport requests\nfrom psycopg2 import OperationalError\nfrom requests import HTTPError\n\nfrom odoo import api, models\n/,
    );
  });

  test('is left alone where its name means something else, or is imported further down', () => {
    const file = (tail: string) =>
      `${MODEL.replace(' WORDS', ' cron-api|')
        .replace(/ +BODY\n/, '')
        .replace('    FUNCTION', '    pass')}${tail}`;
    expect(taken(file('\n\ndef fetch(requests):\n    return requests\n'), 'cron-api')).not.toContain(
      'import requests',
    );
    expect(taken(file('\n\nimport requests\n'), 'cron-api').match(/import requests/g)).toHaveLength(1);
    expect(taken(file('\n\n_logger = None\n'), 'cron-api')).not.toContain('import logging');
  });
});

describe('in the body of a method', () => {
  test('lines are offered, indented as it is', () => {
    expect(labels(offersIn(at('BODY', 'cron|')))).toEqual([
      'cron-cache-size',
      'cron-tracemalloc',
      'cron-open-files',
    ]);
    expect(taken(at('BODY', 'cron|'), 'cron-tracemalloc')).toContain(
      '        tracemalloc.start()\n        try:\n            before = ',
    );
  });

  test('in tabs and CRLF where the file has them', () => {
    const marked = at('BODY', 'cron|').replaceAll('    ', '\t').replaceAll('\n', '\r\n');
    const text = taken(marked, 'cron-tracemalloc');
    expect(text).toContain('\t\ttracemalloc.start()\r\n\t\ttry:\r\n\t\t\tbefore = ');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

describe('nothing is offered', () => {
  test.each([
    ['in an expression', at('BODY', 'total = cron|')],
    ['before other words', at('BODY', 'cron| = 1')],
    ['in brackets', at('BODY', 'call(\n            cron|\n        )')],
    ['in a string of several lines', at('BODY', '"""\n        cron|\n        """')],
    ['in a string that is not closed', at('BODY', '"""\n        cron|')],
    ['in a comment', at('BODY', '# cron|')],
    ['in a function', MODEL.replace('FUNCTION', 'cron|')],
    ['in column 0', `${MODEL}\ncron|`],
    ['in a class that is no model', 'class A:\n    x = 1\n    cron|'],
    ['in the fields of a class, inside brackets', at('WORDS', 'x = fields.Char(\n    cron|\n    )')],
    ['less deep than the members', 'class A(models.Model):\n    _name = "a"\n  cron|'],
  ])('%s', (_, marked) => {
    expect(offersIn(marked)).toEqual([]);
  });
});

describe('in a data file', () => {
  const XML = 'a/data/cron.xml';
  const record = '<record id="ir_cron_process" model="ir.cron">';

  test('a record goes among the records', () => {
    const text = taken('<odoo noupdate="1">\n    cron|\n</odoo>\n', 'cron-xml', XML);
    expect(text).toMatch(
      /^<odoo noupdate="1">\n {4}<record id="ir_cron_process" model="ir.cron">\n {8}<field /,
    );
    expect(text).toMatch(/\n {4}<\/record>\n<\/odoo>\n$/);
    expect(text).toContain('numbercall');
  });

  test('it is kept from updates where the file is not', () => {
    const text = taken('<odoo>\n    cron|\n</odoo>\n', 'cron-xml', XML);
    expect(text).toContain(`<odoo>\n    <data noupdate="1">\n        ${record}`);
    expect(taken('<odoo>\n<data noupdate="1">\ncron|\n</data>\n</odoo>\n', 'cron-xml', XML)).not.toContain(
      '<data noupdate="1">\n<data',
    );
  });

  test('an empty file becomes a data file', () => {
    for (const head of ['', '<?xml version="1.0" encoding="utf-8" ?>\n', '<!-- Licence -->\n']) {
      const text = taken(`${head}cron|`, 'cron-xml', XML);
      expect(text.startsWith(`${head}<odoo noupdate="1">\n    ${record}`)).toBe(true);
      expect(text.endsWith('</odoo>')).toBe(true);
    }
  });

  test.each([
    ['in a record', '<odoo>\n<record id="x" model="y">\ncron|\n</record>\n</odoo>'],
    ['in a comment', '<odoo>\n<!--\ncron|\n-->\n</odoo>'],
    ['in a tag', '<odoo>\n<record\ncron|\n/>\n</odoo>'],
    ['in CDATA', '<odoo>\n<![CDATA[\ncron|\n]]></odoo>'],
    ['behind the end', '<odoo/>\ncron|'],
    ['in a view', '<odoo><template id="t"><div>\ncron|\n</div></template></odoo>'],
    ['in another kind of XML', '<templates>\ncron|\n</templates>'],
  ])('nothing %s', (_, marked) => {
    expect(offersIn(marked, XML)).toEqual([]);
  });
});
