// Fences → the files of a workspace. Code that is only methods gets a class, a model, and an ir.cron record around it.

import { type MarkedCode, readMarks } from './markers';
import { type Fence, pathOf, type SpecCase, wordAfter } from './md-spec';

/** A file of a case: what is checked, and how it stands on the page. */
export interface FixtureFile {
  readonly path: string;
  readonly text: string;
  readonly fence: Fence;
  readonly code: MarkedCode;
  /** Lines and columns that stand around the page's code. */
  readonly around: { readonly lines: number; readonly columns: number };
}

/** The files of a case, and those that are only there to make a workspace of them. */
export interface Fixture {
  readonly files: readonly FixtureFile[];
  readonly setting: ReadonlyMap<string, string>;
  /** Odoo versions to run it in; one, unless the page says more. */
  readonly versions: readonly string[];
}

const MODELS = `from odoo import fields, models


class ShopOrder(models.Model):
    _name = "shop.order"

    name = fields.Char()
    state = fields.Selection([("draft", "Draft"), ("done", "Done")])
    partner_id = fields.Many2one("res.partner")
    backend_id = fields.Many2one("shop.backend")
    line_ids = fields.One2many("shop.order.line", "order_id")
    note = fields.Text()
    amount = fields.Float()
    sent = fields.Boolean()


class ShopOrderLine(models.Model):
    _name = "shop.order.line"

    order_id = fields.Many2one("shop.order")
    amount = fields.Float()


class ShopBackend(models.Model):
    _name = "shop.backend"

    name = fields.Char()


class ShopTicket(models.Model):
    _name = "shop.ticket"
    _inherit = ["mail.thread"]

    name = fields.Char(tracking=True)
    state = fields.Selection([("open", "Open"), ("done", "Done")], tracking=True)
    note = fields.Text()
`;

const FROM: Readonly<Record<string, string>> = {
  api: 'from odoo import api',
  closing: 'from contextlib import closing',
  ftplib: 'import ftplib',
  requests: 'import requests',
  smtplib: 'import smtplib',
  socket: 'import socket',
  split_every: 'from odoo.tools import split_every',
  tempfile: 'import tempfile',
  time: 'import time',
  tracemalloc: 'import tracemalloc',
  'tools\\.ormcache': 'from odoo import tools',
};

/** Makes the fixture of a case. */
export function fixtureOf(specCase: SpecCase): Fixture {
  const files = specCase.files.map(fileOf);
  const setting = new Map<string, string>();
  const own = new Set(files.map(({ path }) => path));
  const [first] = specCase.files;
  if (first && pathOf(first) === undefined) {
    setting.set('shop/models/models.py', MODELS);
    if (!/\bunscheduled\b/.test(first.info)) setting.set('shop/data/cron.xml', cronsOf(files[0]));
  }
  const paths = [...own, ...setting.keys()];
  for (const addon of new Set(paths.map((path) => path.split('/')[0] ?? ''))) {
    const manifest = `${addon}/__manifest__.py`;
    // `tools` is no addon: what stands there is run by hand.
    if (!own.has(manifest) && addon !== 'tools') setting.set(manifest, manifestOf(addon, paths));
  }
  const versions = (first && wordAfter(first, 'odoo')?.split(',')) ?? [''];
  return { files, setting, versions };
}

function fileOf(fence: Fence): FixtureFile {
  const code = readMarks(fence.body);
  const path = pathOf(fence) ?? 'shop/models/order.py';
  if (pathOf(fence) !== undefined || isModule(code.text))
    return { path, text: code.text, fence, code, around: { lines: 0, columns: 0 } };
  const head = headOf(code.text, wordAfter(fence, 'on') ?? 'shop.order');
  const step = stepOf(code.text);
  const text = head + code.text.replaceAll(/^(?=[^\n])/gm, step);
  return { path, text, fence, code, around: { lines: head.split('\n').length - 1, columns: step.length } };
}

/** Anything at the left edge that is no method, decorator or comment makes it a whole file. */
function isModule(code: string): boolean {
  return /^(class |import |from |@?[A-Za-z_][\w.]*\s*(=|:|\+=))/m.test(code);
}

function stepOf(code: string): string {
  return /^\t/m.test(code) ? '\t' : '    ';
}

function headOf(code: string, model: string): string {
  const imports = Object.entries(FROM).flatMap(([word, line]) =>
    new RegExp(`\\b${word}\\b`).test(code) ? [line] : [],
  );
  const step = stepOf(code);
  const header = `class ${HEADER}(models.Model):\n${step}_inherit = "${model}"\n\n`;
  return `${[...imports, 'from odoo import models'].join('\n')}\n\n\n${header}`;
}

const HEADER = 'Extended';

/** The part of a rewritten file that the page shows: new imports and the methods. */
export function shownOf(file: FixtureFile, text: string): string {
  if (file.around.lines === 0) return text;
  const headLines = file.text.split('\n').slice(0, file.around.lines);
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.startsWith(`class ${HEADER}(`)) + 3;
  const added = lines.slice(0, from).filter((line) => !headLines.includes(line));
  const step = stepOf(file.code.text);
  const methods = lines
    .slice(from)
    .map((line) => (line.startsWith(step) ? line.slice(step.length) : line))
    .join('\n');
  return added.length > 0 ? `${added.join('\n')}\n\n\n${methods}` : methods;
}

function cronsOf(file: FixtureFile | undefined): string {
  const records = file ? [...scheduledIn(file)].map(([model, method]) => cronOf(model, method)) : [];
  return `<odoo>\n${records.join('')}</odoo>\n`;
}

function* scheduledIn({ text, fence }: FixtureFile): Generator<readonly [string, string]> {
  for (const part of text.split(/^class /m)) {
    const [, named] = /_name = "([\w.]+)"/.exec(part) ?? /_inherit = "([\w.]+)"/.exec(part) ?? [];
    const model = named ?? wordAfter(fence, 'on') ?? 'shop.order';
    for (const [, method] of part.matchAll(/def (_cron\w*)\(self/g))
      if (method !== undefined) yield [model, method];
  }
}

function cronOf(model: string, method: string): string {
  return `    <record id="ir${method}" model="ir.cron">
        <field name="name">${method}</field>
        <field name="model_id" ref="model_${model.replaceAll('.', '_')}"/>
        <field name="state">code</field>
        <field name="code">model.${method}()</field>
    </record>
`;
}

function manifestOf(addon: string, paths: readonly string[]): string {
  const data = paths.flatMap((path) =>
    path.startsWith(`${addon}/`) && /\.(xml|csv)$/.test(path) ? [`"${path.slice(addon.length + 1)}"`] : [],
  );
  const depends = addon === 'shop' ? '"mail"' : '"shop"';
  return `{"name": "${addon}", "version": "17.0.1.0.0", "depends": [${depends}], "data": [${data.join(', ')}]}\n`;
}
