// The outline of a closed file: what is seen, where it ends, and what must not confuse it.

import { describe, expect, it } from 'vitest';
import type { FileOutline, MethodOutline } from '../../engine/src/outline/outline';
import { skimOutline } from '../../engine/src/outline/skim-outline';
import { contentHash } from '../../engine/src/text/content-hash';

const textOf = (text: string, method: MethodOutline | undefined): string =>
  text.slice(method?.span.start, method?.span.end);
const onlyClass = (text: string) => {
  const [first, ...others] = skimOutline(text).classes;
  expect(others).toEqual([]);
  if (first === undefined) throw new Error('no class');
  return first;
};
const methodNames = (outline: FileOutline): string[] =>
  outline.classes.flatMap((one) => one.methods.map((method) => method.name));

describe('models', () => {
  it('reads what a class says of its model', () => {
    const sale = onlyClass(`
class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["mail.thread", 'portal.mixin']  # two mixins
    _inherits = {"res.partner": "partner_id"}
`);
    expect(sale.model).toEqual({
      name: 'sale.order',
      inherits: ['mail.thread', 'portal.mixin'],
      delegates: ['res.partner'],
      kind: 'model',
    });
  });

  it.each([
    ['_inherit = "res.partner"', 'models.Model', 'res.partner', ['res.partner'], 'model'],
    ["_inherit = ('res.partner',)", 'Model', 'res.partner', ['res.partner'], 'model'],
    ['_name = _description = "a.b"', 'models.TransientModel', 'a.b', [], 'transient'],
    ['_name: str = "a.b"', 'models.AbstractModel', 'a.b', [], 'abstract'],
    ['_name = (\n        "a.b")', 'osv.osv', 'a.b', [], 'model'],
    ['_inherit = "a.b"', 'OtherClass, metaclass=Meta', 'a.b', ['a.b'], 'model'],
    ['_inherit = ["a", "b"]', 'models.Model', 'Thing', ['a', 'b'], 'model'],
    ['_name = "a.%s" % MODEL', 'models.Model', 'Thing', [], 'model'],
    ['_inherit = ["a", "b.%s" % x]', 'models.Model', 'a', ['a'], 'model'],
    ['_name = MODEL', 'models.Model', 'Thing', [], 'model'],
  ])('%s in class Thing(%s)', (statement, bases, name, inherits, kind) => {
    const { model } = onlyClass(`class Thing(${bases}):\n    ${statement}\n`);
    expect(model).toEqual({ name, inherits, delegates: [], kind });
  });

  it('takes a class without model words for an ordinary class', () => {
    expect(onlyClass('class A(Base):\n    x = 1\n').model).toBeUndefined();
  });

  it('sees classes under if and try', () => {
    const outline = skimOutline(
      'try:\n    class A(models.Model):\n        _name = "a"\nexcept ImportError:\n    pass\n',
    );
    expect(outline.classes.map((one) => one.model?.name)).toEqual(['a']);
  });
});

describe('fields', () => {
  const fieldsOf = (body: string) => onlyClass(`class A(models.Model):\n${body}`).fields;

  it('reads type, comodel, tracking and compute', () => {
    expect(
      fieldsOf(`
    partner_id = fields.Many2one("res.partner", tracking=True)
    line_ids = fields.One2many(
        comodel_name='sale.line',  # "comodel_name='no'"
        inverse_name="order_id",
    )
    state = fields.Selection([("a", "A"), ("b", "compute=")], track_visibility='onchange')
    total = fields.Float(compute="_compute_total", tracking=False)
    email: str = fields.Char(related="partner_id.email", help="tracking=True")
    other_id = fields.Many2one(MODEL, domain=lambda self: [("x", "=", dict(related=1))])
`),
    ).toEqual([
      { name: 'partner_id', type: 'Many2one', comodel: 'res.partner', tracked: true, computed: false },
      { name: 'line_ids', type: 'One2many', comodel: 'sale.line', tracked: false, computed: false },
      { name: 'state', type: 'Selection', tracked: true, computed: false },
      { name: 'total', type: 'Float', tracked: false, computed: true },
      { name: 'email', type: 'Char', tracked: false, computed: true },
      { name: 'other_id', type: 'Many2one', tracked: false, computed: false },
    ]);
  });

  it('does not take locals or comparisons for fields', () => {
    expect(fieldsOf('    def f(self):\n        x = fields.Char()\n    assert a == fields.Char()\n')).toEqual(
      [],
    );
  });
});

