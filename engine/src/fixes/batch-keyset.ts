// The keyset form of the batch rewrite: the next records by id, `limit` at a time. Flat memory; ends whatever fails.

import type { CallExpression } from '../ir/expression';
import type { ForStatement } from '../ir/statement';
import { lineBreakOf } from '../text/indentation';
import { whyNotBatch } from './batch-refusal';
import {
  batchLines,
  batchReason,
  batchTitle,
  hasWalrus,
  importAll,
  innerBody,
  loopSpan,
  progressReasons,
} from './batch-text';
import { layOutCall, layOutLine } from './call-layout';
import { environmentOf } from './environment';
import type { Fix, NoFix } from './fix';
import { type FixContext, freshName, refuse, sourceOf } from './fix-context';
import { type DomainText, domainText } from './keyset-domain';
import { findSearch, type KeysetSearch, whyNotKeyset } from './keyset-search';
import { type LoopLayout, loopLayout } from './loop-layout';
import { progressOf, startCounting } from './progress';
import { quoteOf } from './python-tokens';
import { declareRemaining, releaseLines } from './release-lines';
import { mayStopEarly } from './stop-early';

/**
 * Rewrites a loop over a plain `search(domain)`: the next `size` records with a higher id, the old loop inside, a
 * release after each batch. `search` is the call that gave the records; undefined when it is not in this method.
 */
export function batchLoopKeyset(
  loop: ForStatement,
  search: CallExpression | undefined,
  ctx: FixContext,
): Fix | NoFix {
  const place = repeatedSearch(loop, search, batchTitle('by id', ctx), ctx);
  return place.kind === 'no-fix' ? place : written(loop, place, ctx);
}

/** A loop over a search that can be repeated, and where it stands. */
export interface RepeatedSearch {
  readonly kind: 'found';
  readonly found: KeysetSearch;
  readonly layout: LoopLayout;
  readonly env: string;
  readonly title: string;
}

/** The search of a loop, when it can be repeated for every batch; else the refusal of the fix of that title. */
export function repeatedSearch(
  loop: ForStatement,
  search: CallExpression | undefined,
  title: string,
  ctx: FixContext,
): RepeatedSearch | NoFix {
  const reason = whyNotBatch(loop, ctx);
  if (reason !== undefined) return refuse(title, reason);
  const found = findSearch(loop, search, ctx);
  if (typeof found === 'string') return refuse(title, found);
  const against = whyNotKeyset(loop, found, ctx);
  if (against !== undefined) return refuse(title, against);
  const env = environmentOf(found.call, ctx.method);
  if (env === undefined)
    return refuse(title, 'The records belong to another environment: release that one by hand.');
  const layout = loopLayout(loop, ctx);
  if (!layout) return refuse(title, 'The indentation mixes tabs and spaces: make it uniform first.');
  return { kind: 'found', found, layout, env, title };
}

function written(loop: ForStatement, place: RepeatedSearch, ctx: FixContext): Fix | NoFix {
  const { found, layout, env, title } = place;
  const stop = mayStopEarly(loop, ctx);
  const lastId = freshName(['last_id', 'last_record_id', 'last_batch_id'], ctx);
  const batch = freshName(['batch', 'record_batch', 'records_batch'], ctx);
  const domain = domainText(loop, found, { lastId, keep: stop, indent: layout.indent }, ctx);
  const progress = progressOf(stop, ctx);
  const counting = startCounting(loop, progress, ctx);
  const isCounted = stop && progress.kind === 'notify';
  const remaining = isCounted ? `max(${progress.total} - ${progress.done}, 0)` : undefined;
  const { unit } = layout;
  const style = { indent: layout.indent, unit, eol: lineBreakOf(ctx.text) };
  const wish = { env, batch, progress, remaining, indent: layout.indent + unit, unit };
  const release = releaseLines(wish, ctx);
  const imports = importAll(release.imports, ctx);
  if (imports.kind === 'taken')
    return refuse(title, `\`${imports.name}\` means something else in this file: rename that first.`);
  const names = { lastId, batch };
  const count = `${found.model}.search_count(${domain.whole})`;
  const before = [
    ...domain.before,
    ...(progress.kind === 'commit' && progress.stop
      ? [layOutLine(declareRemaining(env, count, ctx), style)]
      : []),
    ...(isCounted ? [layOutLine(`${progress.total} = ${count}`, style)] : []),
    ...counting.lines,
    `${lastId} = 0`,
    ...keysetHeader(loop, found, domain, { ...names, layout }, ctx),
  ];
  const after = batchLines([`${lastId} = ${batch}[-1].id`, ...release.lines], layout, ctx);
  const head = before.join(`${lineBreakOf(ctx.text)}${layout.indent}`);
  const at = { start: found.start ?? layout.header.start, end: loopSpan(layout).end };
  const newText = found.between + head + innerBody(layout, ctx) + after;
  return {
    kind: 'fix',
    title,
    applicability: 'unsafe',
    why: batchReason(loop, [...KEYSET_REASONS, ...progressReasons(progress, stop)], ctx),
    edits: [...imports.edits, ...counting.edits, { at, newText }],
  };
}

const KEYSET_REASONS: readonly string[] = [
  'Records come in order of id, and each batch is searched anew: what no longer matches is left out, what the work adds is processed too.',
];

interface Names {
  readonly lastId: string;
  readonly batch: string;
  readonly layout: LoopLayout;
}

/** From the outer loop's keyword to the inner loop's colon, without the first line's indentation. */
function keysetHeader(
  loop: ForStatement,
  found: KeysetSearch,
  domain: DomainText,
  names: Names,
  ctx: FixContext,
): readonly string[] {
  const { layout, batch } = names;
  const { unit } = layout;
  const quote = quoteOf(ctx.text, { start: ctx.methodStart, end: layout.body.end });
  const args = [domain.next, `order=${quote}id${quote}`, `limit=${ctx.batch.size}`];
  const call = { unit, args, eol: lineBreakOf(ctx.text) };
  const inner = `${unit}for ${sourceOf(loop.target, ctx)} in ${batch}:`;
  const search = `${found.model}.search(`;
  if (hasWalrus(ctx)) {
    const prefix = `while ${batch} := ${search}`;
    const outer = layOutCall({ ...call, indent: layout.indent, prefix, suffix: '):' });
    return [outer.slice(layout.indent.length), inner];
  }
  const deeper = layout.indent + unit;
  const fetch = layOutCall({ ...call, indent: deeper, prefix: `${batch} = ${search}`, suffix: ')' });
  return [
    'while True:',
    fetch.slice(layout.indent.length),
    `${unit}if not ${batch}:`,
    `${unit}${unit}break`,
    inner,
  ];
}
