// Excerpts: the marks stand below what is meant, also below tabs, wide characters and in long lines.

import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../cli/src/format/display-width';
import { excerpt } from '../../cli/src/format/excerpt';

function show(line: string, part: string, width = 60): readonly string[] {
  const column = line.indexOf(part);
  const { source, marks } = excerpt(
    line,
    { line: 41, column, endLine: 41, endColumn: column + part.length },
    width,
  );
  return [source, marks];
}

describe('an excerpt marks', () => {
  test.each([
    ['plain text', 'for x in records:', 'records', ['for x in records:', '         ^^^^^^^']],
    ['behind tabs', '\tif x:\ty()', 'y()', ['    if x:   y()', '            ^^^']],
    ['behind wide characters', 'x = "日本"; y()', 'y()', ['x = "日本"; y()', '            ^^^']],
    ['behind an emoji of many units', 'x = "👩‍👩‍👧"; y()', 'y()', ['x = "👩‍👩‍👧"; y()', '          ^^^']],
    ['a wide part', 'x = 日本', '日本', ['x = 日本', '    ^^^^']],
    ['behind a combining mark', 'e\u0301 = y()', 'y()', ['e\u0301 = y()', '    ^^^']],
  ])('%s', (_, line, part, expected) => {
    expect(show(line, part)).toEqual(expected);
  });

  test('one place when nothing is meant', () => {
    expect(excerpt('abc', { line: 0, column: 3, endLine: 0, endColumn: 3 }, 60).marks).toBe('   ^');
  });

  test('to the end of the line what goes on in the next', () => {
    expect(excerpt('  search(  ', { line: 4, column: 2, endLine: 6, endColumn: 1 }, 60)).toEqual({
      gutter: '5',
      source: '  search(',
      marks: '  ^^^^^^^',
    });
  });

  test('the meant part of a long line, within the width', () => {
    const line = `${'a'.repeat(500)} HERE ${'b'.repeat(500)}`;
    const [source = '', marks = ''] = show(line, 'HERE', 60);
    expect(displayWidth(source)).toBeLessThanOrEqual(60);
    expect(source.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('HERE');
    expect(source.startsWith('…') && source.endsWith('…')).toBe(true);
  });

  test('nothing that moves the cursor', () => {
    expect(show('x = "\u001B[31m"', 'x')[0]).toBe('x = "·[31m"');
  });
});
