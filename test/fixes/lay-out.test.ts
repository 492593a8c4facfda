// Statements that are too long, laid out as ruff lays them out: the shapes by name, and generated ones.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layOut } from '../../engine/src/fixes/lay-out';
import { formatted } from '../support/ruff';

/** The statement as ruff writes it in a method, without the indentation of its first line. */
function ruffs(code: string): string {
  const body = code.endsWith(':') ? `        ${code}\n            pass\n` : `        ${code}\n`;
  const text = formatted(`class A:\n    def f(self):\n${body}`);
  const lines = text.trimEnd().split('\n').slice(2);
  return lines
    .slice(0, code.endsWith(':') ? -1 : undefined)
    .join('\n')
    .trimStart();
}

function ours(code: string): string | undefined {
  return layOut(code, { indent: '        ', unit: '    ', eol: '\n' });
}

const SEARCH = 'search([("state", "=", "draft"), ("company_id", "=", company.id), ("active", "=", True)])';
const SHAPES = {
  'a call': `records = self.env["sale.order"].${SEARCH}`,
  'a chain': `records = self.env["sale.order"].with_context(active_test=False).${SEARCH}`,
  'a chain that starts with a call': `records = self.with_context(active_test=False, tracking_disable=True).${SEARCH}`,
  'a chain by itself': `self.env["sale.order"].with_context(active_test=False).${SEARCH}.unlink()`,
  'a chain in parentheses': `(self.env["sale.order"].with_context(active_test=False).${SEARCH}.unlink())`,
  'an attribute of a slice': `partner = self.env["sale.order"].${SEARCH}[:1].partner_id.commercial_partner_id`,
  'a header': `for order in self.env["sale.order"].sudo().${SEARCH}:`,
  'a walrus': `while batch := self.env["sale.order"].sudo().search(domain + [("id", ">", last_id)], order="id", limit=1000):`,
  'a walrus over one call': `while batch := self.search([("state", "=", "draft"), ("id", ">", last_id)], order="id", limit=1000):`,
  'a negated condition': `if not self.env["ir.cron"].with_context(tracking_disable=True)._commit_progress(len(batch), deactivate=False):`,
  'a chain as an argument': `self.env["ir.cron"]._commit_progress(remaining=self.env["sale.order"].sudo().search_count(domain))`,
  'a conditional as an argument': `order.write({"note": partner.commercial_partner_id.display_name if partner.commercial_partner_id else False})`,
  'operands as an argument': `order.write({"amount": order.amount_untaxed_of_lines + order.amount_tax_of_lines + order.amount_of_fees})`,
  'one operator, and a list': `domain = base_domain + [("state", "=", "draft"), ("company_id", "=", company.id), ("active", "=", True)]`,
  'many operators': `ready = order.picking_ids_of_this_order and order.invoice_ids_of_this_order and order.payment_ids or False`,
  'a comprehension': `names = [line.product_id.display_name for line in order.order_line_of_this_order if line.product_id.active]`,
  'a generator': `total = sum(line.price_subtotal_of_this_line for line in order.order_line_of_this_order if line.is_delivery)`,
  'a comma that stays': 'order.write({"state": "done", "date": fields.Date.today(),})',
  'a tuple of one': `order.write({"line_ids": [(6, 0, (order.first_line_of_this_order_id.id,))], "state": "done", "locked": 1})`,
  'a dictionary in a call': `partner = self.env["res.partner"].with_context(tracking_disable=True).create({"name": name, "email": email})`,
  'an expression in parentheses': `order.write({"amount": (order.amount_untaxed_of_lines + order.amount_tax_of_lines) * order.rate_of_order})`,
};

