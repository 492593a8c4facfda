// The batch rewrite of a loop together with the statements beside it that work on all of its records:
// `records.write(…)` and `for record in records:` go over the same batches.

import type { Expression } from '../ir/expression';
import type { ForStatement, Statement } from '../ir/statement';
import { blockOf, expressionsIn, ownStatementsIn, statementsIn } from '../ir/walk';
import { indentLines, isAloneOnLine, lineBreakOf, lineEnd, lineStart, nextLine } from '../text/indentation';
import { assignment, type Computed, computedBefore, innerCall } from './batch-call-text';
import { planSnapshot, type SnapshotPlan } from './batch-snapshot';
import { batchReason, batchTitle, innerBody } from './batch-text';
import { type BulkCall, bulkWork, nameOf } from './bulk-call';
import { whyNotRepeat } from './call-arguments';
import { fitCall } from './fit-line';
import type { Fix, NoFix } from './fix';
import { type FixContext, fileSpan, refuse, sourceOf } from './fix-context';
import { usesOf } from './keyset-search';
import { multiLineStrings } from './python-tokens';

/** The loop, and its neighbours in source order. */
interface Group {
  readonly before: readonly BulkCall[];
  readonly after: readonly BulkCall[];
}

/**
 * Rewrites the loop and its neighbours into one loop over batches. Refused with `reason` where something else than its
 * neighbours takes all of the records.
 */
export function batchBeside(loop: ForStatement, reason: string, ctx: FixContext): Fix | NoFix {
  const title = batchTitle('of the ids found', ctx);
  const group = groupOf(loop, ctx);
  if (!group) return refuse(title, reason);
  const plan = planSnapshot(loop, title, ctx);
  if (plan.kind === 'no-fix' || plan.layout.inline || plan.source.lines.length > 0)
    return plan.kind === 'no-fix' ? plan : refuse(title, reason);
  const all = [...group.before, ...group.after];
  const taken = new Set<string>();
  const values = new Map(all.map((bulk) => [bulk, computedBefore(bulk, ctx, taken)]));
  const start = lineStart(ctx.text, fileSpan((group.before[0]?.statement ?? loop).at, ctx).start);
  const end = group.after.reduce((at, bulk) => lastOf(bulk, ctx, at), plan.layout.body.end);
  const text = [
    ...[...values.values()].flat().map(({ name, value }) => assignment(name, value, ctx)),
    ...plan.head,
    // After a commit another transaction may have deleted some of the records that are still to come.
    ...(ctx.mayCommit ? [`${plan.layout.unit}${plan.batch} = ${plan.batch}.exists()`] : []),
  ].join(lineBreakOf(ctx.text) + plan.layout.indent);
  const work = moved(loop, group, values, plan, { start, end }, ctx);
  const names = [...new Set(all.map(nameOf))].map((name) => `\`${name}\``).join(', ');
  return {
    kind: 'fix',
    title,
    applicability: 'unsafe',
    why: `${batchReason(loop, plan.why, ctx)} ${names} and the loop are done batch by batch: no longer the one for all records, and then the other.`,
    edits: [
      ...plan.edits,
      {
        at: { start: start + plan.layout.indent.length, end },
        newText: text + lineBreakOf(ctx.text) + work + plan.tail,
      },
    ],
  };
}

/** The neighbours, when nothing but them and the loop works with the records. */
function groupOf(loop: ForStatement, ctx: FixContext): Group | undefined {
  const { over } = loop;
  const siblings = blockOf(ctx.method.body, loop)?.statements;
  if (over.kind !== 'name' || !siblings) return undefined;
  const isRecords = (part: Expression): boolean => part.kind === 'name' && part.id === over.id;
  const at = siblings.findIndex((each) => each.at.start === loop.at.start);
  const take = (from: readonly Statement[]): readonly BulkCall[] => {
    const works = from.map((each) => workOf(each, isRecords, ctx));
    const stop = works.indexOf(undefined);
    return works.slice(0, stop < 0 ? works.length : stop).filter((each) => each !== undefined);
  };
  const before = take(siblings.slice(0, at).reverse()).toReversed();
  const after = take(siblings.slice(at + 1));
  const count = before.length + after.length;
  // A way out of the loop would end the work of one batch, where it was done for all.
  if (before.length > 0 && ownStatementsIn(loop.body).some(({ kind }) => kind === 'return')) return undefined;
  // The name is given, looped over, asked whether it is empty or how long, and worked on: nothing else.
  const others = usesOf(over.id, ctx) - 2 - harmlessUses(isRecords, ctx);
  return count > 0 && others === count ? { before, after } : undefined;
}

function workOf(
  statement: Statement,
  isRecords: (part: Expression) => boolean,
  ctx: FixContext,
): BulkCall | undefined {
  const work = bulkWork(statement, isRecords);
  if (!work || whyNotRepeat(work) !== undefined) return undefined;
  return isAloneOnLine(ctx.text, fileSpan(statement.at, ctx)) ? work : undefined;
}

function harmlessUses(isRecords: (part: Expression) => boolean, { method }: FixContext): number {
  const asked = expressionsIn(method.body).filter((part) => {
    if (part.kind === 'unary') return part.op === 'not' && isRecords(part.operand);
    if (part.kind !== 'call' || part.callee.kind !== 'name' || part.callee.id !== 'len') return false;
    return part.args.length === 1 && part.args.some(({ value }) => isRecords(value));
  });
  const tests = statementsIn(method.body).flatMap((each) =>
    each.kind === 'if' ? each.arms.filter(({ test }) => isRecords(test)) : [],
  );
  return asked.length + tests.length;
}

function lastOf(bulk: BulkCall, ctx: FixContext, at: number): number {
  return Math.max(at, lineEnd(ctx.text, fileSpan(bulk.statement.at, ctx).end));
}

/** The lines of the group, one step deeper, with the batch in the place of the records. */
function moved(
  loop: ForStatement,
  group: Group,
  values: ReadonlyMap<BulkCall, readonly Computed[]>,
  plan: SnapshotPlan,
  { start, end }: { readonly start: number; readonly end: number },
  ctx: FixContext,
): string {
  const { layout, batch, source } = plan;
  const eol = lineBreakOf(ctx.text);
  const lines: string[] = [];
  let from = start;
  const keep = (to: number): void => {
    if (to > from) lines.push(deeper(ctx.text.slice(from, to).replace(/\r?\n$|\r$/, ''), layout.unit));
  };
  const write = (bulk: BulkCall): void => {
    const at = fileSpan(bulk.statement.at, ctx);
    keep(lineStart(ctx.text, at.start));
    const text = innerCall(bulk, values.get(bulk) ?? [], batch, ctx);
    lines.push(fitCall(layout.indent + deeper(text, layout.unit), ctx));
    from = nextLine(ctx.text, at.end);
  };
  for (const bulk of group.before) write(bulk);
  keep(lineStart(ctx.text, layout.header.start));
  const header = `${layout.indent}${layout.unit}for ${sourceOf(loop.target, ctx)} in ${batch}${source.condition}:`;
  lines.push(header + innerBody(layout, ctx));
  from = nextLine(ctx.text, layout.body.end);
  for (const bulk of group.after) write(bulk);
  keep(end);
  return lines.join(eol);
}

function deeper(text: string, unit: string): string {
  const whole = { start: 0, end: text.length };
  return indentLines(text, whole, unit, multiLineStrings(text, whole));
}
