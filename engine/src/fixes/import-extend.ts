// Adds a name to an import statement that is there: sorted as isort and ruff sort it, on one line or one name a line.

import { indentAt, indentUnitOf, lineBreakOf, lineEnd, lineStart, nextLine } from '../text/indentation';
import type { TextEdit } from '../text/text-edit';
import type { ImportedItem, ImportLine } from './import-section';
import { MAX_COLUMNS } from './line-width';

/** The edit that adds `name`; undefined when the statement is laid out in a way that is better left alone. */
export function insertName(text: string, line: ImportLine, name: string): TextEdit | undefined {
  if (line.names.some((item) => item.name === '*')) return undefined;
  const after = line.names.findLast((item) => rank(item.name) < rank(name));
  const oneLine = !/[\r\n]/.test(text.slice(line.at.start, line.at.end));
  if (oneLine) return insertInLine(text, line, after, name);
  return onePerLine(text, line) ? insertAsLine(text, line, after, name) : undefined;
}

/** Constants before classes before the rest, then by the alphabet. */
function rank(name: string): string {
  if (/^[A-Z0-9_]+$/.test(name) && name.length > 1) return `0${name}`;
  return (/^[A-Z]/.test(name) ? '1' : '2') + name;
}

function insertInLine(
  text: string,
  line: ImportLine,
  after: ImportedItem | undefined,
  name: string,
): TextEdit | undefined {
  const first = line.names[0];
  if (!first) return undefined;
  const edit = after ? insertAt(after.at.end, `, ${name}`) : insertAt(first.at.start, `${name}, `);
  const length = lineEnd(text, line.at.end) - lineStart(text, line.at.start) + edit.newText.length;
  if (length <= MAX_COLUMNS) return edit;
  return line.parens || lineEnd(text, line.at.end) !== line.at.end ? undefined : brokenUp(text, line, name);
}

/** The statement with one name a line, for a line that would become too long. */
function brokenUp(text: string, line: ImportLine, name: string): TextEdit {
  const eol = lineBreakOf(text);
  const names = line.names.map((item) => ({
    key: rank(item.name),
    text: text.slice(item.at.start, item.at.end),
  }));
  const place = names.findIndex((item) => item.key > rank(name));
  names.splice(place < 0 ? names.length : place, 0, { key: rank(name), text: name });
  const lines = names.map((item) => `${indentUnitOf(text)}${item.text},${eol}`).join('');
  return { at: line.at, newText: `from ${line.module ?? ''} import (${eol}${lines})` };
}

function onePerLine(text: string, line: ImportLine): boolean {
  const starts = line.names.map((item) => lineStart(text, item.at.start));
  const distinct = new Set([...starts, lineStart(text, line.at.start), lineStart(text, line.at.end)]);
  return line.parens !== undefined && distinct.size === starts.length + 2;
}

function insertAsLine(
  text: string,
  line: ImportLine,
  after: ImportedItem | undefined,
  name: string,
): TextEdit | undefined {
  const first = line.names[0];
  if (!first) return undefined;
  const eol = lineBreakOf(text);
  const indent = indentAt(text, first.at.start);
  if (!after) return insertAt(lineStart(text, first.at.start), `${indent}${name},${eol}`);
  const comma = /^\s*,/.exec(text.slice(after.at.end));
  if (comma) return insertAt(nextLine(text, after.at.end), `${indent}${name},${eol}`);
  const end = lineEnd(text, after.at.end);
  const rest = text.slice(after.at.end, end);
  return { at: { start: after.at.end, end }, newText: `,${rest}${eol}${indent}${name},` };
}

function insertAt(offset: number, newText: string): TextEdit {
  return { at: { start: offset, end: offset }, newText };
}
