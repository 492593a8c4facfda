// Nothing is left over: trees are deleted with their document, and what a workspace remembers does not grow with typing.

import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../engine/src/index';
import { engine } from './support/engine';
import { heapUsed } from './support/heap';
import { MODEL, ORDER, withOpen } from './support/typing';

afterEach(() => expect(engine.liveTrees()).toBe(0));

const AT = ORDER.indexOf('offset += 100');

describe('trees', () => {
  test('at most one is alive for each document, and none once it is closed', () => {
    withOpen(ORDER, (workspace) => {
      workspace.check(MODEL);
      for (const place of [AT, ORDER.indexOf('names ='), ORDER.indexOf('CACHE.update')]) {
        workspace.update(MODEL, [{ at: { start: place, end: place }, newText: 'x' }]);
        workspace.check(MODEL);
        expect(engine.liveTrees()).toBeLessThanOrEqual(1);
      }
      workspace.close(MODEL);
      expect(engine.liveTrees()).toBe(0);
    });
  });

  test('a `def` that takes a whole large file into its body has none', () => {
    const typed = 'def f(self):\n';
    const text = `class Order(models.Model):\n${'    def method(self): pass\n'.repeat(4_000)}`;
    withOpen(ORDER, (workspace) => {
      workspace.open(MODEL, text);
      for (const at of [text.indexOf('\n') + 1, text.length]) {
        workspace.update(MODEL, [{ at: { start: at, end: at }, newText: typed }]);
        workspace.check(MODEL);
        expect(engine.liveTrees()).toBe(0);
      }
    });
  });

  test('none is alive when the workspace goes with documents open', () => {
    withOpen(ORDER, (workspace) => {
      workspace.update(MODEL, [{ at: { start: AT, end: AT }, newText: 'x' }]);
      expect(engine.liveTrees()).toBe(1);
    });
    expect(engine.liveTrees()).toBe(0);
  });

  test('opening a document again replaces it', () => {
    withOpen(ORDER, (workspace) => {
      for (let round = 0; round < 5; round++) {
        workspace.open(MODEL, ORDER);
        workspace.update(MODEL, [{ at: { start: AT, end: AT }, newText: 'x' }]);
      }
      expect(engine.liveTrees()).toBe(1);
    });
  });

  test('a file that is closed is known as it is on disk', () => {
    withOpen(ORDER, (workspace) => {
      workspace.update(MODEL, [{ at: { start: 0, end: ORDER.length }, newText: '' }]);
      expect(workspace.check(MODEL).findings).toEqual([]);
      workspace.close(MODEL);
      expect(workspace.text(MODEL)).toBe(ORDER);
      expect(workspace.check(MODEL).findings.length).toBeGreaterThan(0);
    });
  });
});

const ROUNDS = 60;

test('typing and deleting a line again and again leaves a workspace of the same size', {
  timeout: 60_000,
}, () => {
  withOpen(ORDER, (workspace) => {
    const line = 'self.env.cr.commit()\n        ';
    const round = () => {
      for (let i = 0; i < line.length; i++) {
        workspace.update(MODEL, [{ at: { start: AT + i, end: AT + i }, newText: line.charAt(i) }]);
        workspace.check(MODEL);
      }
      workspace.update(MODEL, [{ at: { start: AT, end: AT + line.length }, newText: '' }]);
      workspace.check(MODEL);
      workspace.settle();
    };
    // V8 compiles, and keeps, up to 1.8 MB of code before it has seen enough of us.
    for (let i = 0; i < ROUNDS; i++) round();
    const before = heapUsed();
    for (let i = 0; i < ROUNDS; i++) round();
    expect(heapUsed() - before).toBeLessThan(1_000_000);
    expect(workspace.text(MODEL)).toBe(ORDER);
  });
});

test('workspaces that come and go leave nothing', { timeout: 60_000 }, () => {
  const round = () => {
    const workspace = engine.createWorkspace(DEFAULT_SETTINGS);
    workspace.apply([{ path: MODEL, text: ORDER }]);
    workspace.open(MODEL, ORDER);
    workspace.update(MODEL, [{ at: { start: AT, end: AT }, newText: 'x' }]);
    workspace.check(MODEL);
    workspace.dispose();
  };
  for (let i = 0; i < 5; i++) round();
  const before = heapUsed();
  for (let i = 0; i < 100; i++) round();
  expect(heapUsed() - before).toBeLessThan(2_000_000);
});
