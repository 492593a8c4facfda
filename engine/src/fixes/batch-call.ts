// The batch rewrite of statements that work on all records of a search at once: `split_every` over the ids, the call on
// each batch, a release after it.

import type { CallExpression } from '../ir/expression';
import { namesBoundIn } from '../ir/walk';
import { whyNotBatchCalls } from './batch-call-refusal';
import { callText } from './batch-call-text';
import { whyNotMethod } from './batch-refusal';
import { batchTitle, importAll } from './batch-text';
import { type BulkCall, bulkCallsOn } from './bulk-call';
import { environmentOf } from './environment';
import type { Fix, NoFix } from './fix';
import { type FixContext, freshName, refuse } from './fix-context';
import { importName } from './import-edit';
import { mayStopEarlyCall } from './stop-early-call';

/**
 * Rewrites every statement of the method that works on the search's records at once. The caller has shown that nothing
 * else reads all of them.
 */
export function batchCall(search: CallExpression, ctx: FixContext): Fix | NoFix {
  const title = batchTitle('of the ids found', ctx);
  const method = whyNotMethod(ctx);
  if (method !== undefined) return refuse(title, method);
  const found = bulkCallsOn(search, ctx.method);
  if (found.kind === 'none') return refuse(title, found.reason);
  const { calls } = found;
  const reason = whyNotBatchCalls(calls, ctx);
  if (reason !== undefined) return refuse(title, reason);
  const env = environmentOf(calls[0].records, ctx.method);
  if (env === undefined)
    return refuse(title, 'The records belong to another environment: release that one by hand.');
  const split = importName(ctx.text, { module: 'odoo.tools', name: 'split_every' });
  if (split.kind === 'taken' || namesBoundIn(ctx.method.body).has(split.expression.split('.')[0] ?? ''))
    return refuse(title, '`split_every` means something else in this file: rename that first.');
  const batch = freshName(['batch', 'record_batch', 'records_batch'], ctx);
  const written = calls.map((bulk) => {
    const stop = calls.length === 1 && mayStopEarlyCall(bulk, ctx);
    return callText(bulk, { batch, splitEvery: split.expression, env, stop }, ctx);
  });
  // Every release of a method is the same, and so are its imports.
  const imports = importAll(written[0]?.imports ?? [], ctx);
  if (imports.kind === 'taken')
    return refuse(title, `\`${imports.name}\` means something else in this file: rename that first.`);
  const edits = [...split.edits, ...imports.edits, ...written.map(({ edit }) => edit)];
  return { kind: 'fix', title, applicability: 'unsafe', why: reasonOf(calls, ctx), edits };
}

function reasonOf(calls: readonly BulkCall[], ctx: FixContext): string {
  const commit = ctx.mayCommit
    ? 'Adds a commit per batch: batches that are done stay done when a later one fails.'
    : 'Drops cached values per batch: pending writes are flushed earlier and values are read again. Nothing is committed, because not only scheduled actions call this method.';
  const names = new Set(calls.map(({ call }) => (call.callee.kind === 'attribute' ? call.callee.name : '')));
  const runs = [...names].map((name) => `\`${name}()\``).join(', ');
  const between =
    calls.length > 1 && ctx.mayCommit
      ? ' Each call goes over all batches before the next one starts, and what the first did stays when the next fails.'
      : '';
  return `${commit} ${runs} ${names.size === 1 ? 'runs' : 'run'} once per batch, not once for all records, and not at all when none are found.${between} The ids are kept for the whole run.`;
}
