// Typing gives what opening the text afresh gives, keeps other methods' findings still, and lowers one method a key.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { Language, Parser } from 'web-tree-sitter';
import type { Finding, TextChange, Workspace } from '../engine/src/index';
import { engine } from './support/engine';
import {
  type AnyEdit,
  anyEdits,
  changed,
  editIn,
  freshly,
  MODEL,
  ORDER,
  shown,
  undo,
  withOpen,
} from './support/typing';

const require = createRequire(import.meta.url);
await Parser.init();
const parser = new Parser();
parser.setLanguage(
  await Language.load(readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm'))),
);

afterEach(() => expect(engine.liveTrees()).toBe(0));

function isValid(text: string): boolean {
  const tree = parser.parse(text);
  try {
    return tree?.rootNode.hasError === false;
  } finally {
    tree?.delete();
  }
}

const TEXTS = {
  'with LF': ORDER,
  'with CRLF': ORDER.replaceAll('\n', '\r\n'),
  'with tabs': ORDER.replaceAll('    ', '\t'),
};

describe('random edits end in the report of the text opened afresh', { timeout: 60_000 }, () => {
  const settled = (workspace: Workspace): unknown => {
    workspace.settle();
    return shown(workspace.check(MODEL));
  };

  test.each(Object.entries(TEXTS))('when all of them are taken back, %s', (_, original) => {
    const expected = freshly(original);
    const property = fc.property(anyEdits, (edits) =>
      withOpen(original, (workspace) => {
        const done: { readonly before: string; readonly change: TextChange }[] = [];
        const text = apply(workspace, original, edits, (before, change) => done.push({ before, change }));
        for (const { before, change } of done.reverse()) workspace.update(MODEL, [undo(before, change)]);
        expect(text).toBeTypeOf('string');
        expect(workspace.text(MODEL)).toBe(original);
        expect(settled(workspace)).toEqual(expected);
      }),
    );
    fc.assert(property, { seed: 17, numRuns: 40 });
  });

  test.each(Object.entries(TEXTS))('whenever the text is valid Python, %s', (_, original) => {
    let compared = 0;
    const property = fc.property(anyEdits, (edits) =>
      withOpen(original, (workspace) => {
        apply(workspace, original, edits, (before, change) => {
          const text = changed(before, change);
          if (!isValid(text)) return;
          compared++;
          expect(settled(workspace)).toEqual(freshly(text));
        });
      }),
    );
    fc.assert(property, { seed: 19, numRuns: 60 });
    expect(compared).toBeGreaterThan(10);
  });
});

function apply(
  workspace: Workspace,
  original: string,
  edits: readonly AnyEdit[],
  then: (before: string, change: TextChange) => void,
): string {
  let text = original;
  for (const edit of edits) {
    const change = editIn(text, edit);
    workspace.update(MODEL, [change]);
    workspace.check(MODEL);
    then(text, change);
    text = changed(text, change);
  }
  return text;
}

const LINES = '\n        for each in self.search([("name", "=", "x y")]):\n            each.name = "z"';
const AFTER = 'offset += 100';

describe('while one method is typed', () => {
  test("other methods' findings neither vanish nor move, however broken it is", () => {
    withOpen(ORDER, (workspace) => {
      const others = () =>
        workspace
          .check(MODEL)
          .findings.filter(({ method }) => method !== '_cron_clean')
          .map((finding) => `${finding.rule} ${spanText(workspace, finding)}`);
      const before = others();
      expect(before.length).toBeGreaterThan(2);
      eachKey(workspace, `${LINES} + (self["never closed`, () => expect(others()).toEqual(before));
    });
  });

  test('a key lowers one method', () => {
    withOpen(ORDER, (workspace) => {
      workspace.check(MODEL);
      const counts: number[] = [];
      let before = workspace.lowered();
      eachKey(workspace, LINES, () => {
        workspace.check(MODEL);
        counts.push(workspace.lowered() - before);
        before = workspace.lowered();
      });
      expect(Math.max(...counts)).toBe(1);
    });
  });
});

const NOTHING = 'return None';

/** Typing `to` in the place of `from` gives what opening the second text gives, and that is something else. */
function edit([before, after]: readonly [string, string], from: string, to: string): void {
  expect(freshly(after)).not.toEqual(freshly(before));
  withOpen(before, (workspace) => {
    workspace.check(MODEL);
    const start = before.indexOf(from);
    workspace.update(MODEL, [{ at: { start, end: start + from.length }, newText: to }]);
    workspace.settle();
    expect(shown(workspace.check(MODEL))).toEqual(freshly(after));
  });
}

test('the place of a method that schedules itself moves with the text above it', () => {
  const text = (body: string) =>
    `from odoo import api, models\n\n\nclass ShopOrder(models.Model):\n    _name = "shop.order"\n\n    def first(self):\n        ${body}\n\n    @api.autovacuum\n    def _gc(self):\n        self._work()\n\n    def _cron_more(self):\n        self._work()\n\n    def _work(self):\n        self.search([]).mapped("name")\n`;
  edit([text('pass'), text('x = 12345678')], 'pass', 'x = 12345678');
});

describe('a method that was not worth a look', () => {
  /** A method that calls so many methods deep, the last of which has this body: for each record, or once. */
  const chain = (depth: number, body: string, how: 'looped' | 'once' = 'looped') => {
    const steps = Array.from({ length: depth }, (_, step) => {
      const own = step < depth - 1 ? `self._step_${step + 1}()` : body;
      return `    def _step_${step}(self):\n        ${own}\n\n`;
    });
    const loop =
      how === 'once'
        ? '        self._step_0()\n\n'
        : '        for order in self.search([("state", "=", "draft")]):\n            order._step_0()\n\n';
    const clean = '    def _cron_clean(self):\n';
    return ORDER.replace(
      `    @api.model\n${clean}`,
      `${clean}${loop}${steps.join('')}    def _other(self):\n`,
    );
  };

  test.each([
    [
      'searches without a limit',
      3,
      'for order in self.env["shop.order"].search([]):\n            order.name = "x"',
    ],
    ['commits', 5, 'self.env.cr.commit()'],
    ['returns records', 3, 'return self.search([])'],
  ])('is looked at again when it %s', (_, depth, body) => {
    edit([chain(depth, NOTHING), chain(depth, body)], NOTHING, body);
  });

  const LOOP = 'for order in self.env["shop.order"].search([]):\n            order.name = "x"';

  test('is looked at again when what it calls has something to find', () => {
    edit([chain(3, NOTHING, 'once'), chain(3, LOOP, 'once')], NOTHING, LOOP);
  });

  test('is looked at again when it calls something else', () => {
    const other = `    def _other(self):\n        ${LOOP}\n\n    def _spare(self):\n`;
    const [before, after] = [chain(3, NOTHING, 'once'), chain(3, NOTHING, 'once')].map((text) =>
      text.replace('    def _other(self):\n', other),
    );
    const [from, to] = ['self._step_2()', 'self._other()'];
    edit([before ?? '', (after ?? '').replace(from, to)], from, to);
  });
});

function eachKey(workspace: Workspace, typed: string, then: () => void): void {
  let at = (workspace.text(MODEL) ?? '').indexOf(AFTER) + AFTER.length;
  for (const newText of typed) {
    workspace.update(MODEL, [{ at: { start: at, end: at }, newText }]);
    at += newText.length;
    then();
  }
}

function spanText(workspace: Workspace, { span, line, column }: Finding): string {
  const text = workspace.text(MODEL) ?? '';
  const start = text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + column;
  expect(start).toBe(span.start);
  return text.slice(span.start, span.end);
}
