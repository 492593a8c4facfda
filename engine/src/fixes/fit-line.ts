// Lays out anew a statement that an edit has made too long, the way Black and ruff do.

import type { CallExpression } from '../ir/expression';
import type { Statement } from '../ir/statement';
import { blocksOf, statementsIn } from '../ir/walk';
import { indentAt, lineBreakOf, lineEnd, lineStart } from '../text/indentation';
import type { LocalSpan, Span } from '../text/span';
import { applyEdits, type TextEdit } from '../text/text-edit';
import { layOutCall } from './call-layout';
import { type FixContext, fileSpan, methodUnit } from './fix-context';
import { layOut } from './lay-out';
import type { LineStyle } from './layout-doc';
import { columns, MAX_COLUMNS } from './line-width';
import { loopLayout } from './loop-layout';
import { depthStep, tokensOf } from './python-tokens';

/** The edits, those in the call's statement joined to one where it no longer stands as it would be written. */
export function fitLine(
  edits: readonly TextEdit[],
  call: CallExpression,
  ctx: FixContext,
): readonly TextEdit[] {
  const { text } = ctx;
  const at = statementAround(call, ctx);
  const isHere = (edit: TextEdit) => at !== undefined && at.start <= edit.at.start && edit.at.end <= at.end;
  const here = edits.filter(isHere);
  if (!at || here.length === 0) return fitOneLine(edits, call, ctx);
  const inside = here.map(({ at: { start, end }, newText }) => ({
    at: { start: start - at.start, end: end - at.start },
    newText,
  }));
  const was = text.slice(at.start, at.end);
  const edited = applyEdits(was, inside);
  const style = styleAt(at.start, ctx);
  const newText = restyled(edited, style, { text: was, style });
  if (newText === undefined) return fitOneLine(edits, call, ctx);
  return newText === edited ? edits : [...edits.filter((edit) => !isHere(edit)), { at, newText }];
}

/** The statement that a fix makes another one of. */
export interface OldStatement {
  readonly text: string;
  readonly style: LineStyle;
}

/**
 * The statement laid out where it is too long, or goes over lines and its owner's stood as ruff has it: who has a style
 * of their own keeps it. Undefined where that is so, or the statement is none that can be laid out.
 */
export function restyled(now: string, style: LineStyle, was: OldStatement): string | undefined {
  const isShort = !/[\r\n]/.test(now) && columns(style.indent + now) <= MAX_COLUMNS;
  if (isShort) return now;
  const isOwnStyle = /[\r\n]/.test(was.text) && layOut(was.text, was.style) !== was.text;
  return isOwnStyle ? undefined : layOut(now, style);
}

/** How lines are written where a statement starts. */
export function styleAt(offset: number, ctx: FixContext): LineStyle {
  return { indent: indentAt(ctx.text, offset), unit: methodUnit(ctx), eol: lineBreakOf(ctx.text) };
}

/** The simple statement that holds a call, or the header of the loop; undefined where others share its lines. */
function statementAround(call: CallExpression, ctx: FixContext): Span | undefined {
  const around = statementsIn(ctx.method.body).filter(({ at }) => contains(at, call.at));
  const statement = around.reduce<Statement | undefined>(
    (inner, each) => (inner && each.at.end - each.at.start > inner.at.end - inner.at.start ? inner : each),
    undefined,
  );
  const at = statement && spanOf(statement, call, ctx);
  if (!at) return undefined;
  const { text } = ctx;
  const isAlone =
    text.slice(lineStart(text, at.start), at.start).trim() === '' && lineEnd(text, at.end) === at.end;
  return isAlone ? at : undefined;
}

function spanOf(statement: Statement, call: CallExpression, ctx: FixContext): Span | undefined {
  if (statement.kind === 'for' || statement.kind === 'while') {
    const head = statement.kind === 'for' ? statement.over : statement.test;
    return contains(head.at, call.at) ? loopLayout(statement, ctx)?.header : undefined;
  }
  return blocksOf(statement).length === 0 ? fileSpan(statement.at, ctx) : undefined;
}

function contains(outer: LocalSpan, inner: LocalSpan): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The edits, those in the call's line joined to one that breaks it where it no longer fits. */
function fitOneLine(edits: readonly TextEdit[], call: CallExpression, ctx: FixContext): readonly TextEdit[] {
  const { text } = ctx;
  const args = fileSpan(call.argsAt, ctx);
  const line = { start: lineStart(text, args.start), end: lineEnd(text, args.start) };
  const isHere = ({ at }: TextEdit) => line.start < at.start && at.end <= line.end;
  const here = edits
    .filter(isHere)
    .map(({ at, newText }) => ({ at: { start: at.start - line.start, end: at.end - line.start }, newText }));
  if (here.some(({ newText }) => /[\r\n]/.test(newText))) return edits;
  const edited = applyEdits(text.slice(line.start, line.end), here);
  if (here.length === 0 || columns(edited) <= MAX_COLUMNS) return edits;
  const moved = (offset: number) =>
    here
      .filter(({ at }) => at.end <= offset)
      .reduce((sum, { at, newText }) => sum + newText.length - (at.end - at.start), offset);
  // A call that goes on below keeps its lines: the one that was put before it is broken.
  const added = here.find(({ newText }) => newText.includes('('));
  if (args.end > line.end && !added) return edits;
  const open =
    args.end > line.end && added
      ? moved(added.at.start) - added.newText.length + added.newText.indexOf('(')
      : moved(args.start - line.start);
  return [...edits.filter((edit) => !isHere(edit)), { at: line, newText: broken(edited, open, ctx) }];
}

/** A line that holds one call and is too long, with that call's arguments on lines of their own. */
export function fitCall(line: string, ctx: FixContext): string {
  if (columns(line) <= MAX_COLUMNS || /[\r\n]/.test(line)) return line;
  const indent = indentAt(line, 0);
  const laidOut = layOut(line.trimStart(), { indent, unit: methodUnit(ctx), eol: lineBreakOf(ctx.text) });
  if (laidOut !== undefined) return indent + laidOut;
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
