// Reads the right-hand sides that an outline needs, from text: containers, string literals, a call's arguments.

import { CONTAINER_CONSTRUCTORS } from './container-values';
import { endOfLine, skipString } from './skim-lines';

const CONSTRUCTOR = /^(?:\w+\s*\.\s*)*(\w+)\s*\(/;
const STRING_START = /[rRuUbB]{0,2}(?=["'])/y;

/** Whether the value is a list, dict or set display (or comprehension), a container's constructor call, or `None`. */
export function isContainerValue(value: string): boolean {
  const first = value[0];
  if (value === 'None') return true;
  if (first === '[' || first === '{') return closesAtEnd(value, 0);
  const call = CONSTRUCTOR.exec(value);
  if (call?.[1] === undefined || !CONTAINER_CONSTRUCTORS.has(call[1])) return false;
  return closesAtEnd(value, call[0].length - 1);
}

function closesAtEnd(value: string, open: number): boolean {
  return matchingBracket(value, open, value.length) === value.length - 1;
}

/** Offset of the bracket that closes the one at `open`, or -1 when it is not before `end`. */
export function matchingBracket(text: string, open: number, end: number): number {
  let depth = 0;
  let at = open;
  while (at < end) {
    const char = text[at];
    if (char === '"' || char === "'") at = skipString(text, at);
    else if (char === '#') at = endOfLine(text, at);
    else {
      if (char === '(' || char === '[' || char === '{') depth++;
      else if ((char === ')' || char === ']' || char === '}') && --depth === 0) return at;
      at++;
    }
  }
  return -1;
}

/** An argument of a call: its keyword, if any, and the span of its value. */
export interface ArgumentSpan {
  readonly keyword: string | undefined;
  readonly start: number;
  readonly end: number;
}

const KEYWORD = /([\w\u0080-\uffff]+)\s*=(?!=)/y;

/** The arguments between `open` (the offset of a bracket) and `end`, split at the commas that no inner bracket holds. */
export function splitArguments(text: string, open: number, end: number): ArgumentSpan[] {
  const found: ArgumentSpan[] = [];
  let depth = 0;
  let from = open + 1;
  let at = open + 1;
  while (at < end) {
    const char = text[at];
    if (char === '"' || char === "'") at = skipString(text, at);
    else if (char === '#') at = endOfLine(text, at);
    else {
      if (char === '(' || char === '[' || char === '{') depth++;
      else if (char === ')' || char === ']' || char === '}') {
        if (depth-- === 0) break;
      } else if (char === ',' && depth === 0) {
        addArgument(text, from, at, found);
        from = at + 1;
      }
      at++;
    }
  }
  addArgument(text, from, Math.min(at, end), found);
  return found;
}

function addArgument(text: string, from: number, end: number, found: ArgumentSpan[]): void {
  const start = skipTrivia(text, from, end);
  if (start >= end) return;
  KEYWORD.lastIndex = start;
  const keyword = KEYWORD.exec(text);
  if (keyword === null || KEYWORD.lastIndex > end) found.push({ keyword: undefined, start, end });
  else found.push({ keyword: keyword[1], start: skipTrivia(text, KEYWORD.lastIndex, end), end });
}

/** Offset of the first character that is neither blank, nor of a comment, nor a line continuation. */
export function skipTrivia(text: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const char = text[at];
    if (char === '#') at = endOfLine(text, at);
    else if (
      char === ' ' ||
      char === '\n' ||
      char === '\r' ||
      char === '\t' ||
      char === '\f' ||
      char === '\\'
    )
      at++;
    else break;
  }
  return at;
}

/** Text of the string literal at `at` and the offset after it; undefined for f-strings and whatever is no literal. */
export function stringLiteralAt(
  text: string,
  at: number,
): { readonly value: string; readonly end: number } | undefined {
  STRING_START.lastIndex = at;
  if (!STRING_START.test(text)) return undefined;
  const open = STRING_START.lastIndex;
  const end = skipString(text, open);
  const width = end - open >= 6 && text[open + 1] === text[open] && text[open + 2] === text[open] ? 3 : 1;
  // An unclosed string ends where its line does.
  if (end - open < 2 * width || text[end - 1] !== text[open]) return undefined;
  return { value: text.slice(open + width, end - width), end };
}

/** The text of a value that is one string literal and nothing more: not `"a.%s" % x`. */
export function wholeString(text: string, start: number, end: number): string | undefined {
  const literal = stringLiteralAt(text, start);
  return literal !== undefined && skipTrivia(text, literal.end, end) >= end ? literal.value : undefined;
}

/** The string literals of a display (`["a", "b"]`, `("a",)`), or the one literal that the value is. */
export function stringsOf(text: string, start: number, end: number): string[] {
  const open = text[start];
  if (open !== '[' && open !== '(') {
    const single = wholeString(text, start, end);
    return single === undefined ? [] : [single];
  }
  return splitArguments(text, start, end).flatMap((item) => wholeString(text, item.start, item.end) ?? []);
}

/** The keys of a dict display, where they are string literals. */
export function keysOf(text: string, start: number, end: number): string[] {
  return splitArguments(text, start, end).flatMap((entry) => stringLiteralAt(text, entry.start)?.value ?? []);
}
