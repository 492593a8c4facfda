// Suppression comments: which findings they silence, where they may stand, and what is said of idle ones.

import { describe, expect, test } from 'vitest';
import { commentSpans } from '../engine/src/check/comments';
import type { Finding } from '../engine/src/check/report';
import { applySuppressions } from '../engine/src/check/suppression';
import { suppressionEdit } from '../engine/src/check/suppression-edit';
import { LineIndex } from '../engine/src/text/line-index';
import { applyEdits } from '../engine/src/text/text-edit';

const names = {
  known: new Set(['unbounded-search', 'tracked-bulk-write', 'module-level-cache']),
  off: new Set(['module-level-cache']),
};

/** Every `@rule@` in the text is taken out and becomes a finding of that rule at that place. */
function check(marked: string, language: 'python' | 'xml' = 'python') {
  const places: { rule: string; offset: number }[] = [];
  let text = '';
  for (const [index, part] of marked.split(/@([\w-]+)@/).entries()) {
    if (index % 2 === 0) text += part;
    else places.push({ rule: part, offset: text.length });
  }
  const lines = new LineIndex(text);
  const findings = places.map(({ rule, offset }): Finding => {
    const { line, column } = lines.positionAt(offset);
    return {
      rule,
      severity: 'warning',
      message: '',
      path: 'a.py',
      span: { start: offset, end: offset + 1 },
      line,
      column,
      endLine: line,
      endColumn: column + 1,
      scheduledBy: [],
      related: [],
      fixes: () => [],
    };
  });
  const { kept, unused } = applySuppressions({ path: 'a.py', text, lines, language }, findings, names);
  return {
    kept: kept.map(({ rule, line }) => `${line + 1} ${rule}`),
    unused: unused.map(({ severity, line, message }) => `${line + 1} ${severity} ${message}`),
  };
}

describe('a suppression silences', () => {
  test.each([
    ['its own line', 'x = @unbounded-search@search([])  # cronvet: ignore[unbounded-search] - small table\n'],
    [
      'the next line, alone above it',
      '# cronvet: ignore[unbounded-search] - small table\n@unbounded-search@s()\n',
    ],
    ['without a reason', '@unbounded-search@s()  # cronvet: ignore[unbounded-search]\n'],
    ['without spaces', '@unbounded-search@s()  #cronvet:ignore[unbounded-search]\n'],
    ['behind another comment', '@unbounded-search@s()  # noqa: E501  # cronvet: ignore[unbounded-search]\n'],
    [
      'through comments between',
      '# cronvet: ignore[unbounded-search]\n# pylint: disable=x\n@unbounded-search@s()\n',
    ],
    [
      'the whole file, from anywhere',
      '@unbounded-search@s()\n@unbounded-search@s()\n# cronvet: ignore-file[unbounded-search] - x\n',
    ],
    ['with CRLF', '# cronvet: ignore[unbounded-search]\r\n@unbounded-search@s()\r\n'],
    [
      'two rules',
      '@unbounded-search@a(@tracked-bulk-write@b())  # cronvet: ignore[unbounded-search, tracked-bulk-write]\n',
    ],
    ['a rule that is turned off, silently', 'x = {}  # cronvet: ignore[module-level-cache]\n'],
  ])('%s', (_, text) => {
    expect(check(text)).toEqual({ kept: [], unused: [] });
  });

  test.each([
    [
      'on the same line',
      '<field name="code">@unbounded-search@model._x()</field> <!-- cronvet: ignore[unbounded-search] - r -->',
    ],
    [
      'alone above',
      '<!-- cronvet: ignore[unbounded-search] -->\n<field name="code">@unbounded-search@model._x()</field>',
    ],
  ])('in XML, %s', (_, text) => {
    expect(check(text, 'xml')).toEqual({ kept: [], unused: [] });
  });

  test('an expression that it ends', () => {
    const text = 'search(\n    [],\n)  # cronvet: ignore[unbounded-search]\n';
    const lines = new LineIndex(text);
    const finding = { rule: 'unbounded-search', line: 0, endLine: 2, column: 0, endColumn: 1 } as Finding;
    const { kept } = applySuppressions({ path: 'a.py', text, lines, language: 'python' }, [finding], names);
    expect(kept).toEqual([]);
  });
});

