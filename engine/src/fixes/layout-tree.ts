// The parts of an expression at which it may be broken over lines. What cannot be is one text.

import { type LineToken, operandEnds, sliced, type Tokens, textOf } from './layout-tokens';
import { depthStep } from './python-tokens';

/**
 * - `text`: stays on its line.
 * - `marked`: `name=`, `*`, `"key": `, `not ` and the like before another part.
 * - `chain`: a name or a bracket, and the attributes, calls and subscripts after it.
 * - `clauses`: operands with their operators, a conditional, a comprehension: broken at all of its marks, or at none.
 * - `strings`: strings that stand beside each other, each on a line of its own.
 */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'marked'; readonly mark: string; readonly part: Part }
  | Bracket
  | { readonly kind: 'chain'; readonly head: Part; readonly links: readonly Link[] }
  | { readonly kind: 'clauses'; readonly first: Part; readonly others: readonly Clause[] }
  | { readonly kind: 'strings'; readonly texts: readonly string[] };

/** A bracket and what stands between its commas; `comma`: one stands after the last, too. */
export interface Bracket {
  readonly kind: 'bracket';
  readonly open: string;
  readonly items: readonly Item[];
  readonly comma: boolean;
  /** Comments below the last. */
  readonly below: readonly string[];
}

/** What stands between two commas: comments above it, itself, the comment behind it. */
export interface Item {
  readonly above: readonly string[];
  readonly part: Part;
  readonly behind: string | undefined;
}

/** `.name`, or the bracket of a call or a subscript. */
export type Link = string | Bracket;

/** `+ operand`, `if condition`, `for name in records`. */
export interface Clause {
  readonly mark: string;
  readonly part: Part;
}

/** Operators, from those that bind least. */
const LEVELS: readonly ReadonlySet<string>[] = [
  new Set(['or', 'and']),
  new Set(['in', 'not', 'is', '<', '>', '<=', '>=', '==', '!=']),
  ...['|', '^', '&'].map((operator) => new Set([operator])),
  new Set(['<<', '>>']),
  new Set(['+', '-']),
  new Set(['*', '/', '//', '%', '@']),
];

/** The parts of an expression. */
export function expressionOf(tokens: Tokens): Part {
  const stays: Part = { kind: 'text', text: textOf(tokens) };
  const found = (texts: ReadonlySet<string>) => placesOf(tokens, (index) => texts.has(textAt(tokens, index)));
  if (found(new Set(['lambda', 'yield', 'await', ':=', ':'])).length > 0) return stays;
  const choice = found(new Set(['if', 'else']));
  if (choice.length > 0) return choice.length === 2 ? clausesOf(tokens, choice, () => 1) : stays;
  for (const operators of LEVELS) {
    const places = found(operators).filter((index) => operandEnds(tokens.all[index - 1]));
    if (places.length > 0) return clausesOf(tokens, places, (index) => operatorMark(tokens, index));
    if (operators.has('and') && textAt(tokens, 0) === 'not') return marked(tokens, 1);
  }
  return chainOf(tokens) ?? stays;
}

/** The first tokens as they stand, and the expression after them. */
function marked(tokens: Tokens, count: number): Part {
  const rest = sliced(tokens, count);
  const [from, to] = [tokens.all[0]?.at.start, rest.all[0]?.at.start];
  return { kind: 'marked', mark: tokens.line.slice(from, to), part: expressionOf(rest) };
}

/** How many tokens `for name in` and `if` are. */
function loopMark(tokens: Tokens, index: number): number {
  if (textAt(tokens, index) !== 'for') return 1;
  const [end = index] = placesOf(tokens, (each) => each > index && textAt(tokens, each) === 'in');
  return end + 1 - index;
}

/** `not in` and `is not` are two. */
function operatorMark(tokens: Tokens, index: number): number {
  const two = `${textAt(tokens, index)} ${textAt(tokens, index + 1)}`;
  return two === 'not in' || two === 'is not' ? 2 : 1;
}

function clausesOf(
  tokens: Tokens,
  starts: readonly number[],
  sizeAt: (index: number) => number,
  open = '',
): Part {
  const others = starts.map((start, index): Clause => {
    const clause = sliced(tokens, start, starts[index + 1]);
    const size = sizeAt(start);
    return { mark: textOf(sliced(clause, 0, size)), part: expressionOf(sliced(clause, size)) };
  });
  return { kind: 'clauses', first: itemOf(sliced(tokens, 0, starts[0]), open), others };
}

/** A name, a string or a bracket with what is asked of it; undefined for anything else. */
function chainOf(tokens: Tokens): Part | undefined {
  const [first] = tokens.all;
  if (!first) return undefined;
  if (first.kind === 'string' && tokens.all.length > 1 && tokens.all.every(({ kind }) => kind === 'string'))
    return { kind: 'strings', texts: tokens.all.map(({ text }) => text) };
  const isBracket = depthStep(first) === 1;
  if (first.kind === 'operator' && !isBracket) return undefined;
  let at = isBracket ? closeOf(tokens, 0) + 1 : 1;
  const head = isBracket
    ? bracketOf(sliced(tokens, 0, at))
    : ({ kind: 'text', text: first.text } satisfies Part);
  const links: Link[] = [];
  while (at < tokens.all.length) {
    const token = tokens.all[at];
    const isLink = token !== undefined && '([.'.includes(token.text);
    if (!isLink) return undefined;
    const end = token.text === '.' ? at + 2 : closeOf(tokens, at) + 1;
    const link = sliced(tokens, at, end);
    links.push(token.text === '.' ? textOf(link) : bracketOf(link));
    at = end;
  }
  return links.length === 0 ? head : { kind: 'chain', head, links };
}

