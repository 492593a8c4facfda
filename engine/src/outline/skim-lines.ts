// Splits Python text into logical lines (strings, brackets and continuations joined) by one scan over its characters.

/** Receives the logical lines of a text in order. Offsets are of the whole text; `indent` is in columns, a tab to 8. */
export interface LineSink {
  /** A statement or a block header: code in `[start, codeEnd)`, its last physical line ends at `lineEnd`. */
  statement(indent: number, start: number, codeEnd: number, lineEnd: number): void;
  /** A line that holds only a comment. */
  comment(indent: number, lineEnd: number): void;
}

const TAB = 9;
const LF = 10;
const FORM_FEED = 12;
const CR = 13;
const SPACE = 32;
const DOUBLE = 34;
const HASH = 35;
const SINGLE = 39;
const BACKSLASH = 92;

/** 1: starts or ends something that the scan must look at; indexed by character code. */
const SPECIAL: Uint8Array = (() => {
  const table = new Uint8Array(128);
  for (const c of '\n\r"\'#\\()[]{}') table[c.charCodeAt(0)] = 1;
  return table;
})();

/** Hands every logical line of `text` to `sink`. Never throws; unclosed brackets end before the next block. */
export function scanLines(text: string, sink: LineSink): void {
  const length = text.length;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < length) {
    let indent = 0;
    let code = text.charCodeAt(at);
    while (code === SPACE || code === TAB || code === FORM_FEED) {
      indent = code === SPACE ? indent + 1 : code === TAB ? (indent | 7) + 1 : 0;
      code = text.charCodeAt(++at);
    }
    if (code === LF || code === CR) at++;
    else if (code === HASH) {
      at = endOfLine(text, at);
      sink.comment(indent, at);
    } else if (at < length) at = scanStatement(text, at, indent, sink);
  }
}

function scanStatement(text: string, start: number, indent: number, sink: LineSink): number {
  const length = text.length;
  let at = start;
  let depth = 0;
  let commentAt = -1;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code > 127 || SPECIAL[code] === 0) at++;
    else if (code === LF || code === CR) {
      if (depth === 0 || opensBlock(text, at + 1)) break;
      commentAt = -1;
      at++;
    } else if (code === DOUBLE || code === SINGLE) at = skipString(text, at);
    else if (code === HASH) {
      commentAt = at;
      at = endOfLine(text, at);
    } else if (code === BACKSLASH) at = skipEscape(text, at);
    else {
      // ( [ { open; the rest of the table is ) ] }.
      depth += code === 40 || code === 91 || code === 123 ? 1 : depth > 0 ? -1 : 0;
      at++;
    }
  }
  let codeEnd = commentAt < 0 ? at : commentAt;
  while (codeEnd > start && isBlank(text.charCodeAt(codeEnd - 1))) codeEnd--;
  sink.statement(indent, start, codeEnd, at);
  return at;
}

/** Offset just after the string that starts at `at` (its quote); an unclosed one-line string ends with its line. */
export function skipString(text: string, at: number): number {
  const quote = text.charCodeAt(at);
  if (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) {
    return skipTripleString(text, at, quote === DOUBLE ? '"""' : "'''");
  }
  const length = text.length;
  let i = at + 1;
  while (i < length) {
    const code = text.charCodeAt(i);
    if (code === quote) return i + 1;
    if (code === LF || code === CR) return i;
    i = code === BACKSLASH ? skipEscape(text, i) : i + 1;
  }
  return length;
}

function skipTripleString(text: string, at: number, quotes: string): number {
  let from = at + 3;
  for (;;) {
    const end = text.indexOf(quotes, from);
    if (end < 0) return text.length;
    let backslashes = 0;
    while (end - backslashes > at + 3 && text.charCodeAt(end - backslashes - 1) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end + 3;
    from = end + 1;
  }
}

/** Offset after a backslash and what it escapes; `\` before CRLF escapes both. */
function skipEscape(text: string, at: number): number {
  const crlf = text.charCodeAt(at + 1) === CR && text.charCodeAt(at + 2) === LF;
  return Math.min(at + (crlf ? 3 : 2), text.length);
}

/** Offset of the line break that ends the line of `at`, or the text's end. */
export function endOfLine(text: string, at: number): number {
  const length = text.length;
  let i = at;
  while (i < length) {
    const code = text.charCodeAt(i);
    if (code === LF || code === CR) return i;
    i++;
  }
  return length;
}

const BLOCK_OPENER =
  /[ \t]*(?:(?:(?:async[ \t]+)?def|class)[ \t]+[\w\u0080-\uffff]+[ \t]*[(:]|@[A-Za-z_][\w.]*[ \t]*(?:[(#\r\n]|$))/y;

/**
 * No bracket can hold a line that starts with `def name(` or `class name:`: the bracket was never closed. The same
 * goes for a decorator, written as such: the operator `@` has a space after it wherever lines are broken before it.
 */
function opensBlock(text: string, lineStart: number): boolean {
  let at = lineStart;
  let code = text.charCodeAt(at);
  while (code === SPACE || code === TAB) code = text.charCodeAt(++at);
  // Few lines in brackets begin like `async`, `class`, `def` or a decorator: a pattern for each line costs more.
  if (code !== 97 && code !== 99 && code !== 100 && code !== 64) return false;
  BLOCK_OPENER.lastIndex = lineStart;
  return BLOCK_OPENER.test(text);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === FORM_FEED || code === LF || code === CR;
}
