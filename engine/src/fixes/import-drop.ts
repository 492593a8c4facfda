// Takes away an import that a fix has made useless.

import { lineEnd, lineStart, nextLine } from '../text/indentation';
import type { Span } from '../text/span';
import type { TextEdit } from '../text/text-edit';
import { type ImportLine, readImports } from './import-section';
import { tokensOf } from './python-tokens';

/** The edits that drop the imports whose names stand nowhere but in `gone`; none where an import is laid out unusually. */
export function dropUnused(text: string, gone: Span, others: readonly TextEdit[]): readonly TextEdit[] {
  const used = new Set<string>();
  for (const { kind, text: name } of tokensOf(text, gone)) if (kind === 'name') used.add(name);
  for (const line of readImports(text)) {
    const item = line.names.find(({ name, alias }) => used.has(alias ?? name));
    if (!item || isUsedOutside(text, item.alias ?? item.name, [line.at, gone])) continue;
    const at = spanWithout(text, line, line.names.indexOf(item));
    const isFree = at && others.every((other) => other.at.end < at.start || at.end < other.at.start);
    return at && isFree ? [{ at, newText: '' }] : [];
  }
  return [];
}

/** As a name, or in a string such as those of `__all__`. */
function isUsedOutside(text: string, name: string, spans: readonly Span[]): boolean {
  for (const { kind, text: token, at } of tokensOf(text, { start: 0, end: text.length })) {
    if (spans.some(({ start, end }) => start <= at.start && at.end <= end)) continue;
    if (kind === 'name' ? token === name : kind === 'string' && token.includes(name)) return true;
  }
  return false;
}

function spanWithout(text: string, { names, at, parens }: ImportLine, index: number): Span | undefined {
  if (parens || /[\r\n]/.test(text.slice(at.start, at.end)) || lineEnd(text, at.end) !== at.end)
    return undefined;
  const [item, next, before] = [names[index], names[index + 1], names[index - 1]];
  if (!item) return undefined;
  if (next) return { start: item.at.start, end: next.at.start };
  if (before) return { start: before.at.end, end: item.at.end };
  const [start, end] = [lineStart(text, at.start), nextLine(text, at.end)];
  const isAlone = /(?:^|\n)[ \t]*\r?\n$|^$/.test(text.slice(0, start));
  const isLast = text.slice(end, lineEnd(text, end)).trim() === '';
  return { start, end: isAlone && isLast ? nextLine(text, end) : end };
}
