// Whether a call that runs per batch may stop when the scheduler's time is used up (19.0).

import type { Expression } from '../ir/expression';
import type { Statement } from '../ir/statement';
import type { BulkCall } from './bulk-call';
import type { FixContext } from './fix-context';
import { mayStopEarly } from './stop-early';

/** The question that a loop asks, for `for batch in records: batch.write(…)`. */
export function mayStopEarlyCall(bulk: BulkCall, ctx: FixContext): boolean {
  const { statement, records } = bulk;
  const target = { kind: 'name', id: 'batch', at: records.at } as const;
  const onBatch = workOn(target, bulk);
  if (!onBatch) return false;
  const body = { statements: [onBatch], at: statement.at, inline: false };
  return mayStopEarly({ kind: 'for', target, over: records, body, at: statement.at }, ctx);
}

function workOn(object: Expression, bulk: BulkCall): Statement | undefined {
  const { at } = bulk.statement;
  if (bulk.does === 'set') {
    const target = { kind: 'attribute', object, name: bulk.field, at: bulk.records.at } as const;
    return { kind: 'assign', targets: [target], value: bulk.value, at };
  }
  const { callee } = bulk.call;
  // `self._confirm(records)` may leave them in the domain.
  if (callee.kind !== 'attribute' || !isAt(callee.object, bulk.records)) return undefined;
  return { kind: 'expression', value: { ...bulk.call, callee: { ...callee, object } }, at };
}

function isAt(one: BulkCall['records'], other: BulkCall['records']): boolean {
  return one.at.start === other.at.start && one.at.end === other.at.end;
}