describe('a statement is laid out as ruff does it', () => {
  for (const [shape, code] of Object.entries(SHAPES))
    test(shape, () => {
      const text = ruffs(code);
      expect(text).toContain('\n');
      expect(ours(code)).toBe(text);
      expect(ours(text), 'and left as it is').toBe(text);
    });

  test('a string that is too long by itself', () => {
    const code = `self._log("${'a long message, '.repeat(8)}", self.env.user.name)`;
    expect(ours(code)).toBe(ruffs(code));
    expect(ours(`${code}.${'x'.repeat(90)}`), 'any other line').toBeUndefined();
  });

  test('comments stay with what they stand at', () => {
    const code = `partner = self.env["res.partner"].create({
    # above
    "name": name,  # behind
    "child_ids": [
        1,
        # below
    ],
})`;
    const text = ours(code) ?? '';
    expect([...text.matchAll(/# (\w+)/g)].map(([, word]) => word)).toEqual(['above', 'behind', 'below']);
    expect(text).toBe(ruffs(code));
  });

  test.each([
    'return  # nothing',
    'order.write(  # here\n    {"state": "done"}\n)',
    'order.write(\n    {"state": "done"}\n)  # behind',
    'order.write({"state": "done"  # noqa\n})',
    'order.line_ids = [\n    # none\n]',
    'order.amount = (\n    order.untaxed\n    # and\n    + order.tax\n)',
    'order.note = "a" \\\n    "b"',
    'order.note = """a\n    b"""',
    'assert order.state == "done"',
    'for order in (\n    found := self.search([])\n):',
    'order.note = (\n    "of %s "\n    "and %s" % (\n        order.name,\n        order.ref,\n    )\n)',
    'batch = (\n    found := self.search(\n        []\n    )\n)',
  ])('left to its caller: %s', (code) => {
    expect(ours(code)).toBeUndefined();
  });

  test('a chain in parentheses that fits without them', () => {
    expect(ours('(batch.exists()\n    .unlink())')).toBe('batch.exists().unlink()');
  });

  test('generated statements', () => {
    fc.assert(
      fc.property(STATEMENT, (code) => {
        const text = ours(code);
        // What it cannot lay out it leaves to its caller.
        fc.pre(text !== undefined);
        expect(text).toBe(ruffs(code));
      }),
      { numRuns: 400, seed: 4 },
    );
  }, 60_000);
});

const NAME = fc.constantFrom('order', 'partner_id', 'commercial_partner_of_company', 'x', 'self');
const TEXT = fc.constantFrom(
  '"draft"',
  '"sale.order.line"',
  '"the name of a state that is long enough"',
  '1000',
  '1e-5',
);

const { expression } = fc.letrec<{ expression: string; chain: string; argument: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    NAME,
    TEXT,
    tie('chain'),
    fc.array(tie('expression'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(fc.tuple(TEXT, tie('expression')), { minLength: 1, maxLength: 3 })
      .map((items) => `{${items.map(([key, value]) => `${key}: ${value}`).join(', ')}}`),
    fc
      .tuple(tie('chain'), fc.constantFrom('+', '|', '-', 'and', 'and not', 'in'), tie('chain'))
      .map((parts) => parts.join(' ')),
  ),
  argument: fc.oneof(
    tie('expression'),
    fc.tuple(NAME, tie('expression')).map(([name, value]) => `${name}=${value}`),
  ),
  chain: fc
    .tuple(
      NAME,
      fc.array(
        fc.oneof(
          fc
            .tuple(NAME, fc.array(tie('expression'), { maxLength: 3 }))
            .map(([name, args]) => `.${name}(${args.join(', ')})`),
          NAME.map((name) => `.${name}`),
          fc.constant('["sale.order"]'),
        ),
        { maxLength: 5 },
      ),
    )
    .map(([name, links]) => name + links.join('')),
}));

const STATEMENT = fc
  .tuple(
    fc.constantFrom('records = ', 'return ', 'for order in ', 'while batch := ', 'if not ', ''),
    expression,
  )
  .map(([before, value]) => `${before}${value}${/^(for|while|if) /.test(before) ? ':' : ''}`)
  .filter((code) => code.length > 60);
