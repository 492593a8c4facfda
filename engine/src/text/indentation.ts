// Lines and their indentation: where they start and end, and how a run of lines is moved. Knows strings, not Python.

import type { Span } from './span';

const LINE_END = /\r\n?|\n/g;

/** Before the `\r\n` that the offset stands in: tree-sitter counts the `\r` to a comment before it. */
function onLine(text: string, offset: number): number {
  return text[offset] === '\n' && text[offset - 1] === '\r' ? offset - 1 : offset;
}

/** Offset of the first character of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  let at = onLine(text, offset);
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--;
  return at;
}

/** Offset at which the line that holds `offset` ends, its line break not included. */
export function lineEnd(text: string, offset: number): number {
  let at = onLine(text, offset);
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** Offset of the line after the one that holds `offset`; the text's length on the last line. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, text.length);
}

/** The spaces and tabs that the line of `offset` starts with. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), lineEnd(text, offset)))?.[0] ?? '';
}

/** The line break that a text uses: that of its first line, `\n` when it has only one. */
export function lineBreakOf(text: string): string {
  return /\r\n?|\n/.exec(text)?.[0] ?? '\n';
}

/** The step of indentation in a text: that of the first class or function, else of the first indented line, else four spaces. */
export function indentUnitOf(text: string): string {
  const first =
    /^(?:class|def)\b.*:[ \t]*(?:#.*)?[\r\n]+(\t| {1,8})(?=\S)/m.exec(text)?.[1] ??
    /^(\t| {1,8})(?=[^\s#])/m.exec(text)?.[1];
  return first ?? '    ';
}

/** Adds `unit` to every line of `at` that is not blank; lines that start inside a `verbatim` span stay as they are. */
export function indentLines(text: string, at: Span, unit: string, verbatim: readonly Span[]): string {
  return mapLines(text, at, verbatim, (line) => (line.trim() === '' ? line : unit + line));
}

/** Moves the lines of `at` after its first one from one indentation to another; lines indented less stay. */
export function moveLines(
  text: string,
  at: Span,
  indents: { readonly from: string; readonly to: string },
  verbatim: readonly Span[],
): string {
  return mapLines(text, at, verbatim, (line, first) =>
    first || !line.startsWith(indents.from) || line.trim() === ''
      ? line
      : indents.to + line.slice(indents.from.length),
  );
}

function mapLines(
  text: string,
  at: Span,
  verbatim: readonly Span[],
  change: (line: string, first: boolean) => string,
): string {
  let out = '';
  let from = at.start;
  const slice = text.slice(0, at.end);
  LINE_END.lastIndex = at.start;
  for (;;) {
    const found = LINE_END.exec(slice);
    const end = found ? LINE_END.lastIndex : at.end;
    const line = slice.slice(from, end);
    const inside = verbatim.some((span) => span.start < from && from < span.end);
    out += inside ? line : change(line, from === at.start);
    if (!found) return out;
    from = end;
  }
}

/** Whether nothing else stands on the line, or lines, of the span, but for a comment after it. */
export function isAloneOnLine(text: string, { start, end }: Span): boolean {
  const rest = text.slice(end, lineEnd(text, end)).trim();
  return text.slice(lineStart(text, start), start).trim() === '' && (rest === '' || rest.startsWith('#'));
}
