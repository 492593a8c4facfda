// The snapshot form of the batch rewrite: ids once, `split_every`, browse each batch. Same records, same order.

import type { ForStatement } from '../ir/statement';
import { namesBoundIn } from '../ir/walk';
import { lineBreakOf } from '../text/indentation';
import { whyNotBatch } from './batch-refusal';
import { batchLines, batchReason, batchTitle, importAll, innerBody, loopSpan } from './batch-text';
import { environmentOf } from './environment';
import type { Fix, NoFix } from './fix';
import { type FixContext, freshName, refuse, sourceOf } from './fix-context';
import { importName } from './import-edit';
import { layOutCall } from './line-width';
import { iterableSpan, type LoopLayout, loopLayout } from './loop-layout';
import { declareRemaining, releaseLines } from './release-lines';
import { mayStopEarly } from './stop-early';

/**
 * Rewrites a loop over records: `for batch in split_every(size, records.ids, records.browse)`, the old loop inside, a
 * release after each batch. The caller has shown that the loop goes over records of one model.
 */
export function batchLoopSnapshot(loop: ForStatement, ctx: FixContext): Fix | NoFix {
  const title = batchTitle('of the ids found', ctx);
  const reason = whyNotBatch(loop, ctx);
  if (reason !== undefined) return refuse(title, reason);
  const env = environmentOf(loop.over, ctx.method);
  if (env === undefined)
    return refuse(title, 'The records belong to another environment: release that one by hand.');
  const layout = loopLayout(loop, ctx);
  if (!layout) return refuse(title, 'The indentation mixes tabs and spaces: make it uniform first.');
  const split = importName(ctx.text, { module: 'odoo.tools', name: 'split_every' });
  if (split.kind === 'taken' || namesBoundIn(ctx.method.body).has(split.expression.split('.')[0] ?? ''))
    return refuse(title, '`split_every` means something else in this file: rename that first.');
  const batch = freshName(['batch', 'record_batch', 'records_batch'], ctx);
  const stop = mayStopEarly(loop, ctx);
  const release = releaseLines({ env, batch, stopWhenOutOfTime: stop, unit: layout.unit }, ctx);
  const imports = importAll(release.imports, ctx);
  if (imports.kind === 'taken')
    return refuse(title, `\`${imports.name}\` means something else in this file: rename that first.`);
  const head = snapshotHeader({ loop, layout, batch, splitEvery: split.expression, env, stop }, ctx);
  const newText = head + innerBody(layout, ctx) + batchLines(release.lines, layout, ctx);
  const why = [
    'The same records in the same order; their ids are kept for the whole run.',
    ...(stop ? ['It stops when the run is out of time; the scheduler calls it again for the rest.'] : []),
  ];
  return {
    kind: 'fix',
    title,
    applicability: 'unsafe',
    why: batchReason(loop, why, ctx),
    edits: [...split.edits, ...imports.edits, { at: loopSpan(layout), newText }],
  };
}

interface Header {
  readonly loop: ForStatement;
  readonly layout: LoopLayout;
  readonly batch: string;
  readonly splitEvery: string;
  readonly env: string;
  readonly stop: boolean;
}

/** From the loop's keyword to the inner loop's colon. */
function snapshotHeader(parts: Header, ctx: FixContext): string {
  const { loop, layout, batch, stop } = parts;
  const eol = lineBreakOf(ctx.text);
  const over = iterableSpan(loop, layout, ctx);
  const plain =
    loop.over.kind === 'name' && sourceOf(loop.over, ctx) === ctx.text.slice(over.start, over.end);
  const records = plain
    ? sourceOf(loop.over, ctx)
    : freshName(['records', 'all_records', 'records_to_do'], ctx);
  const hoisted = plain ? [] : [`${records} = ${ctx.text.slice(over.start, over.end)}`];
  const declared = stop ? [declareRemaining(parts.env, `len(${records})`, ctx)] : [];
  const outer = layOutCall({
    indent: layout.indent,
    unit: layout.unit,
    prefix: `for ${batch} in ${parts.splitEvery}(`,
    args: [String(ctx.batch.size), `${records}.ids`, `${records}.browse`],
    suffix: '):',
    eol,
  }).slice(layout.indent.length);
  // After a commit another transaction may have deleted some of the records that are still to come.
  const some = ctx.mayCommit ? `${batch}.exists()` : batch;
  const inner = `${layout.unit}for ${sourceOf(loop.target, ctx)} in ${some}:`;
  return [...hoisted, ...declared, outer, inner].join(`${eol}${layout.indent}`);
}
