// Puts an expression that was written over several lines onto one, the way Black and ruff do where it fits.

import { depthStep, type Token, tokensOf } from './python-tokens';

/** The text on one line; undefined where a comment or a string of several lines keeps it from that. */
export function oneLine(text: string): string | undefined {
  if (!/[\r\n]/.test(text)) return text;
  const calls: boolean[] = [];
  let out = '';
  let end = 0;
  let previous: Token | undefined;
  for (const token of tokensOf(text, { start: 0, end: text.length })) {
    if (token.kind === 'comment' || (token.kind === 'string' && /[\r\n]/.test(token.text))) return undefined;
    if (token.kind === 'newline') continue;
    const gap = text.slice(end, token.at.start);
    const step = depthStep(token);
    if (step > 0) calls.push(isCalled(previous));
    const isTuple = step < 0 && calls.pop() === false && token.text === ')';
    if (!/[\r\n]/.test(gap)) out += gap;
    else if (step < 0 && previous?.text === ',' && !isTuple) out = out.slice(0, -1);
    else if (previous && depthStep(previous) <= 0 && step >= 0 && token.text !== '.') out += ' ';
    out += token.text;
    end = token.at.end;
    previous = token;
  }
  return out;
}

/** What stands before a bracket of arguments or an index. */
function isCalled(token: Token | undefined): boolean {
  return token?.kind === 'name' || token?.text === ')' || token?.text === ']';
}
