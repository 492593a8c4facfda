// A statement as tokens on one line, whichever lines it was written on.

import { depthStep, type Token, tokensOf } from './python-tokens';

/** A token on the line; a comment has no room on it, and is none of its text. */
export interface LineToken extends Token {
  /** A comment that has a line of its own. */
  readonly ownLine: boolean;
}

/** Some of the tokens of a line. */
export interface Tokens {
  readonly line: string;
  readonly all: readonly LineToken[];
}

/** Comments that tools read are not counted as part of their line. */
const PRAGMA = /^#\s*(?:noqa|type:|pylint|pyright|fmt|ruff|isort|pragma)/i;

/** The code on one line; undefined where a `\`, a long string, an open bracket or a pragma stands in the way. */
export function onOneLine(code: string): Tokens | undefined {
  const all: LineToken[] = [];
  let line = '';
  let depth = 0;
  let ownLine = true;
  let last: Token | undefined;
  for (const token of tokensOf(code, { start: 0, end: code.length })) {
    const { kind, text } = token;
    if (kind === 'comment' ? PRAGMA.test(text) : kind === 'string' && /[\r\n]/.test(text)) return undefined;
    if (kind === 'newline') ownLine = true;
    else if (kind === 'comment')
      all.push({ kind, text, at: { start: line.length, end: line.length }, ownLine });
    else {
      const gap = last ? code.slice(last.at.end, token.at.start) : '';
      if (/\\/.test(gap.replaceAll(/#[^\r\n]*/g, ''))) return undefined;
      line += /[\r\n]/.test(gap) ? gapBetween(last, token) : gap;
      const start = line.length;
      line += text;
      depth += depthStep(token);
      all.push({ kind, text, at: { start, end: line.length }, ownLine: false });
      [last, ownLine] = [token, false];
    }
  }
  return depth === 0 ? { line, all: wholeOperators(all) } : undefined;
}

function gapBetween(before: Token | undefined, after: Token): string {
  const isEdge = (before !== undefined && depthStep(before) === 1) || depthStep(after) === -1;
  return isEdge || after.text === '.' ? '' : ' ';
}

const OPERATORS: ReadonlySet<string> = new Set(
  '** // == != <= >= << >> := += -= *= /= |= &= ^= %= @= ->'.split(' '),
);

/** Two characters that are one operator, and the parts of `1e-5`, as one token. */
function wholeOperators(tokens: readonly LineToken[]): readonly LineToken[] {
  const whole: LineToken[] = [];
  for (const token of tokens) {
    const last = whole.at(-1);
    const text = last?.at.end === token.at.start ? last.text + token.text : '';
    const isOne = token.kind === 'operator' && OPERATORS.has(text);
    if (last && (isOne || EXPONENT.test(text)))
      whole[whole.length - 1] = { ...last, text, at: { start: last.at.start, end: token.at.end } };
    else whole.push(token);
  }
  return whole;
}

const EXPONENT = /^\d[\d_]*e[-+][\d_]*j?$/i;

/** The text of tokens, as it stands. */
export function textOf({ line, all }: Tokens): string {
  return line.slice(all[0]?.at.start, all.at(-1)?.at.end ?? 0);
}

/** Some of the tokens. */
export function sliced({ line, all }: Tokens, from: number, to?: number): Tokens {
  return { line, all: all.slice(from, to) };
}

const KEYWORDS: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  'is',
  'if',
  'else',
  'for',
  'lambda',
  'return',
  'await',
  'yield',
]);

/** Whether an operand may end with a token, so that an operator after it has two operands. */
export function operandEnds(token: Token | undefined): boolean {
  if (token === undefined || token.kind === 'operator') return token !== undefined && depthStep(token) === -1;
  return token.kind === 'string' || !KEYWORDS.has(token.text);
}
