// The batch rewrite of statements that work on all records of a search at once: `split_every` over the ids, the call on
// each batch, a release after it.

import { namesChangedIn } from '../ir/bound-names';
import type { CallExpression } from '../ir/expression';
import { blockOf, pathTo } from '../ir/walk';
import { whyNotBatchCalls } from './batch-call-refusal';
import { callText } from './batch-call-text';
import { whyNotRelease } from './batch-refusal';
import { batchTitle, fewReasons, importAll, progressReasons, whyUncommitted } from './batch-text';
import { type BulkCall, bulkCallsOn, nameOf } from './bulk-call';
import { environmentOf } from './environment';
import type { Fix, NoFix } from './fix';
import { type FixContext, freshName, refuse } from './fix-context';
import { importName } from './import-edit';
import { lineBefore, type Progress, progressOf, startCounting } from './progress';
import { mayStopEarlyCall } from './stop-early-call';
import { untilCallFinished } from './unfinished-work';

/**
 * Rewrites every statement of the method that works on the search's records at once. The caller has shown that nothing
 * else reads all of them.
 */
export function batchCall(search: CallExpression, given: FixContext): Fix | NoFix {
  const refused = batchTitle('of the ids found', given);
  const method = whyNotRelease(given);
  if (method !== undefined) return refuse(refused, method);
  const found = bulkCallsOn(search, given.method);
  if (found.kind === 'none') return refuse(refused, found.reason);
  const { calls } = found;
  const ctx = calls.reduce((each, { statement }) => untilCallFinished(statement, each), given);
  const title = batchTitle('of the ids found', ctx);
  const reason = whyNotBatchCalls(calls, ctx);
  if (reason !== undefined) return refuse(title, reason);
  const env = environmentOf(calls[0].records, ctx.method);
  if (env === undefined)
    return refuse(title, 'The records belong to another environment: release that one by hand.');
  const split = importName(ctx.text, { module: 'odoo.tools', name: 'split_every' });
  if (split.kind === 'taken' || namesChangedIn(ctx.method.body).has(split.expression.split('.')[0] ?? ''))
    return refuse(title, '`split_every` means something else in this file: rename that first.');
  const batch = freshName(['batch', 'record_batch', 'records_batch'], ctx);
  const stop = calls.length === 1 && mayStopEarlyCall(calls[0], ctx);
  const progress = progressOf(stop, ctx);
  const counting = countingOfAll(calls, progress, ctx);
  const written = calls.map((bulk, index) => {
    const before = index === 0 ? counting.lines : [];
    const needs = { batch, splitEvery: split.expression, env, progress, stop, before };
    return callText(bulk, needs, ctx);
  });
  // Every release of a method is the same, and so are its imports.
  const imports = importAll(written[0]?.imports ?? [], ctx);
  if (imports.kind === 'taken')
    return refuse(title, `\`${imports.name}\` means something else in this file: rename that first.`);
  const edits = [...split.edits, ...imports.edits, ...counting.edits, ...written.map(({ edit }) => edit)];
  return {
    kind: 'fix',
    title,
    applicability: 'unsafe',
    why: [reasonOf(calls, ctx), ...fewReasons(ctx), ...progressReasons(progress, stop)].join(' '),
    edits,
  };
}

/** The counter starts above the first call, or above the statement around it where another call is in another block. */
function countingOfAll(calls: readonly [BulkCall, ...BulkCall[]], progress: Progress, ctx: FixContext) {
  const { body } = ctx.method;
  const [{ statement }, ...more] = calls;
  const block = blockOf(body, statement);
  const [outermost = statement] = pathTo(body, statement) ?? [];
  const isShared = more.every((other) => blockOf(body, other.statement) === block);
  const counting = startCounting(isShared ? statement : outermost, progress, ctx);
  if (isShared) return counting;
  return { lines: [], edits: counting.lines.map((line) => lineBefore(outermost, line, ctx)) };
}

function reasonOf(calls: readonly BulkCall[], ctx: FixContext): string {
  const commit = ctx.mayCommit
    ? 'Adds a commit per batch: batches that are done stay done when a later one fails.'
    : `Drops cached values per batch: pending writes are flushed earlier and values are read again. Nothing is committed, because ${whyUncommitted(ctx)}.`;
  const names = new Set(calls.map(nameOf));
  const runs = [...names].map((name) => `\`${name}\``).join(', ');
  const between =
    calls.length > 1 && ctx.mayCommit
      ? ' Each call goes over all batches before the next one starts, and what the first did stays when the next fails.'
      : '';
  const isSet = calls.some(({ does }) => does === 'set');
  const verb = names.size > 1 ? (isSet ? 'are done' : 'run') : isSet ? 'is set' : 'runs';
  return `${commit} ${runs} ${verb} once per batch, not once for all records, and not at all when none are found.${between} The ids are kept for the whole run.`;
}
