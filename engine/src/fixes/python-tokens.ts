// Python text as a flat run of tokens: enough to find comments, strings and brackets for line surgery. No grammar.

import type { Span } from '../text/span';

/** A token; blanks and joined lines (`\` at a line's end) are skipped. Numbers count as names. */
export interface Token {
  readonly kind: 'name' | 'string' | 'comment' | 'newline' | 'operator';
  readonly text: string;
  readonly at: Span;
}

const BLANK = /(?:[ \t\f\uFEFF]|\\(?:\r\n?|\n))+/y;
const NEWLINE = /\r\n?|\n/y;
const COMMENT = /#[^\r\n]*/y;
const NAME = /[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*/uy;
const QUOTE = /[rbuft]{0,2}("""|'''|"|')/iy;

/** The tokens of a range that starts outside any string. */
export function* tokensOf(text: string, at: Span): Generator<Token> {
  let from = at.start;
  while (from < at.end) {
    from = skipBlank(text, from);
    if (from >= at.end) return;
    const token = tokenAt(text, from);
    yield token;
    from = token.at.end;
  }
}

/** By how much a token changes the depth of brackets: 1 for an opening one, -1 for a closing one. */
export function depthStep({ kind, text }: Token): -1 | 0 | 1 {
  if (kind !== 'operator') return 0;
  if ('([{'.includes(text)) return 1;
  return ')]}'.includes(text) ? -1 : 0;
}

function skipBlank(text: string, from: number): number {
  BLANK.lastIndex = from;
  return BLANK.test(text) ? BLANK.lastIndex : from;
}

function tokenAt(text: string, from: number): Token {
  const end = stringEnd(text, from);
  if (end !== undefined) return made('string', text, from, end);
  for (const [kind, pattern] of [
    ['newline', NEWLINE],
    ['comment', COMMENT],
    ['name', NAME],
  ] as const) {
    pattern.lastIndex = from;
    if (pattern.test(text)) return made(kind, text, from, pattern.lastIndex);
  }
  return made('operator', text, from, from + 1);
}

function made(kind: Token['kind'], text: string, start: number, end: number): Token {
  return { kind, text: text.slice(start, end), at: { start, end } };
}

function stringEnd(text: string, from: number): number | undefined {
  QUOTE.lastIndex = from;
  const quote = QUOTE.exec(text)?.[1];
  if (quote === undefined) return undefined;
  let at = QUOTE.lastIndex;
  for (;;) {
    if (at >= text.length) return text.length;
    if (text.startsWith(quote, at)) return at + quote.length;
    if (quote.length === 1 && (text[at] === '\n' || text[at] === '\r')) return at;
    if (text[at] !== '\\') at += 1;
    else at += text.startsWith('\r\n', at + 1) ? 3 : 2;
  }
}

/** The strings of a range that hold a line break: their lines must not be indented. */
export function multiLineStrings(text: string, at: Span): readonly Span[] {
  const found: Span[] = [];
  for (const token of tokensOf(text, at))
    if (token.kind === 'string' && /[\r\n]/.test(token.text)) found.push(token.at);
  return found;
}

/** Every name in a range, keywords and attributes included. */
export function namesIn(text: string, at: Span): ReadonlySet<string> {
  const names = new Set<string>();
  for (const token of tokensOf(text, at)) {
    if (token.kind === 'name') names.add(token.text);
    else if (token.kind === 'string' && /^[bru]*[ft]/i.test(token.text))
      for (const [name] of token.text.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) names.add(name);
  }
  return names;
}

/** The quote that most strings of a range are written with; `"` when it is even. */
export function quoteOf(text: string, at: Span): '"' | "'" {
  let balance = 0;
  for (const token of tokensOf(text, at)) {
    if (token.kind !== 'string' || /"""|'''/.test(token.text)) continue;
    balance += token.text.endsWith("'") ? 1 : -1;
  }
  return balance > 0 ? "'" : '"';
}
