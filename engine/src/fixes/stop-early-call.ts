// Whether a call that runs per batch may stop when the scheduler's time is used up (19.0).

import type { BulkCall } from './bulk-call';
import type { FixContext } from './fix-context';
import { mayStopEarly } from './stop-early';

/** The question that a loop asks, for `for batch in records: batch.write(…)`. */
export function mayStopEarlyCall({ statement, call, records }: BulkCall, ctx: FixContext): boolean {
  const { callee } = call;
  // `self._confirm(records)` may leave them in the domain.
  if (callee.kind !== 'attribute' || !isAt(callee.object, records)) return false;
  const target = { kind: 'name', id: 'batch', at: records.at } as const;
  const onBatch = { ...call, callee: { ...callee, object: target } };
  const body = {
    statements: [{ kind: 'expression' as const, value: onBatch, at: statement.at }],
    at: statement.at,
    inline: false,
  };
  return mayStopEarly({ kind: 'for', target, over: records, body, at: statement.at }, ctx);
}

function isAt(one: BulkCall['records'], other: BulkCall['records']): boolean {
  return one.at.start === other.at.start && one.at.end === other.at.end;
}
