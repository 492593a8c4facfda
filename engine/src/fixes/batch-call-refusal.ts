// Why a call on all records cannot be made batch by batch, in words that tell what to change.

import type { Statement } from '../ir/statement';
import { expressionsIn, pathTo } from '../ir/walk';
import { indentAt, lineEnd, lineStart } from '../text/indentation';
import { isRelease, whyNotPlace } from './batch-refusal';
import type { BulkCall } from './bulk-call';
import { whyNotRepeat } from './call-arguments';
import { type FixContext, fileSpan } from './fix-context';
import { whyNotRecords } from './iterable';

/** Why the calls stay as they are; undefined when nothing speaks against the rewrite. */
export function whyNotBatchCalls(calls: readonly BulkCall[], ctx: FixContext): string | undefined {
  for (const bulk of calls) {
    const reason =
      whyNotPlace(bulk.statement, ctx) ??
      whyNotAround(bulk.statement, ctx) ??
      whyNotRepeat(bulk, ctx.method) ??
      whyNotLine(bulk, ctx);
    if (reason !== undefined) return reason;
    if (whyNotRecords(bulk.records, ctx.method) !== undefined)
      return 'What the call works on is not always a recordset: give the records a name of their own.';
  }
  return undefined;
}

/** Handlers run when something failed; a loop that releases already takes care of its rounds. */
function whyNotAround(place: Statement, ctx: FixContext): string | undefined {
  for (const outer of pathTo(ctx.method.body, place) ?? []) {
    if ((outer.kind === 'for' || outer.kind === 'while') && expressionsIn(outer.body).some(isRelease))
      return 'The loop around this call commits or releases already: bound the search with `limit=` there.';
    if (outer.kind !== 'try') continue;
    const cleanUp = [...outer.handlers.map(({ body }) => body), ...(outer.ensure ? [outer.ensure] : [])];
    if (cleanUp.some((block) => pathTo(block, place)))
      return 'The call stands in an `except` or `finally` part, where a commit would keep half-done work: move it below the `try`.';
  }
  return undefined;
}

function whyNotLine({ statement }: BulkCall, ctx: FixContext): string | undefined {
  const { start, end } = fileSpan(statement.at, ctx);
  const before = ctx.text.slice(lineStart(ctx.text, start), start);
  const behind = ctx.text.slice(end, lineEnd(ctx.text, end)).trim();
  if (before.trim() !== '' || (behind !== '' && !behind.startsWith('#')))
    return 'The call shares its line with other code: put it on a line of its own first.';
  const indent = indentAt(ctx.text, start);
  return indent.includes('\t') && indent.includes(' ')
    ? 'The indentation mixes tabs and spaces: make it uniform first.'
    : undefined;
}