describe('methods', () => {
  const text = `class A(models.Model):
    @api.model
    @api.depends(
        "x",
    )
    def first(self, x="def no(self):"):
        """
    def in_docstring(self):
        """
        def inner():
            return 1
        return inner

    # of the class
    async def second(self):
        if self:
            return 2
            # of second

        # of second too
# of nobody

    def third(self): return 3  # one line
`;
  const methods = onlyClass(text).methods;

  it('finds them, without the functions inside them', () => {
    expect(methods.map(({ name }) => name)).toEqual(['first', 'second', 'third']);
  });

  it('reads decorators as written', () => {
    expect(methods[0]?.decorators).toEqual(['api.model', 'api.depends(\n        "x",\n    )']);
    expect(methods[1]?.decorators).toEqual([]);
  });

  it('spans from def to the end of the last line of the body', () => {
    expect(textOf(text, methods[0])).toMatch(/^def first.*return inner$/s);
    expect(textOf(text, methods[1])).toMatch(/^async def second.*# of second too$/s);
    expect(textOf(text, methods[2])).toBe('def third(self): return 3  # one line');
  });

  it('names the place of the name and hashes the text', () => {
    const second = methods[1];
    expect(text.slice(second?.nameAt.start, second?.nameAt.end)).toBe('second');
    expect(second?.hash).toBe(contentHash(textOf(text, second)));
    expect(second?.intact).toBe(true);
  });

  it('ends the class with its last method', () => {
    const one = skimOutline('class A:\n    def f(self):\n        pass\n\n\nx = []\n');
    expect(one.classes[0]?.span).toEqual({
      start: 0,
      end: 'class A:\n    def f(self):\n        pass'.length,
    });
  });

  it('lists the functions of the module apart', () => {
    const outline = skimOutline('@tools.cache\ndef f():\n    pass\n\nclass A:\n    def g(self): pass\n');
    expect(outline.functions.map(({ name, decorators }) => [name, decorators])).toEqual([
      ['f', ['tools.cache']],
    ]);
    expect(methodNames(outline)).toEqual(['g']);
  });

  it('leaves nested classes alone', () => {
    const nested = onlyClass(
      'class A:\n    class B:\n        def no(self):\n            pass\n    def yes(self): pass\n',
    );
    expect(nested.methods.map(({ name }) => name)).toEqual(['yes']);
  });
});

describe('bindings', () => {
  it.each([
    '[]',
    '{}',
    '{"a": [1]}',
    '{1, 2}',
    '[x for x in y]',
    'dict()',
    'collections.defaultdict(list)',
    'WeakKeyDictionary()',
    'OrderedDict([("a", 1)])',
    'None',
  ])('keeps %s at module and class level', (value) => {
    const text = `CACHE = ${value}  # kept\nclass A:\n    _seen: dict = ${value}\n    def f(self):\n        no = ${value}\n`;
    const outline = skimOutline(text);
    expect(outline.bindings.map((one) => [one.name, one.value])).toEqual([['CACHE', value]]);
    expect(outline.classes[0]?.bindings.map((one) => [one.name, one.value])).toEqual([['_seen', value]]);
    const [binding] = outline.bindings;
    expect(text.slice(binding?.span.start, binding?.span.end)).toBe(`CACHE = ${value}`);
  });

  it.each(['1', '"[]"', '(1, 2)', '[1] * 3', 'frozenset([1])', 'func()', '[1][0]', '{} or None'])(
    'passes over %s',
    (value) => {
      expect(skimOutline(`X = ${value}\n`).bindings).toEqual([]);
    },
  );

  it('reads a display over many lines', () => {
    const [table] = skimOutline('TABLE = {\n    # "}"\n    "a": """\n}""",\n}\nY = 1\n').bindings;
    expect(table?.value).toBe('{\n    # "}"\n    "a": """\n}""",\n}');
  });
});

describe('what must not confuse it', () => {
  const plain = `class A(models.Model):
    _name = "a"

    def f(self):
        x = """
class No(models.Model):
"""
        return (x,
class_no)

    def g(self):
        y = 'it\\'s' + \\
            "def no(self):"
        return y
`;

  it('reads the same from CRLF and with a BOM, at moved offsets', () => {
    const unix = skimOutline(plain);
    const crlf = skimOutline(`\uFEFF${plain.replaceAll('\n', '\r\n')}`);
    expect(methodNames(unix)).toEqual(['f', 'g']);
    expect(methodNames(crlf)).toEqual(['f', 'g']);
    const text = `\uFEFF${plain.replaceAll('\n', '\r\n')}`;
    expect(textOf(text, crlf.classes[0]?.methods[1])).toMatch(/return y$/);
  });

  it('reads tabs', () => {
    expect(
      methodNames(skimOutline('class A:\n\tdef f(self):\n\t\tif 1:\n\t\t\tpass\n\tdef g(self):\n\t\tpass\n')),
    ).toEqual(['f', 'g']);
  });

  it('finds the next method after an unclosed bracket or string', () => {
    expect(
      methodNames(
        skimOutline(
          'class A:\n    def f(self):\n        g(\n    def h(self):\n        x = "\n    def i(self): pass\n',
        ),
      ),
    ).toEqual(['f', 'h', 'i']);
  });

  it('keeps the decorators of the method after an unclosed bracket', () => {
    const text =
      'class A:\n    def f(self):\n        g(\n\n    @api.model\n    @api.depends("x")\n    def h(self): pass\n';
    const [, h] = skimOutline(text).classes[0]?.methods ?? [];
    expect(h?.decorators).toEqual(['api.model', 'api.depends("x")']);
    const product = 'class A:\n    def f(self):\n        return (a\n            @ b)\n';
    expect(methodNames(skimOutline(product))).toEqual(['f']);
  });

  it('reads lines that end in CR alone', () => {
    expect(
      methodNames(skimOutline('class A:\r    def f(self):\r        pass\r    def g(self):\r        pass\r')),
    ).toEqual(['f', 'g']);
  });

  it('never throws, whatever the text stops at', () => {
    const text = `${plain}CACHE = {"a": [r'\\', f"{x}"]}\n    p = fields.Many2one("res.partner", tracking=`;
    for (let end = 0; end <= text.length; end++) {
      const outline = skimOutline(text.slice(0, end));
      for (const one of outline.classes) expect(one.span.end).toBeLessThanOrEqual(end);
    }
  });

  it('gives nothing for what is no Python', () => {
    expect(skimOutline('\u0000\u0001\uFFFD)]}"""')).toEqual({ classes: [], functions: [], bindings: [] });
  });

  it('survives one string of two million characters', () => {
    const outline = skimOutline(`X = ["${'a'.repeat(2_000_000)}"]\ndef f(): pass\n`);
    expect(outline.functions.map(({ name }) => name)).toEqual(['f']);
  });
});
