// The snapshot form of the batch rewrite: ids once, `split_every`, browse each batch. Same records, same order.

import { namesChangedIn } from '../ir/bound-names';
import type { ForStatement } from '../ir/statement';
import { lineBreakOf } from '../text/indentation';
import type { TextEdit } from '../text/text-edit';
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
import { layOutCall, layOutLine } from './call-layout';
import { environmentOf } from './environment';
import type { Fix, NoFix } from './fix';
import { type FixContext, freshName, refuse, sourceOf } from './fix-context';
import { importName } from './import-edit';
import { type LoopLayout, loopLayout } from './loop-layout';
import { type LoopSource, loopSource } from './loop-source';
import { numberedLoop } from './numbered-loop';
import { progressOf, startCounting } from './progress';
import { declareRemaining, releaseLines } from './release-lines';
import { mayStopEarly } from './stop-early';

/**
 * Rewrites a loop over records: `for batch in split_every(size, records.ids, records.browse)`, the old loop inside, a
 * release after each batch. The caller has shown that the loop goes over records of one model.
 */
export function batchLoopSnapshot(loop: ForStatement, ctx: FixContext): Fix | NoFix {
  const numbered = numberedLoop(loop, ctx);
  const plan = planSnapshot(numbered?.loop ?? loop, batchTitle('of the ids found', ctx), ctx);
  if (plan.kind === 'no-fix') return plan;
  const { layout, source, batch } = plan;
  // After a commit another transaction may have deleted some of the records that are still to come.
  const some = ctx.mayCommit ? `${batch}.exists()` : batch;
  const { target } = numbered?.loop ?? loop;
  const { indent, unit } = layout;
  const eol = lineBreakOf(ctx.text);
  const style = { indent: indent + unit, unit, eol };
  const header = layOutLine(`for ${sourceOf(target, ctx)} in ${some}${source.condition}:`, style);
  const counting = numbered ? [`${numbered.counter} = ${numbered.before}`] : [];
  const head = [...counting, ...plan.head, unit + header].join(eol + indent);
  const first = numbered && `${numbered.counter} += 1`;
  const newText = head + innerBody(layout, ctx, first) + plan.tail;
  return {
    kind: 'fix',
    title: plan.title,
    applicability: 'unsafe',
    why: batchReason(loop, plan.why, ctx),
    edits: [...plan.edits, { at: loopSpan(layout), newText }],
  };
}

/** What stands around the work of a batch. */
export interface SnapshotPlan {
  readonly kind: 'plan';
  readonly title: string;
  readonly layout: LoopLayout;
  readonly source: LoopSource;
  /** The variable of the batch loop. */
  readonly batch: string;
  /** Lines down to the batch loop's header, without indentation. */
  readonly head: readonly string[];
  /** The release, with its indentation and a line break before each line. */
  readonly tail: string;
  /** Edits outside the loop. */
  readonly edits: readonly TextEdit[];
  readonly why: readonly string[];
}

/** The plan of a rewrite over a snapshot of ids; refused where no batch can be made. */
export function planSnapshot(loop: ForStatement, title: string, ctx: FixContext): SnapshotPlan | NoFix {
  const reason = whyNotBatch(loop, ctx);
  if (reason !== undefined) return refuse(title, reason);
  const env = environmentOf(loop.over, ctx.method);
  if (env === undefined)
    return refuse(title, 'The records belong to another environment: release that one by hand.');
  const layout = loopLayout(loop, ctx);
  if (!layout) return refuse(title, 'The indentation mixes tabs and spaces: make it uniform first.');
  const split = importName(ctx.text, { module: 'odoo.tools', name: 'split_every' });
  if (split.kind === 'taken' || namesChangedIn(ctx.method.body).has(split.expression.split('.')[0] ?? ''))
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
  return {
    kind: 'plan',
    title,
    layout,
    source,
    batch,
    head: [...source.lines, ...declared, batchHeader(layout, batch, split.expression, source.name, ctx)],
    tail: batchLines(release.lines, layout, ctx),
    edits: [...split.edits, ...imports.edits, ...counting.edits, ...source.edits],
    why: [
      'The same records in the same order; their ids are kept for the whole run.',
      ...source.why,
      ...progressReasons(progress, stop),
    ],
  };
}

/** The header of the batch loop, without its first line's indentation. */
function batchHeader(
  { indent, unit }: LoopLayout,
  batch: string,
  splitEvery: string,
  records: string,
  ctx: FixContext,
): string {
  return layOutCall({
    indent,
    unit,
    prefix: `for ${batch} in ${splitEvery}(`,
    args: [String(ctx.batch.size), `${records}.ids`, `${records}.browse`],
    suffix: '):',
    eol: lineBreakOf(ctx.text),
  }).slice(indent.length);
}