describe('a suppression leaves', () => {
  test.each([
    ['other rules', '@tracked-bulk-write@s()  # cronvet: ignore[unbounded-search]\n'],
    ['the line after next', '# cronvet: ignore[unbounded-search]\nx = 1\n@tracked-bulk-write@s()\n'],
    ['the line below code', 'x = 1  # cronvet: ignore[unbounded-search]\n@tracked-bulk-write@s()\n'],
    ['the line above', '@tracked-bulk-write@s()\n# cronvet: ignore[unbounded-search]\n'],
  ])('%s', (_, text) => {
    const { kept, unused } = check(text);
    expect(kept).toHaveLength(1);
    expect(unused).toEqual([expect.stringContaining('information unbounded-search reports nothing here')]);
  });

  test.each([
    ['a string', "x = '# cronvet: ignore[unbounded-search]'; @unbounded-search@s()\n"],
    ['a doc string', '"""\n# cronvet: ignore-file[unbounded-search]\n"""\n@unbounded-search@s()\n'],
    [
      'an f-string with a quote in it',
      'x = f"{a}\\" # cronvet: ignore[unbounded-search]"; @unbounded-search@s()\n',
    ],
    ['prose', '# see also cronvet: ignore[unbounded-search]\n@unbounded-search@s()\n'],
  ])('everything when it is in %s', (_, text) => {
    expect(check(text)).toEqual({ kept: [expect.stringContaining('unbounded-search')], unused: [] });
  });

  test('everything when it is in CDATA', () => {
    const text = '<![CDATA[<!-- cronvet: ignore[unbounded-search] -->]]> @unbounded-search@x';
    expect(check(text, 'xml').kept).toEqual(['1 unbounded-search']);
  });
});

describe('of a suppression is said', () => {
  test.each([
    ['x = 1  # cronvet: ignore[unbound-search]', 'warning There is no rule "unbound-search"'],
    ['x = 1  # cronvet: ignore', 'warning This comment names no rule'],
    ['x = 1  # cronvet: ignore[]', 'warning This comment names no rule'],
    [
      '# cronvet: ignore-file[unbounded-search] - r',
      'information unbounded-search reports nothing in this file',
    ],
  ])('%s', (text, expected) => {
    expect(check(text).unused).toEqual([expect.stringContaining(`1 ${expected}`)]);
  });

  test('only what is idle in it', () => {
    const { kept, unused } = check(
      '@unbounded-search@s()  # cronvet: ignore[unbounded-search, tracked-bulk-write]\n',
    );
    expect(kept).toEqual([]);
    expect(unused).toEqual([expect.stringContaining('tracked-bulk-write reports nothing here')]);
  });
});

describe('comments are found', () => {
  const inPython = (text: string) =>
    commentSpans(text, 'python').map(({ start, end }) => text.slice(start, end));
  test.each([
    ["x = '''a # no\n''' # yes\n", ['# yes']],
    ['x = "a\\\n# no" # yes', ['# yes']],
    ['x = "open # no\n# yes', ['# yes']],
    ['x = """never closed # no\n# no', []],
    [`x = """${'a'.repeat(99)}\\`, []],
    ["x = r'\\' # yes'\n", []],
    ['# yes\r# too', ['# yes', '# too']],
  ])('%j', (text, comments) => {
    expect(inPython(text)).toEqual(comments);
  });
});

test('comments are found in texts of many megabytes', () => {
  const quotes = `${'b'.repeat(9)}\\'`.repeat(400_000);
  const text = `x = "${'a'.repeat(4_000_000)}" # yes\n'''${quotes}''' # too\n`;
  expect(commentSpans(text, 'python')).toHaveLength(2);
});

describe('the quick fix writes a suppression', () => {
  const silence = (text: string, line: number, language: 'python' | 'xml' = 'python') =>
    applyEdits(text, [
      suppressionEdit(text, new LineIndex(text), language, { rule: 'unbounded-search', line }),
    ]);

  test.each([
    [
      'above the line',
      'def f():\n\tx = s()\n',
      1,
      'def f():\n\t# cronvet: ignore[unbounded-search]\n\tx = s()\n',
    ],
    ['with CRLF', 'a = 1\r\nx = s()\r\n', 1, 'a = 1\r\n# cronvet: ignore[unbounded-search]\r\nx = s()\r\n'],
    [
      'into a list above',
      '# cronvet: ignore[a] - why\nx = s()\n',
      1,
      '# cronvet: ignore[a, unbounded-search] - why\nx = s()\n',
    ],
    [
      'into a list on the line',
      'x = s()  # cronvet: ignore[a]\n',
      0,
      'x = s()  # cronvet: ignore[a, unbounded-search]\n',
    ],
    [
      'behind a line that a backslash continues',
      'x = \\\n  s()\n',
      1,
      'x = \\\n  s()  # cronvet: ignore[unbounded-search]\n',
    ],
  ])('%s', (_, text, line, after) => {
    expect(silence(text, line)).toBe(after);
  });

  test('in XML', () => {
    expect(silence('<a>\n  <b/>\n</a>', 1, 'xml')).toBe(
      '<a>\n  <!-- cronvet: ignore[unbounded-search] -->\n  <b/>\n</a>',
    );
  });
});
