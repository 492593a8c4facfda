// A statement over lines as ruff and Black write it, where it does not fit on one.

import { type Doc, enclosed, group, joined, LINE, type LineStyle, printDoc, SOFT_LINE } from './layout-doc';
import { onOneLine, sliced, type Tokens } from './layout-tokens';
import { type Bracket, expressionOf, type Link, type Part, placesOf, textsIn } from './layout-tree';
import { columns, MAX_COLUMNS } from './line-width';
import { tokensOf } from './python-tokens';

/**
 * A simple statement, or the header of a compound one, laid out; without the indentation of its first line. Undefined
 * where it holds a long string or a comment in an unusual place, is of a kind that is not known here, or cannot be made to
 * fit.
 */
export function layOut(code: string, style: LineStyle): string | undefined {
  const tokens = onOneLine(code);
  const statement = tokens && partsOfStatement(tokens);
  if (!statement || !isKnown(statement.value)) return undefined;
  const docs = docsOf(statement);
  const texts = docs.map((doc) => printDoc(doc, style));
  const text = texts.find((each) => doesFit(each, style));
  // A comment in an unusual place belongs to nothing, and would be lost.
  return text !== undefined && commentsOf(text) === commentsOf(code) ? text : undefined;
}

function commentsOf(code: string): string {
  const tokens = [...tokensOf(code, { start: 0, end: code.length })];
  return tokens.flatMap(({ kind, text }) => (kind === 'comment' ? [text] : [])).join('\n');
}

/** Whether no line is too long; a string that is by itself stays as long as it is. */
function doesFit(text: string, { indent, eol }: LineStyle): boolean {
  return (indent + text)
    .split(eol)
    .every((line) => columns(line) <= MAX_COLUMNS || /^\s*\w{0,2}("[^"]*"|'[^']*'),?$/.test(line));
}

/** Whether nothing in a value is laid out by rules that are not known here: strings outside brackets, commas in a `lambda`. */
function isKnown(value: Part): boolean {
  const isCode = (text: string) => !/^\w*["']/.test(text);
  return !hasLooseStrings(value) && !textsIn(value).some((text) => isCode(text) && /,[)\]}]/.test(text));
}

function hasLooseStrings(value: Part): boolean {
  if (value.kind === 'marked') return hasLooseStrings(value.part);
  if (value.kind !== 'clauses') return value.kind === 'strings';
  return [value.first, ...value.others.map(({ part }) => part)].some(hasLooseStrings);
}

interface StatementParts {
  /** `records = `, `for record in `, `while batch := `. */
  readonly before: string;
  /** `batch := `, `not `: goes into the parentheses. */
  readonly inner: string;
  readonly value: Part;
  /** `:` of a header. */
  readonly after: string;
  /** Its value gets parentheses when that makes it fit; a call that is a statement does where it had some. */
  readonly mayEnclose: boolean;
}

const HEADERS: ReadonlySet<string> = new Set(['for', 'while', 'if', 'elif']);
const OTHERS: ReadonlySet<string> = new Set(
  'del assert raise import from with async def class try except else finally pass break continue global nonlocal yield await match case @'.split(
    ' ',
  ),
);

function partsOfStatement(tokens: Tokens): StatementParts | undefined {
  const { all } = tokens;
  const first = all[0]?.text ?? '';
  const isNoted = placesOf(tokens, (index) => all[index]?.kind === 'comment').length > 0;
  if (OTHERS.has(first) || isNoted) return undefined;
  const at = (text: string) => placesOf(tokens, (index) => all[index]?.text === text);
  if (HEADERS.has(first)) {
    if (all.at(-1)?.text !== ':' || at(':').length !== 1) return undefined;
    const [start = 0] = first === 'for' ? at('in') : [0];
    return valueAfter(sliced(tokens, 0, -1), start + 1, ':');
  }
  if (at(':').length > 0) return undefined;
  if (first === 'return') return valueAfter(tokens, 1, '');
  const [sign, ...more] = placesOf(tokens, (index) => /^([-+*/|&^%@]?=)$/.test(all[index]?.text ?? ''));
  if (more.length > 0) return undefined;
  if (sign !== undefined) return valueAfter(tokens, sign + 1, '');
  const statement = valueAfter(tokens, 0, '');
  if (statement?.value.kind === 'clauses') return undefined;
  return statement && { ...statement, mayEnclose: unwrapped(tokens) !== tokens };
}

function valueAfter(tokens: Tokens, start: number, after: string): StatementParts | undefined {
  const rest = unwrapped(sliced(tokens, start));
  const [first] = rest.all;
  if (!first) return undefined;
  const outer = sliced(tokens, start).all[0]?.at.start;
  const isNamed = rest.all[1]?.text === ':=';
  // Only a condition may do without its parentheses.
  if (isNamed && (after === '' || tokens.all[0]?.text === 'for')) return undefined;
  const inner = isNamed ? 2 : first.text === 'not' ? 1 : 0;
  const value = sliced(rest, inner);
  return {
    before: tokens.line.slice(tokens.all[0]?.at.start, outer),
    inner: rest.line.slice(first.at.start, value.all[0]?.at.start),
    value: expressionOf(value),
    after,
    mayEnclose: true,
  };
}

/** Without the parentheses around all of it that only hold its lines together. */
function unwrapped(tokens: Tokens): Tokens {
  const part = expressionOf(tokens);
  const isWrapped = part.kind === 'bracket' && part.open === '(' && part.items.length === 1 && !part.comma;
  const inner = sliced(tokens, 1, -1);
  const isGenerator = placesOf(inner, (index) => inner.all[index]?.text === 'for').length > 0;
  return isWrapped && !isGenerator ? inner : tokens;
}

