// The trace of a method's memory: what is written around its body, and what is left as it was.

import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../engine/src/index';
import { engine, findingsIn, type Texts, withWorkspace } from '../support/engine';
import { ruffOn } from '../support/ruff';
import { addon, PATH, profile, profiled } from './support';

afterEach(() => expect(engine.liveTrees()).toBe(0));

const METHOD = `def _cron_confirm(self):
    """Confirms.

    All of them.
    """
    # The oldest first.
    for order in self.search([], order="id", limit=100):
        order.name = """a
b"""
        if order.due:
            return order  # The first is enough.
`;

test('the body is traced, and ends the trace however it ends', () => {
  const text = profiled(addon(METHOD));
  expect(text.slice(text.indexOf('    def _cron'))).toBe(`    def _cron_confirm(self):
        """Confirms.

        All of them.
        """
        # The oldest first.
        tracemalloc.start()
        try:
            for order in self.search([], order="id", limit=100):
                order.name = """a
    b"""
                if order.due:
                    return order  # The first is enough.
        finally:
            peak = tracemalloc.get_traced_memory()[1]
            largest = tracemalloc.take_snapshot().statistics("lineno")[:10]
            tracemalloc.stop()
            _logger.info("Peak of _cron_confirm: %.1f MB", peak / 1e6)
            for line in largest:
                _logger.info("Kept: %s", line)
`);
  expect(text).toContain('import logging\nimport tracemalloc\n');
});

test('it is clean by our own rules, and as the OCA wants it', () => {
  const files: Texts = new Map([...addon(METHOD), [PATH, profiled(addon(METHOD))]]);
  withWorkspace(files, DEFAULT_SETTINGS, (workspace) => expect(findingsIn(workspace, files)).toEqual([]));
  expect(ruffOn(files.get(PATH) ?? '').filter((line) => !line.includes('"""a'))).toEqual([]);
});

test('names that the method uses are left to it', () => {
  const text = profiled(addon('def _cron_confirm(self):\n    peak = line = self.search([], limit=1)\n'));
  expect(text).toContain('peak_bytes = tracemalloc');
  expect(text).toContain('for traced_line in largest:');
});

test('tabs and CRLF stay what they are', () => {
  const files = addon(METHOD);
  const twin = (files.get(PATH) ?? '').replaceAll('    ', '\t').replaceAll('\n', '\r\n');
  const text = profiled(new Map([...files, [PATH, twin]]));
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(text).toContain('\t\ttry:\r\n\t\t\tfor order in');
});

test('a function in it that yields makes no generator of it', () => {
  const text = profiled(
    addon('def _cron_confirm(self):\n    def inner():\n        yield 1\n    list(inner())\n'),
  );
  expect(text).toContain('        try:\n            def inner():\n                yield 1\n');
});

describe('it is refused', () => {
  test.each([
    ['def _cron_confirm(self):\n    """Doc."""; self.search([], limit=1)\n', /code on its line/],
    ['def _cron_confirm(self): self.search([], limit=1)\n', /no body on lines of its own/],
    ['def _cron_confirm(self):\n    """Nothing."""\n', /no body on lines of its own/],
    ['def _cron_confirm(self):\n    yield self.search([], limit=1)\n', /a generator/],
    ['def _cron_confirm(self):\n    tracemalloc.start()\n', /uses tracemalloc already/],
  ])('%j', (method, reason) => {
    const fix = profile(addon(method));
    expect(fix?.kind === 'no-fix' && fix.reason).toMatch(reason);
  });
});

test('nothing is offered where no scheduled action calls the method', () => {
  expect(profile(addon('def confirm(self):\n    pass\n'))).toBeUndefined();
});
