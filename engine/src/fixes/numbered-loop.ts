// `for number, record in enumerate(records):` as a loop over the records, and a counter that goes on over all batches.

import { namesBoundIn } from '../ir/bound-names';
import type { Expression } from '../ir/expression';
import type { ForStatement } from '../ir/statement';
import { type FixContext, sourceOf } from './fix-context';

/** A loop that counts its records. */
export interface NumberedLoop {
  /** The same loop over the records alone. */
  readonly loop: ForStatement;
  readonly counter: string;
  /** What the counter is before the first record. */
  readonly before: string;
}

/** The parts of a loop over `enumerate()`; undefined for any other, and where the body changes the counter. */
export function numberedLoop(loop: ForStatement, ctx: FixContext): NumberedLoop | undefined {
  const { over, target, body } = loop;
  if (over.kind !== 'call' || over.callee.kind !== 'name' || over.callee.id !== 'enumerate') return undefined;
  if (target.kind !== 'tuple' || target.items.length !== 2 || body.inline) return undefined;
  const [counter, record] = target.items;
  const [records, start, ...more] = over.args;
  if (counter?.kind !== 'name' || record?.kind !== 'name' || more.length > 0) return undefined;
  if (records?.form !== 'positional' || (start?.name ?? 'start') !== 'start') return undefined;
  if (namesBoundIn(body).has(counter.id)) return undefined;
  return {
    loop: { ...loop, target: record, over: records.value },
    counter: counter.id,
    before: start ? oneLess(start.value, ctx) : '-1',
  };
}

function oneLess(start: Expression, ctx: FixContext): string {
  if (start.kind === 'number' && Number.isInteger(start.value)) return String(start.value - 1);
  const text = sourceOf(start, ctx);
  return start.kind === 'name' ? `${text} - 1` : `(${text}) - 1`;
}
