// However a workspace came to be as it is, the index knows the same of it.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skimOutline } from '../../engine/src/outline/skim-outline';
import { callsInCodeText } from '../../engine/src/project/code-calls';
import { WorkspaceIndex } from '../../engine/src/project/workspace-index';

const python = (name: string, inherit: string, method: string): string =>
  `class A(models.Model):\n    _name = "${name}"\n    _inherit = ${inherit}\n\n    @api.autovacuum\n    def ${method}(self):\n        self.with_delay().go()\n`;

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  '.py': [
    python('a', '["b"]', 'f'),
    python('a', '"a"', 'g'),
    python('b', '["a", "c"]', 'f'),
    `\n${python('a', '["b"]', 'f')}`,
    'x = 1\n',
    'class A(models.Model):\n    _name = "c"\n    x = fields.Char(\n    def f(self): pass\n',
  ],
  '.xml': [
    '<odoo><record id="r" model="ir.cron"><field name="model_id" ref="model_a"/><field name="code">model.f()</field></record></odoo>',
    '<odoo><record id="one.r" model="ir.cron"><field name="active" eval="False"/></record></odoo>',
    '<odoo/>',
  ],
  '__manifest__.py': [
    '{"data": ["d.xml"]}',
    '{"depends": ["two"]}',
    '{"depends": ["one"], "data": ["d.xml"]}',
    'oops()',
  ],
};
const PATHS = [
  'one/a.py',
  'one/b.py',
  'two/a.py',
  'one/d.xml',
  'two/d.xml',
  'one/__manifest__.py',
  'two/__manifest__.py',
];

const textsFor = (path: string): readonly string[] =>
  Object.entries(TEXTS).findLast(([end]) => path.endsWith(end))?.[1] ?? [];

const step = fc.constantFrom(...PATHS).chain((path) =>
  fc.record({
    path: fc.constant(path),
    text: fc.option(fc.constantFrom(...textsFor(path)), { nil: undefined }),
    typed: fc.boolean(),
    looked: fc.boolean(),
  }),
);

const known = (index: WorkspaceIndex): unknown => ({
  crons: index.crons(),
  addons: index.addons().all(),
  models: [...index.registry().models()].sort(),
  chains: ['a', 'b', 'c'].map((model) =>
    index
      .registry()
      .lineage(model)
      .map(({ path, order }) => [path, order]),
  ),
  places: ['a', 'b', 'c'].flatMap((model) =>
    index
      .registry()
      .resolve(model, 'f')
      .map(({ method }) => method.span),
  ),
});

describe('the index', () => {
  it('after any changes equals one made from scratch', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const index = new WorkspaceIndex(callsInCodeText, () => false);
        const files = new Map<string, string>();
        for (const { path, text, typed, looked } of steps) {
          if (text === undefined) files.delete(path);
          else files.set(path, text);
          const model = path.endsWith('/a.py') && text?.startsWith('x') === false;
          if (typed && model) index.setOutline(path, text, skimOutline(text));
          else index.apply(path, text);
          if (looked) known(index);
        }
        const scratch = new WorkspaceIndex(callsInCodeText, () => false);
        for (const [path, text] of files) scratch.apply(path, text);
        expect(known(index)).toEqual(known(scratch));
      }),
      { seed: 17, numRuns: 300 },
    );
  });
});

describe('the outline of any text', () => {
  it('is read without a throw, and within the text', () => {
    const word = fc.constantFrom(
      ...[
        'class A(models.Model):',
        'def f(self):',
        '\n',
        '\r\n',
        '    ',
        '\t',
        '"""',
        "'",
        '(',
        ')',
        '[',
        '}',
        '\\',
        '#',
        '@api.x',
        '_name = ',
        '"a"',
        'x = {',
        'fields.Char(',
        ',',
        '=',
        'é',
        '\uFEFF',
        '🙂',
      ],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const text = words.join('');
        const outline = skimOutline(text);
        for (const { span, methods } of outline.classes) {
          for (const method of methods) {
            expect(method.span.start).toBeGreaterThanOrEqual(span.start);
            expect(method.span.end).toBeLessThanOrEqual(span.end);
            expect(text.slice(method.nameAt.start, method.nameAt.end)).toBe(method.name);
          }
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { seed: 18, numRuns: 2000 },
    );
  });
});
