// A statement as tokens on one line, whichever lines it was written on.

import { depthStep, type Token, tokensOf } from './python-tokens';

/** Some of the tokens of a line. */
export interface Tokens {
  readonly line: string;
  readonly all: readonly Token[];
}

/** The code on one line; undefined where a comment, a `\`, a long string or an open bracket stands in the way. */
export function onOneLine(code: string): Tokens | undefined {
  let line = '';
  let depth = 0;
  let last: Token | undefined;
  for (const token of tokensOf(code, { start: 0, end: code.length })) {
    if (token.kind === 'comment' || (token.kind === 'string' && /[\r\n]/.test(token.text))) return undefined;
    if (token.kind === 'newline') continue;
    const gap = last ? code.slice(last.at.end, token.at.start) : '';
    if (gap.includes('\\')) return undefined;
    line += (/[\r\n]/.test(gap) ? gapBetween(last, token) : gap) + token.text;
    depth += depthStep(token);
    last = token;
  }
  if (depth !== 0) return undefined;
  return { line, all: wholeOperators([...tokensOf(line, { start: 0, end: line.length })]) };
}

function gapBetween(before: Token | undefined, after: Token): string {
  const isEdge = (before !== undefined && depthStep(before) === 1) || depthStep(after) === -1;
  return isEdge || after.text === '.' ? '' : ' ';
}

const OPERATORS: ReadonlySet<string> = new Set(
  '** // == != <= >= << >> := += -= *= /= |= &= ^= %= @= ->'.split(' '),
);

/** Two characters that are one operator, as one token. */
function wholeOperators(tokens: readonly Token[]): readonly Token[] {
  const whole: Token[] = [];
  for (const token of tokens) {
    const last = whole.at(-1);
    const text = last?.at.end === token.at.start ? last.text + token.text : '';
    if (last && token.kind === 'operator' && OPERATORS.has(text))
      whole[whole.length - 1] = { kind: 'operator', text, at: { start: last.at.start, end: token.at.end } };
    else whole.push(token);
  }
  return whole;
}

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
