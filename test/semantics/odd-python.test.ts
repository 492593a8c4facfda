// Python that calls itself, doubles itself or is named like JavaScript: checked to the end, in time.

import { afterEach, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../engine/src/index';
import { engine, withWorkspace } from '../support/engine';

afterEach(() => expect(engine.liveTrees()).toBe(0));

const MODEL = 'from odoo import models\n\n\nclass Thing(models.Model):\n    _name = "thing"\n\n';

/** Rules that find something in a cron whose body is given, line by line. */
function rulesOf(lines: readonly string[], before = ''): readonly string[] {
  const body = lines.map((line) => `        ${line}\n`).join('');
  const text = `${before}${MODEL}    def _cron_work(self):\n${body}`;
  return withWorkspace(new Map([['thing/models/thing.py', text]]), DEFAULT_SETTINGS, (workspace) =>
    workspace.check('thing/models/thing.py').findings.map(({ rule }) => rule),
  );
}

const LEAK = ['for thing in self.search([]):', '    thing.name = thing.name.strip()'];
const times = (count: number, line: (at: number) => readonly string[]) =>
  Array.from({ length: count }, (_, at) => line(at)).flat();

test.each(
  Object.entries({
    'a lambda that calls itself': ['f = lambda n: f(n - 1)', 'f(3)'],
    'a lambda that maps itself': ['f = lambda r: r.child_ids.mapped(f)', 'self.mapped(f)'],
    'calls of the names of JavaScript': ['valueOf(1)', '__proto__(2)', 'hasOwnProperty(3)', 'constructor(4)'],
    'local functions that each call the last one twice': [
      'def f0(): return 1',
      ...times(40, (at) => [`def f${at + 1}():`, `    f${at}()`, `    f${at}()`]),
      'f40()',
    ],
    'a list that doubles': ['x = [1, 2]', ...times(40, () => ['x = x + x', 'x += x'])],
    'lists that hold themselves twice': ['x = [self, 1]', ...times(40, () => ['x = [x, x]']), 'self._go(x)'],
    'searches inside the domains of searches': [
      `y = ${'self.search([("id", "in", '.repeat(24)}1${')])'.repeat(24)}`,
    ],
  }),
)('what is after %s is still found', { timeout: 10_000 }, (_, lines) => {
  expect(rulesOf([...lines, ...LEAK])).toEqual(['loop-without-release']);
});

test('a parameter of a lambda is not the name around it', () => {
  const lines = ['r = self.search([], limit=5)', 'g = lambda r: r', 'things = self.search([])'];
  expect(rulesOf([...lines, 'for r in g(things):', '    r.name = r.name.strip()'])).toEqual([
    'loop-without-release',
  ]);
});

test('thousands of empty lines cost a look at a cache nothing', { timeout: 5_000 }, () => {
  const before = `CACHE = {}\n\n\ndef remember(key):\n    CACHE[key] = key\n${'\n'.repeat(60_000)}`;
  expect(rulesOf(['pass'], before)).toEqual(['module-level-cache']);
});

test('the imports of a file are those of its text now', () => {
  const path = 'thing/models/thing.py';
  const text = (from: string) =>
    `${from}\n${MODEL}    def work(self):\n        for host in "ab":\n            ftp = FTP(host)\n            ftp.cwd("a")\n`;
  const texts = new Map([[path, text('from other.ftplib import FTP')]]);
  const rules = withWorkspace(texts, DEFAULT_SETTINGS, (workspace) => {
    const check = () => workspace.check(path).findings.map(({ rule }) => rule);
    const before = check();
    workspace.apply([{ path, text: text('from ftplib import FTP') }]);
    return { before, after: check() };
  });
  expect(rules).toEqual({ before: [], after: ['unclosed-resource'] });
});
