// Models over several files: who overrides whom, what an ancestor gives, and what cannot be known.

import { describe, expect, it } from 'vitest';
import { skimOutline } from '../../engine/src/outline/skim-outline';
import { type MethodDefinition, ModelRegistry } from '../../engine/src/project/model-registry';

const registryOf = (...files: readonly (readonly [path: string, text: string])[]): ModelRegistry => {
  const registry = new ModelRegistry();
  for (const [i, [path, text]] of files.entries()) registry.setFile(path, skimOutline(text), i);
  return registry;
};
const model = (statements: string, ...methods: readonly string[]): string =>
  [
    `class A(models.Model):`,
    ...statements.split('; '),
    ...methods.map((name) => `def ${name}(self): pass`),
  ].join('\n    ');
const pathsOf = (definitions: readonly MethodDefinition[]): string[] =>
  definitions.map(({ fragment }) => fragment.path);

describe('a method of a model', () => {
  const registry = registryOf(
    ['mail.py', model('_name = "mail.thread"', 'message_post', '_go')],
    ['rating.py', model('_inherit = "mail.thread"', 'message_post')],
    ['partner.py', model('_name = "res.partner"', '_go')],
    [
      'sale.py',
      model(
        '_name = "sale.order"; _inherit = ["mail.thread"]; _inherits = {"res.partner": "partner_id"}',
        '_go',
      ),
    ],
    ['stock.py', model('_inherit = "sale.order"', '_go', 'message_post')],
  );

  it('is every definition in the chain, the last loaded first', () => {
    expect(pathsOf(registry.resolve('sale.order', '_go'))).toEqual(['stock.py', 'sale.py', 'mail.py']);
    expect(pathsOf(registry.resolve('sale.order', 'message_post'))).toEqual([
      'stock.py',
      'rating.py',
      'mail.py',
    ]);
    expect(registry.resolve('sale.order', 'nothing')).toEqual([]);
    expect(registry.resolve('no.model', '_go')).toEqual([]);
  });

  it('is not what a delegate defines', () => {
    expect(registry.delegatesOf('sale.order')).toEqual(['res.partner']);
    expect(pathsOf(registry.resolve('sale.order', '_go'))).not.toContain('partner.py');
  });

  it('has a super until the chain ends', () => {
    const [first, second, third] = registry.resolve('sale.order', '_go');
    if (first === undefined || second === undefined || third === undefined) throw new Error('no chain');
    expect(registry.superOf('sale.order', first)).toEqual(second);
    expect(registry.superOf('sale.order', second)).toEqual(third);
    expect(registry.superOf('sale.order', third)).toBeUndefined();
    expect(registry.superOf('res.partner', first)).toBeUndefined();
  });
});

describe('ancestors', () => {
  it('come after everything that inherits them', () => {
    const registry = registryOf(
      ['d.py', model('_name = "d"', 'f')],
      ['c.py', model('_name = "c"; _inherit = "d"', 'f')],
      ['b.py', model('_name = "b"; _inherit = "d"', 'f')],
      ['a.py', model('_name = "a"; _inherit = ["b", "c"]', 'f')],
      ['base.py', model('_name = "base"', 'f')],
    );
    expect(pathsOf(registry.resolve('a', 'f'))).toEqual(['a.py', 'b.py', 'c.py', 'd.py', 'base.py']);
  });

  it('may go in circles', () => {
    const registry = registryOf(
      ['a.py', model('_name = "a"; _inherit = "b"', 'f')],
      ['b.py', model('_name = "b"; _inherit = "a"', 'f')],
      ['c.py', model('_name = "c"; _inherit = "c"', 'f')],
    );
    expect(pathsOf(registry.resolve('a', 'f'))).toEqual(['a.py', 'b.py']);
    expect(pathsOf(registry.resolve('c', 'f'))).toEqual(['c.py']);
    expect(registry.inheritsFrom('a', 'b')).toBe('yes');
    expect(registry.inheritsFrom('b', 'x')).toBe('no');
  });

  it('are proved, excluded, or unknown when a part is elsewhere', () => {
    const registry = registryOf(
      ['a.py', model('_name = "a"; _inherit = ["mail.thread"]')],
      ['b.py', model('_name = "b"')],
      ['c.py', model('_inherit = "c"')],
      ['d.py', model('_name = "d"; _inherit = "c"')],
    );
    expect(registry.inheritsFrom('a', 'mail.thread')).toBe('yes');
    expect(registry.inheritsFrom('a', 'x')).toBe('unknown');
    expect(registry.inheritsFrom('b', 'mail.thread')).toBe('no');
    expect(registry.inheritsFrom('c', 'mail.thread')).toBe('unknown');
    expect(registry.inheritsFrom('d', 'mail.thread')).toBe('unknown');
    expect(registry.inheritsFrom('nowhere', 'mail.thread')).toBe('unknown');
    expect(registry.inheritsFrom('b', 'b')).toBe('yes');
  });
});

