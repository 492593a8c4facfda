// The batch rewrite of a loop whose body is longer than a screen: the body becomes a method that takes one batch.

import type { ForStatement } from '../ir/statement';
import { indentAt, lineBreakOf, lineEnd, moveLines } from '../text/indentation';
import { planSnapshot, type SnapshotPlan } from './batch-snapshot';
import { batchReason, batchTitle, loopSpan } from './batch-text';
import { layOutCall } from './call-layout';
import { outerNames } from './extract-names';
import type { Fix, NoFix } from './fix';
import { type FixContext, fileSpan, freshName, methodUnit, refuse, sourceOf } from './fix-context';
import { loopLayout } from './loop-layout';
import { multiLineStrings, namesIn } from './python-tokens';

/** Lines that fit on a screen. */
const SCREEN = 60;

/** Whether a loop's body is longer than a screen. */
export function isLongBody(loop: ForStatement, ctx: FixContext): boolean {
  const { start, end } = fileSpan(loop.body.at, ctx);
  return ctx.text.slice(start, end).split('\n').length > SCREEN;
}

/** Moves the loop's body into a method of its own, which the batch loop calls with every batch. */
export function extractBatch(loop: ForStatement, ctx: FixContext): Fix | NoFix {
  const name = methodName(ctx);
  const title = `Extract ${name}(), and ${decapitalised(batchTitle('of the ids found', ctx))}`;
  const names = outerNames(loop, ctx.method);
  if (names.kind === 'no') return refuse(title, names.reason);
  const [self] = ctx.method.parameters;
  if (self?.name !== 'self' || indentAt(ctx.text, ctx.methodStart) === '')
    return refuse(title, 'The code does not stand in a method of a class: move it into one.');
  if (loopLayout(loop, ctx)?.inline)
    return refuse(title, "The body stands on the header's line: give it lines of its own first.");
  const plan = planSnapshot(loop, title, ctx);
  if (plan.kind === 'no-fix') return plan;
  if (plan.source.condition !== '')
    return refuse(title, 'The records are filtered before the loop: filter them in the loop first.');
  const { layout, batch } = plan;
  const eol = lineBreakOf(ctx.text);
  const { unit } = layout;
  const call = layOutCall({
    indent: layout.indent + unit,
    unit,
    prefix: `self.${name}(`,
    args: [ctx.mayCommit ? `${batch}.exists()` : batch, ...names.passed],
    suffix: ')',
    eol,
  });
  const newText = plan.head.join(eol + layout.indent) + eol + call + plan.tail;
  // Comments at the end of the loop may stand below what the method's last statement is.
  const end = Math.max(lineEnd(ctx.text, fileSpan(ctx.method.at, ctx).end), loopSpan(layout).end);
  const method = extracted(loop, name, names.passed, plan, ctx);
  return {
    kind: 'fix',
    title,
    applicability: 'unsafe',
    why: batchReason(loop, plan.why, ctx),
    edits: [
      ...plan.edits,
      { at: loopSpan(layout), newText },
      { at: { start: end, end }, newText: eol + eol + method },
    ],
  };
}

/** `_cron_sync_batch`. */
function methodName(ctx: FixContext): string {
  const name = `_${ctx.method.name.replace(/^_+/, '')}_batch`;
  const used = namesIn(ctx.text, { start: 0, end: ctx.text.length });
  return used.has(name) ? freshName([`${name}_of_records`], ctx) : name;
}

function extracted(
  loop: ForStatement,
  name: string,
  passed: readonly string[],
  { layout, batch }: SnapshotPlan,
  ctx: FixContext,
): string {
  const { text } = ctx;
  const eol = lineBreakOf(text);
  const outer = indentAt(text, ctx.methodStart);
  const unit = methodUnit(ctx);
  const def = layOutCall({
    indent: outer,
    unit,
    prefix: `def ${name}(`,
    args: ['self', batch, ...passed],
    suffix: '):',
    eol,
  });
  const header = `${outer}${unit}for ${sourceOf(loop.target, ctx)} in ${batch}:`;
  const { body } = layout;
  const restOfHeader = text.slice(layout.header.end, body.start);
  const move = { from: layout.indent + layout.unit, to: outer + unit + unit };
  // The first line is moved, too: it begins after a line break that stays behind.
  const from = { start: Math.max(body.start - 1, 0), end: body.end };
  const lines = moveLines(text, from, move, multiLineStrings(text, body)).slice(body.start - from.start);
  return `${def}${eol}${header}${restOfHeader}${lines}`;
}

function decapitalised(title: string): string {
  return `${title[0]?.toLowerCase() ?? ''}${title.slice(1)}`;
}
