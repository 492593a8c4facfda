// Breaks a line that an edit has made too long, at the call that it was made in, the way Black and ruff do.

import type { CallExpression } from '../ir/expression';
import { indentAt, lineBreakOf, lineEnd, lineStart } from '../text/indentation';
import { applyEdits, type TextEdit } from '../text/text-edit';
import { type FixContext, fileSpan, methodUnit } from './fix-context';
import { columns, layOutCall, MAX_COLUMNS } from './line-width';
import { depthStep, tokensOf } from './python-tokens';

/** The edits, those in the call's line joined to one that breaks it where it no longer fits. */
export function fitLine(
  edits: readonly TextEdit[],
  call: CallExpression,
  ctx: FixContext,
): readonly TextEdit[] {
  const { text } = ctx;
  const args = fileSpan(call.argsAt, ctx);
  const line = { start: lineStart(text, args.start), end: lineEnd(text, args.start) };
  if (args.end > line.end) return edits;
  const isHere = ({ at }: TextEdit) => line.start < at.start && at.end <= line.end;
  const here = edits
    .filter(isHere)
    .map(({ at, newText }) => ({ at: { start: at.start - line.start, end: at.end - line.start }, newText }));
  if (here.some(({ newText }) => /[\r\n]/.test(newText))) return edits;
  const edited = applyEdits(text.slice(line.start, line.end), here);
  if (here.length === 0 || columns(edited) <= MAX_COLUMNS) return edits;
  const before = here.filter(({ at }) => at.end <= args.start - line.start);
  const grown = before.reduce((sum, { at, newText }) => sum + newText.length - (at.end - at.start), 0);
  const newText = broken(edited, args.start - line.start + grown, ctx);
  return [...edits.filter((edit) => !isHere(edit)), { at: line, newText }];
}

/** A line that holds one call and is too long, with that call's arguments on lines of their own. */
export function fitCall(line: string, ctx: FixContext): string {
  if (columns(line) <= MAX_COLUMNS || /[\r\n]/.test(line)) return line;
  let depth = 0;
  let open: number | undefined;
  for (const token of tokensOf(line, { start: 0, end: line.length })) {
    if (depth === 0 && token.text === '(') open = token.at.start;
    depth += depthStep(token);
  }
  return open === undefined ? line : broken(line, open, ctx);
}

/** The line with the arguments of the call that opens at an offset below it. */
function broken(line: string, open: number, ctx: FixContext): string {
  const args: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (const token of tokensOf(line, { start: open, end: line.length })) {
    depth += depthStep(token);
    const isEnd = depth === 0;
    if (!isEnd && !(depth === 1 && token.text === ',')) continue;
    const arg = line.slice(from, token.at.start).trim();
    if (arg !== '') args.push(arg);
    from = token.at.end;
    if (isEnd) break;
  }
  const indent = indentAt(line, 0);
  return layOutCall({
    indent,
    unit: methodUnit(ctx),
    prefix: line.slice(indent.length, open + 1),
    args,
    suffix: line.slice(from - 1),
    eol: lineBreakOf(ctx.text),
  });
}
