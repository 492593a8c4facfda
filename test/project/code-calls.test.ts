// What a scheduled action's code calls.

import { describe, expect, it } from 'vitest';
import { callsInCodeText } from '../../engine/src/project/code-calls';

const calls = (code: string): string[] =>
  callsInCodeText(code).map(({ model, method }) => `${model ?? 'model'}.${method}`);

describe('the calls in code', () => {
  it.each([
    ['model._sync()', ['model._sync']],
    ['model.search([("a", "=", f(1))])._x()', ['model._x']],
    ['model.sudo().with_context(a={"b": 1})\\\n  ._x()', ['model._x']],
    ['env["a.b"]._x()', ['a.b._x']],
    ["env['a.b'].sudo()._x(env['c']._y())", ['a.b._x', 'c._y']],
    ['self.env["a.b"].search([]).filtered(lambda r: r.ok)._x()', ['a.b._x']],
    ['model._a(); model._b()\nmodel._a()', ['model._a', 'model._b']],
    ['if model._ready():\n    model._go()', ['model._ready', 'model._go']],
    ['for r in model.search([], limit=5):\n    r._x()', ['model._x']],
    [
      'rs = env["a"].search([])\nfor r in rs:\n    try:\n        r._x()\n    except Exception: pass',
      ['a._x'],
    ],
    ['record.action_x()', ['model.action_x']],
    ['model.with_delay()._job()', ['model._job']],
  ])('of %j', (code, expected) => {
    expect(calls(code)).toEqual(expected);
  });

  it.each([
    '# model._x()',
    'log("model._x()")',
    'env[name]._x()',
    'env.ref("a.b")._x()',
    'model.search([]).write({"a": 1})',
    'model.partner_id._x()',
    'my.model._x()',
    'names = model.search([]).mapped("name")\nnames.sort()',
    'model.search([',
    'env["a',
    '',
  ])('are none in %j', (code) => {
    expect(calls(code)).toEqual([]);
  });
});
