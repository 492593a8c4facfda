// Puts what follows a `start()` into `try`, with the `stop()` in `finally`.

import type { Block, Statement } from '../ir/statement';
import { indentAt, indentLines, lineBreakOf, lineEnd, lineStart, nextLine } from '../text/indentation';
import { whyNotMethod } from './batch-refusal';
import type { Fix, NoFix } from './fix';
import { type FixContext, fileSpan, methodUnit, refuse } from './fix-context';
import { multiLineStrings } from './python-tokens';

/** A start, the block that it stands in, and the stop that comes later in that block, if any. */
export interface StartAndStop {
  readonly start: Statement;
  readonly block: Block;
  readonly stop: Statement | undefined;
  /** What `finally` calls: `tracemalloc.stop()`. */
  readonly stopCall: string;
}

/** The fix. */
export function stopInFinally({ start, block, stop, stopCall }: StartAndStop, ctx: FixContext): Fix | NoFix {
  const title = `Stop in finally: ${stopCall}`;
  const { text } = ctx;
  const followers = block.statements.slice(block.statements.indexOf(start) + 1);
  const inside = stop ? followers.slice(0, followers.indexOf(stop)) : followers;
  const last = inside.at(-1);
  const reason = whyNotMethod(ctx) ?? (last ? undefined : 'Nothing follows it here that could be traced.');
  if (reason !== undefined || !last) return refuse(title, reason ?? '');
  if (block.inline || ![start, ...(stop ? [stop] : [])].every((each) => isAlone(each, ctx)))
    return refuse(title, 'The line holds more than this call: give it a line of its own.');
  const from = nextLine(text, fileSpan(start.at, ctx).end);
  const to = lineEnd(text, fileSpan(last.at, ctx).end);
  // What stands between the last traced line and the stop, comments most of all, is traced as well.
  const bodyEnd = stop
    ? from + text.slice(from, lineStart(text, fileSpan(stop.at, ctx).start)).trimEnd().length
    : to;
  const body = { start: from, end: Math.max(bodyEnd, to) };
  const indent = indentAt(text, fileSpan(start.at, ctx).start);
  const unit = methodUnit(ctx);
  const end = stop ? lineEnd(text, fileSpan(stop.at, ctx).end) : body.end;
  const comment = stop ? text.slice(fileSpan(stop.at, ctx).end, end) : '';
  const lines = [
    `${indent}try:`,
    indentLines(text, body, unit, multiLineStrings(text, body)),
    `${indent}finally:`,
    `${indent}${unit}${stopCall}${comment}`,
  ];
  return {
    kind: 'fix',
    title,
    applicability: 'unsafe',
    why: 'Tracing ends with this code: a snapshot that is taken later finds nothing.',
    edits: [{ at: { start: from, end }, newText: lines.join(lineBreakOf(text)) }],
  };
}

/** Nothing but a comment shares its lines. */
function isAlone({ at }: Statement, ctx: FixContext): boolean {
  const { start, end } = fileSpan(at, ctx);
  const before = ctx.text.slice(lineStart(ctx.text, start), start).trim();
  const rest = ctx.text.slice(end, lineEnd(ctx.text, end)).trim();
  return before === '' && (rest === '' || rest.startsWith('#'));
}