describe('a field', () => {
  it('is the declaration that is looked up first', () => {
    const registry = registryOf(
      ['mixin.py', model('_name = "mixin"; x = fields.Char(); y = fields.Char()')],
      ['a.py', model('_name = "a"; _inherit = "mixin"; x = fields.Text()')],
      ['b.py', model('_inherit = "a"; x = fields.Html(tracking=True)')],
    );
    expect(registry.fieldOf('a', 'x')).toMatchObject({
      fragment: { path: 'b.py' },
      field: { tracked: true },
    });
    expect(registry.fieldOf('a', 'y')?.fragment.path).toBe('mixin.py');
    expect(registry.fieldOf('a', 'z')).toBeUndefined();
  });
});

describe('the external id of a model', () => {
  it('is matched to the models that are known', () => {
    const registry = registryOf(
      ['one/models/a.py', model('_name = "my.thing_line"')],
      ['two/models/a.py', model('_name = "my_thing.line"')],
    );
    expect(registry.modelOfExternalId('two.model_my_thing_line')).toBe('my_thing.line');
    expect(registry.modelOfExternalId('one.model_my_thing_line')).toBe('my.thing_line');
    expect(registry.modelOfExternalId('model_my_thing_line')).toBe('my.thing_line');
    expect(registry.modelOfExternalId('base.model_res_partner')).toBe('res.partner');
  });
});

describe('a file that changes', () => {
  it('is told apart: bodies only, or models', () => {
    const registry = registryOf(['a.py', model('_name = "a"', 'f')]);
    expect(registry.resolve('a', 'g')).toEqual([]);
    expect(registry.setFile('a.py', skimOutline(`\n\n${model('_name = "a"', 'f', 'g')}`), 0)).toBe(false);
    expect(registry.resolve('a', 'g')).toHaveLength(1);
    expect(registry.setFile('a.py', skimOutline(model('_name = "b"', 'f')), 0)).toBe(true);
    expect(registry.has('a')).toBe(false);
    expect(registry.modelOfExternalId('model_b')).toBe('b');
    expect(registry.setFile('a.py', undefined, 0)).toBe(true);
    expect([...registry.models()]).toEqual([]);
  });

  it('takes another place when the load order changes', () => {
    const registry = registryOf(
      ['a.py', model('_name = "m"', 'f')],
      ['b.py', model('_inherit = "m"', 'f')],
      ['c.py', model('_inherit = "m"', 'f')],
    );
    expect(pathsOf(registry.resolve('m', 'f'))).toEqual(['c.py', 'b.py', 'a.py']);
    registry.reorder((path) => ['a.py', 'c.py', 'b.py'].indexOf(path));
    expect(pathsOf(registry.resolve('m', 'f'))).toEqual(['b.py', 'c.py', 'a.py']);
  });
});