/** Where the bracket at an index is closed. */
function closeOf(tokens: Tokens, open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.all.length; index++) {
    const token = tokens.all[index];
    depth += token ? depthStep(token) : 0;
    if (depth === 0) return index;
  }
  return tokens.all.length;
}

function bracketOf(tokens: Tokens): Bracket {
  const open = textAt(tokens, 0);
  const inner = sliced(tokens, 1, -1);
  const loops = placesOf(inner, (index) => textAt(inner, index) === 'for');
  if (loops.length > 0) {
    const item = { above: [], part: comprehensionOf(inner, open), behind: undefined };
    return { kind: 'bracket', open, items: [item], comma: false, below: [] };
  }
  const commas = placesOf(inner, (index) => textAt(inner, index) === ',');
  const starts = [0, ...commas.map((index) => index + 1)].map((start) => start + behindAt(inner, start));
  const pieces = starts.map((start, index) => withoutComments(sliced(inner, start, commas[index])));
  const items = pieces.flatMap(({ above, code, below }, index): readonly Item[] => {
    const comma = commas[index];
    const behind = comma === undefined ? below : sliced(inner, comma + 1, starts[index + 1]).all;
    const note = behind.find(({ ownLine }) => !ownLine)?.text;
    return code.all.length === 0 ? [] : [{ above, part: itemOf(code, open), behind: note }];
  });
  const last = pieces.at(-1);
  const below = [
    ...(last?.code.all.length === 0 ? last.above : []),
    ...(last?.below ?? []).filter(({ ownLine }) => ownLine).map(({ text }) => text),
  ];
  return {
    kind: 'bracket',
    open,
    items,
    comma: commas.length > 0 && commas.length === items.length,
    below,
  };
}

/** 1 where the comment behind the item before stands: it comes after the comma. */
function behindAt({ all }: Tokens, start: number): 0 | 1 {
  const token = all[start];
  return start > 0 && token?.kind === 'comment' && !token.ownLine ? 1 : 0;
}

/** The comments on lines of their own above the code, the code, the comments after it. */
function withoutComments(tokens: Tokens) {
  const isCode = ({ kind }: LineToken) => kind !== 'comment';
  const first = tokens.all.findIndex(isCode);
  const from = first < 0 ? tokens.all.length : first;
  const to = tokens.all.findLastIndex(isCode) + 1;
  const above = sliced(tokens, 0, from).all.filter(({ ownLine }) => ownLine);
  return {
    above: above.map(({ text }) => text),
    code: sliced(tokens, from, Math.max(from, to)),
    below: sliced(tokens, Math.max(from, to)).all,
  };
}

function comprehensionOf(tokens: Tokens, open: string): Part {
  const marks = placesOf(tokens, (index) => /^(for|if)$/.test(textAt(tokens, index)));
  const [first] = marks.filter((index) => textAt(tokens, index) === 'for');
  const starts = marks.filter((index) => index >= (first ?? 0));
  return clausesOf(tokens, starts, (index) => loopMark(tokens, index), open);
}

/** One of the things between the commas of a bracket. */
function itemOf(tokens: Tokens, open: string): Part {
  const [first, second] = tokens.all;
  if (open === '(' && first?.kind === 'name' && second?.text === '=') return marked(tokens, 2);
  if (first?.text === '*' || first?.text === '**') return marked(tokens, 1);
  const [colon] = placesOf(tokens, (index) => textAt(tokens, index) === ':');
  return open === '{' && colon !== undefined && first?.text !== 'lambda'
    ? marked(tokens, colon + 1)
    : expressionOf(tokens);
}

function textAt({ all }: Tokens, index: number): string {
  const token = all[index];
  return token === undefined || token.kind === 'string' ? '' : token.text;
}

/** Where, outside brackets, tokens stand that a test takes. */
export function placesOf({ all }: Tokens, test: (index: number) => boolean): readonly number[] {
  const found: number[] = [];
  let depth = 0;
  for (const [index, token] of all.entries()) {
    const step = depthStep(token);
    if (depth === 0 && step === 0 && test(index)) found.push(index);
    depth += step;
  }
  return found;
}

/** The texts of a part that stay on their line. */
export function textsIn(part: Part | Link): readonly string[] {
  if (typeof part === 'string') return [part];
  switch (part.kind) {
    case 'text':
      return [part.text];
    case 'strings':
      return part.texts;
    case 'marked':
      return [part.mark, ...textsIn(part.part)];
    case 'bracket':
      return part.items.flatMap((item) => textsIn(item.part));
    case 'chain':
      return [part.head, ...part.links].flatMap(textsIn);
    case 'clauses':
      return [part.first, ...part.others.map((each) => each.part)].flatMap(textsIn);
  }
}
