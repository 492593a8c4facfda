// The snapshot form of the batch rewrite: ids once, `split_every`, browse each batch. Same records, same order.

import type { ForStatement } from '../ir/statement';
import { namesBoundIn } from '../ir/walk';
import { lineBreakOf } from '../text/indentation';
import { whyNotBatch } from './batch-refusal';
import {
  batchLines,
  batchReason,
  batchTitle,
  importAll,
  innerBody,
  loopSpan,
  progressReasons,
} from './batch-text';
import { environmentOf } from './environment';
import type { Fix, NoFix } from './fix';
import { type FixContext, freshName, refuse, sourceOf } from './fix-context';
import { importName } from './import-edit';
import { layOutCall } from './line-width';
import { type LoopLayout, loopLayout } from './loop-layout';
import { type LoopSource, loopSource } from './loop-source';
import { progressOf, startCounting } from './progress';
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
  const progress = progressOf(stop, ctx);
  const source = loopSource(loop, layout, ctx);
  const counting = startCounting(loop, progress, ctx);
  const remaining = stop && progress.kind === 'notify' ? `len(${source.name}) - ${progress.done}` : undefined;
  const { unit } = layout;
  const wish = { env, batch, progress, remaining, indent: layout.indent + unit, unit };
  const release = releaseLines(wish, ctx);
  const imports = importAll(release.imports, ctx);
  if (imports.kind === 'taken')
    return refuse(title, `\`${imports.name}\` means something else in this file: rename that first.`);
  const declared =
    progress.kind === 'commit' && progress.stop
      ? [declareRemaining(env, `len(${source.name})`, ctx)]
      : counting.lines;
  const before = [...source.lines, ...declared];
  const header = { loop, layout, batch, splitEvery: split.expression, before, source };
  const head = snapshotHeader(header, ctx);
  const newText = head + innerBody(layout, ctx) + batchLines(release.lines, layout, ctx);
  const why = [
    'The same records in the same order; their ids are kept for the whole run.',
    ...(source.condition === ''
      ? []
      : ['What `filtered()` asks for is looked at batch by batch, when those before are done.']),
    ...progressReasons(progress, stop),
  ];
  return {
    kind: 'fix',
    title,
    applicability: 'unsafe',
    why: batchReason(loop, why, ctx),
    edits: [
      ...split.edits,
      ...imports.edits,
      ...counting.edits,
      ...source.edits,
      { at: loopSpan(layout), newText },
    ],
  };
}

interface Header {
  readonly loop: ForStatement;
  readonly layout: LoopLayout;
  readonly batch: string;
  readonly splitEvery: string;
  /** Lines above the batch loop. */
  readonly before: readonly string[];
  readonly source: LoopSource;
}

/** From the loop's keyword to the inner loop's colon. */
function snapshotHeader(parts: Header, ctx: FixContext): string {
  const { loop, layout, batch, before, source } = parts;
  const eol = lineBreakOf(ctx.text);
  const outer = layOutCall({
    indent: layout.indent,
    unit: layout.unit,
    prefix: `for ${batch} in ${parts.splitEvery}(`,
    args: [String(ctx.batch.size), `${source.name}.ids`, `${source.name}.browse`],
    suffix: '):',
    eol,
  }).slice(layout.indent.length);
  // After a commit another transaction may have deleted some of the records that are still to come.
  const some = ctx.mayCommit ? `${batch}.exists()` : batch;
  const inner = `${layout.unit}for ${sourceOf(loop.target, ctx)} in ${some}${source.condition}:`;
  return [...before, outer, inner].join(`${eol}${layout.indent}`);
}