/** The ways to write a statement, the best one first. */
function docsOf({ before, inner, value, after, mayEnclose }: StatementParts): readonly Doc[] {
  const bare = [before, inner, valueDoc(value), after];
  if (!mayEnclose) return [bare];
  const optional = (text: string): Doc => ({ kind: 'if-broken', text });
  const within = group(enclosed(optional('('), [inner, docOf(value)], optional(')')));
  const isWhole = value.kind !== 'clauses' && inner === '';
  if (isWhole && !(value.kind === 'chain' && isFluent(value))) return [bare];
  const isBare =
    breaksOf(value) <= 1 && (value.kind === 'clauses' ? hasBracketAtEdge(value) : hasBracket(value));
  return isBare ? [bare, [before, within, after]] : [[before, within, after]];
}

/** At how many marks of the same kind a value can be broken outside brackets. */
function breaksOf(value: Part): number {
  if (value.kind === 'clauses') return value.others.length;
  return value.kind === 'chain' && isFluent(value) ? 2 : 1;
}

function hasBracket(value: Part): boolean {
  return value.kind === 'bracket' || (value.kind === 'chain' && value.links.some(isCall));
}

/** Whether a value starts with a bracket that is not empty, or ends with one: that is broken rather. */
function hasBracketAtEdge(value: Part): boolean {
  return [firstOf(value), lastOf(value)].some(
    (edge) => typeof edge === 'object' && edge.kind === 'bracket' && edge.items.length > 0,
  );
}

function firstOf(part: Part): Part {
  if (part.kind === 'clauses') return firstOf(part.first);
  return part.kind === 'chain' ? part.head : part;
}

function lastOf(part: Part): Part | Link | undefined {
  if (part.kind === 'marked') return lastOf(part.part);
  if (part.kind === 'clauses') return part.others.map((each) => lastOf(each.part)).at(-1);
  if (part.kind !== 'chain') return part;
  const last = part.links.at(-1);
  return typeof last === 'object' && last.open === '[' ? undefined : last;
}

/** A value outside parentheses: only its brackets are broken. */
function valueDoc(value: Part): Doc {
  if (value.kind === 'clauses')
    return [valueDoc(value.first), ...value.others.map(({ mark, part }) => [` ${mark} `, valueDoc(part)])];
  if (value.kind === 'marked') return [value.mark, valueDoc(value.part)];
  return value.kind === 'chain' ? chainDoc(value, false) : docOf(value);
}

/** A part within brackets. */
function docOf(part: Part): Doc {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'marked':
      return [part.mark, docOf(part.part)];
    case 'bracket':
      return bracketDoc(part, false);
    case 'chain':
      return isFluent(part) ? group(chainDoc(part, true)) : chainDoc(part, false);
    case 'clauses':
      return group([
        docOf(part.first),
        ...part.others.map(({ mark, part: each }) => [LINE, `${mark} `, docOf(each)]),
      ]);
    case 'strings':
      return group(joined(part.texts, LINE), true);
  }
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** `isLink`: a call or a subscript. */
function bracketDoc(bracket: Bracket, isLink: boolean): Doc {
  const { open, items, comma } = bracket;
  const close = CLOSING[open] ?? '';
  const [only, ...more] = items;
  if (!only) return open + close;
  const { part } = only;
  if (isLink && open === '[' && part.kind === 'text' && part.text.includes(':')) return `[${part.text}]`;
  const isSingle = more.length === 0;
  const isTuple = isSingle && !isLink && open === '(';
  // One item gets no comma that it did not have; one in parentheses is a tuple by its comma.
  const optional: Doc = isSingle && !comma ? '' : { kind: 'if-broken', text: ',' };
  const content = contentDoc(bracket, isTuple ? (comma ? ',' : '') : optional);
  if (isTuple) return group(enclosed(open, content, close));
  // The arguments of a call may share one line below it.
  if (isLink && open === '(') return group(enclosed(open, group(content, comma), close));
  return group(enclosed(open, content, close), comma);
}

/** Opens the groups around it. */
const OPENED: Doc = group('', true);

/** The items with their commas, and the comments where they were. */
function contentDoc({ items, below }: Bracket, last: Doc): Doc {
  return [
    ...items.map(({ above, part, behind }, index): Doc => {
      const isLast = index === items.length - 1;
      const note = behind === undefined ? '' : [`  ${behind}`, OPENED];
      return [
        above.map((comment) => [comment, LINE, OPENED]),
        docOf(part),
        isLast ? last : ',',
        note,
        isLast ? '' : LINE,
      ];
    }),
    below.map((comment) => [LINE, comment, OPENED]),
  ];
}

/** Whether a chain is broken before its attributes, rather than in its brackets: two of them stand after a bracket. */
function isFluent({ head, links }: Extract<Part, { kind: 'chain' }>): boolean {
  const after = links.filter((link, index) => {
    const before = index === 0 ? head : links[index - 1];
    return typeof link === 'string' && isCall(before);
  });
  return after.length > 1;
}

function isCall(before: Part | Link | undefined): boolean {
  return typeof before === 'object' && before.kind === 'bracket';
}

function chainDoc({ head, links }: Extract<Part, { kind: 'chain' }>, fluent: boolean): Doc {
  return [
    docOf(head),
    ...links.map((link, index) => {
      if (typeof link !== 'string') return bracketDoc(link, true);
      return fluent && typeof links[index - 1] === 'object' ? [SOFT_LINE, link] : link;
    }),
  ];
}
