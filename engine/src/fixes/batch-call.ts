// The batch rewrite of statements that work on all records of a search at once: `split_every` over the ids, the call on
// each batch, a release after it.

import type { CallExpression } from '../ir/expression';
import { namesBoundIn } from '../ir/walk';
import { whyNotBatchCall } from './batch-call-refusal';
import { type CallNeeds, callText } from './batch-call-text';
import { batchTitle, importAll } from './batch-text';
import { type BulkCall, bulkCallsOn } from './bulk-call';
import { environmentOf } from './environment';
import type { Fix, NoFix } from './fix';
import { type FixContext, freshName, refuse } from './fix-context';
import type { WantedImport } from './import-edit';
import { importName } from './import-edit';
import { mayStopEarlyCall } from './stop-early-call';

/**
 * Rewrites every statement of the method that works on the search's records at once. The caller has shown that nothing
 * else reads all of them.
 */
export function batchCall(search: CallExpression, ctx: FixContext): Fix | NoFix {
  const title = batchTitle('of the ids found', ctx);
  const found = bulkCallsOn(search, ctx.method);
  const reason = whyNotBatchCall(found, ctx);
  if (reason !== undefined || found.kind === 'none') return refuse(title, reason ?? '');
  const split = importName(ctx.text, { module: 'odoo.tools', name: 'split_every' });
  if (split.kind === 'taken' || namesBoundIn(ctx.method.body).has(split.expression.split('.')[0] ?? ''))
    return refuse(title, '`split_every` means something else in this file: rename that first.');
  const batch = freshName(['batch', 'record_batch', 'records_batch'], ctx);
  const wanted: WantedImport[] = [];
  const edits = [];
  for (const bulk of found.calls) {
    const env = environmentOf(bulk.records, ctx.method);
    if (env === undefined)
      return refuse(title, 'The records belong to another environment: release that one by hand.');
    const stop = found.calls.length === 1 && mayStopEarlyCall(bulk, ctx);
    const needs: CallNeeds = { batch, splitEvery: split.expression, env, stop };
    const written = callText(bulk, needs, ctx);
    wanted.push(...written.imports);
    edits.push(written.edit);
  }
  const once = wanted.filter(
    (each, index) => wanted.findIndex((other) => isSameImport(each, other)) === index,
  );
  const imports = importAll(once, ctx);
  if (imports.kind === 'taken')
    return refuse(title, `\`${imports.name}\` means something else in this file: rename that first.`);
  const why = reasonOf(found.calls, ctx);
  return {
    kind: 'fix',
    title,
    applicability: 'unsafe',
    why,
    edits: [...split.edits, ...imports.edits, ...edits],
  };
}

function isSameImport(one: WantedImport, other: WantedImport): boolean {
  return one.module === other.module && one.name === other.name;
}

function reasonOf(calls: readonly BulkCall[], ctx: FixContext): string {
  const commit = ctx.mayCommit
    ? 'Adds a commit per batch: batches that are done stay done when a later one fails.'
    : 'Drops cached values per batch: pending writes are flushed earlier and values are read again. Nothing is committed, because not only scheduled actions call this method.';
  const names = new Set(calls.map(({ call }) => (call.callee.kind === 'attribute' ? call.callee.name : '')));
  const runs = [...names].map((name) => `\`${name}()\``).join(', ');
  return `${commit} ${runs} ${names.size === 1 ? 'runs' : 'run'} once per batch, not once for all records, and not at all when none are found. The ids are kept for the whole run.`;
}
