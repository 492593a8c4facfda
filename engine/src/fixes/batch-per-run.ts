// The scheduler-driven form of the batch rewrite (18.0, 19.0): one batch a run, and the scheduler calls again for the rest.

import type { CallExpression } from '../ir/expression';
import type { ForStatement } from '../ir/statement';
import { releaseForm } from '../odoo/release-forms';
import { lineBreakOf } from '../text/indentation';
import { type RepeatedSearch, repeatedSearch } from './batch-keyset';
import { forVersion } from './batch-text';
import { layOutCall } from './call-layout';
import type { Fix, NoFix } from './fix';
import { type FixContext, freshName, refuse, sourceOf } from './fix-context';
import { domainText } from './keyset-domain';
import { cronCall, reportsAlready } from './progress';
import { mayStopEarly } from './stop-early';

/**
 * Bounds the search of a loop and reports what is left after it. Only where every finished record leaves the domain: the
 * next run finds just the rest.
 */
export function batchPerRun(
  loop: ForStatement,
  search: CallExpression | undefined,
  ctx: FixContext,
): Fix | NoFix {
  const title = `Process one batch of ${ctx.batch.size} a run, and report what remains${forVersion(ctx)}`;
  if (!ctx.isCron || reportsAlready(ctx) || !mayStopEarly(loop, ctx))
    return refuse(title, 'It is not sure that every record that is done leaves the domain of the search.');
  const place = repeatedSearch(loop, search, title, ctx);
  return place.kind === 'no-fix' ? place : written(loop, place, ctx);
}

function written(loop: ForStatement, place: RepeatedSearch, ctx: FixContext): Fix {
  const { found, layout, title } = place;
  const { indent, unit, header, body } = layout;
  const eol = lineBreakOf(ctx.text);
  const domain = domainText(loop, found, { lastId: '0', keep: true, indent }, ctx);
  const records =
    loop.over.kind === 'name' ? loop.over.id : freshName(['records', 'all_records', 'records_to_do'], ctx);
  const prefix = `${records} = ${found.model}.search(`;
  const args = [domain.whole, `limit=${ctx.batch.size}`];
  const fetch = layOutCall({ indent, unit, prefix, args, suffix: ')', eol }).slice(indent.length);
  const head = [...domain.before, fetch, `${found.between}for ${sourceOf(loop.target, ctx)} in ${records}:`];
  const start = found.start ?? header.start;
  return {
    kind: 'fix',
    title,
    applicability: 'unsafe',
    why: 'A run takes one batch: the scheduler commits it and calls again for the rest, until nothing remains. Whoever else calls the method gets one batch, too.',
    edits: [
      { at: { start, end: header.end }, newText: head.join(eol + indent) },
      {
        at: { start: body.end, end: body.end },
        newText: eol + report(records, domain.whole, place, ctx),
      },
    ],
  };
}

/** The line below the loop. */
function report(
  records: string,
  domain: string,
  { found, layout: { indent, unit }, env }: RepeatedSearch,
  ctx: FixContext,
): string {
  const isCommit = releaseForm(ctx.odoo).commit === 'progress';
  const done = `len(${records})`;
  return layOutCall({
    indent,
    unit,
    prefix: cronCall(env, isCommit ? '_commit_progress(' : '_notify_progress(', ctx),
    args: [isCommit ? done : `done=${done}`, `remaining=${found.model}.search_count(${domain})`],
    suffix: ')',
    eol: lineBreakOf(ctx.text),
  });
}
