// A workspace with one file that is being edited, its twin that is opened fresh, and random edits that a seed repeats.

import fc from 'fast-check';
import {
  applyEdits,
  DEFAULT_SETTINGS,
  type FileReport,
  type TextChange,
  type Workspace,
} from '../../engine/src/index';
import { engine } from './engine';

/** The file that is edited. */
export const MODEL = 'shop/models/order.py';

const AROUND = [
  {
    path: 'shop/__manifest__.py',
    text: '{"name": "shop", "version": "17.0.1.0.0", "data": ["data/cron.xml"]}\n',
  },
  {
    path: 'shop/data/cron.xml',
    text: ['_cron_sync', '_cron_clean', '_cron_send']
      .reduce(
        (xml, method) =>
          `${xml}<record id="ir${method}" model="ir.cron"><field name="name">${method}</field><field name="model_id" ref="model_shop_order"/><field name="state">code</field><field name="code">model.${method}()</field></record>`,
        '<odoo>',
      )
      .concat('</odoo>\n'),
  },
];

/** A model with findings in methods and outside them, long enough that edits hit different things. */
export const ORDER = `import requests
from odoo import api, fields, models

CACHE = {}


class ShopOrder(models.Model):
    _name = "shop.order"
    _inherit = ["mail.thread"]

    name = fields.Char(tracking=True)
    state = fields.Selection([("draft", "Draft"), ("done", "Done")])

    def _cron_sync(self):
        for order in self.search([("state", "=", "draft")]):
            order.name = order.name.strip()
            CACHE[order.id] = order.name  # kept

    @api.model
    def _cron_clean(self):
        """Cleans up."""
        offset = 0
        while True:
            orders = self.search([("state", "=", "draft")], limit=100, offset=offset)
            if not orders:
                break
            orders.write({"state": "done"})
            offset += 100

    def _cron_send(self):
        orders = self.env["shop.order"].search([])
        names = [order.name for order in orders]
        self._push(orders)
        return len(names)

    def _push(self, orders):
        for order in orders:
            session = requests.Session()
            session.post("https://example.com", json={"name": order.name, "text": "é 😀"})


def helper(values):
    CACHE.update(values)
    return values
`;

/** Runs over a workspace in which the model is open, and disposes of it. */
export function withOpen<T>(text: string, use: (workspace: Workspace) => T): T {
  const workspace = engine.createWorkspace(DEFAULT_SETTINGS);
  try {
    workspace.apply([...AROUND, { path: MODEL, text }]);
    workspace.open(MODEL, text);
    return use(workspace);
  } finally {
    workspace.dispose();
  }
}

/** What a report shows, fixes included. */
export function shown(report: FileReport): unknown {
  return report.findings.map(({ fixes, ...finding }) => ({ ...finding, fixes: fixes() }));
}

/** The report of the text when it is opened fresh. */
export function freshly(text: string): unknown {
  return withOpen(text, (workspace) => shown(workspace.check(MODEL)));
}

const PIECES = [
  ...['x', ' ', '\n', '    ', '\t', '\r\n', 'self.', '(', ')', '[', ']', '"', '"""', '#', ':', '\\', '@'],
  ...[
    'é',
    '😀',
    '\uFEFF',
    'def f(self):\n',
    'class',
    'return',
    '  # cronvet: ignore[unbounded-search] - few',
  ],
  '        for order in self.search([]):\n            order.name = "x"\n',
  '    def _cron_more(self):\n        self.search([]).write({"state": "done"})\n\n',
  '        self.env.cr.commit()\n',
];

/** An edit anywhere, in thousandths of the text, so that it fits the text at the time. */
export interface AnyEdit {
  readonly place: number;
  readonly removed: number;
  readonly piece: string;
}

/** Sequences of random edits. */
export const anyEdits: fc.Arbitrary<readonly AnyEdit[]> = fc.array(
  fc.record({
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.oneof(fc.constant(0), fc.nat(12), fc.nat(200)),
    piece: fc.oneof(fc.constant(''), fc.constantFrom(...PIECES)),
  }),
  { minLength: 1, maxLength: 6 },
);

/** The edit in the offsets of a text. */
export function editIn(text: string, { place, removed, piece }: AnyEdit): TextChange {
  const start = Math.floor(place * text.length);
  return { at: { start, end: Math.min(text.length, start + removed) }, newText: piece };
}

/** The change that takes an edit back. */
export function undo(text: string, { at, newText }: TextChange): TextChange {
  return { at: { start: at.start, end: at.start + newText.length }, newText: text.slice(at.start, at.end) };
}

/** The text after a change. */
export const changed = (text: string, change: TextChange): string => applyEdits(text, [change]);
