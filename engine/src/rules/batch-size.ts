// How many records a batch has where each of them is a file, or waits for another machine.

import type { FixContext } from '../fixes/fix-context';
import type { MethodIr } from '../ir/statement';
import { BATCH_OF_FILES } from '../odoo/binary-fields';
import { BATCH_OF_CALLS } from '../odoo/outside-calls';
import { originsOf } from '../scheduled/analysis';
import { type Facts, type LoopFact, walk } from '../semantics/fact';
import { waitsOutside } from '../semantics/outside-calls';
import type { OriginId } from '../semantics/value';
import type { ScheduledContext } from './rule';

/** The same with a batch that suits a loop's body. */
export function sizedForLoop(loop: LoopFact, ctx: FixContext, context: ScheduledContext): FixContext {
  const hasFiles = walk(loop.body).some(({ kind }) => kind === 'content');
  const sized = hasFiles ? ofSize(Math.min(ctx.batch.size, BATCH_OF_FILES), ctx) : ctx;
  return mayBeFewer(ctx) && waitsInRound(loop, ctx.method, context) ? fewCalls(sized) : sized;
}

/** The same with a batch that suits what is called on the records of a search, which loops over them. */
export function sizedForCalls(
  search: OriginId,
  facts: Facts,
  ctx: FixContext,
  context: ScheduledContext,
): FixContext {
  if (!mayBeFewer(ctx)) return ctx;
  const calls = walk(facts).filter(
    (fact) =>
      fact.kind === 'call' &&
      [fact.on, ...fact.args, ...Object.values(fact.named)].some((value) =>
        originsOf(value).includes(search),
      ),
  );
  // One request for all of the records stays one for a thousand of them.
  const waits = context
    .reached(calls)
    .runs.some((run) =>
      walk(run.facts).some(
        (fact) =>
          fact.kind === 'loop' &&
          originsOf(fact.over).includes(search) &&
          waitsInRound(fact, run.ir, context),
      ),
    );
  return waits ? fewCalls(ctx) : ctx;
}

/** Whether a round of the loop, or what it calls, waits for another machine or process. */
export function waitsInRound(
  { statement, body }: LoopFact,
  method: MethodIr,
  context: ScheduledContext,
): boolean {
  return (
    (statement !== undefined && waitsOutside(statement.body, method)) ||
    context.reached(body).runs.some(({ ir }) => waitsOutside(ir.body, ir))
  );
}

/** Batches are committed, and nobody has set how large they are. */
function mayBeFewer({ mayCommit, hasDefaultSize }: FixContext): boolean {
  return mayCommit && hasDefaultSize === true;
}

function fewCalls(ctx: FixContext): FixContext {
  return { ...ofSize(BATCH_OF_CALLS, ctx), waits: true };
}

function ofSize(size: number, ctx: FixContext): FixContext {
  return { ...ctx, batch: { ...ctx.batch, size } };
}
