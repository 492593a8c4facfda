// Narrows a loop's record to itself, so that reading it reads no others.

import type { ForStatement } from '../ir/statement';
import { lineBreakOf } from '../text/indentation';
import type { Fix, NoFix } from './fix';
import { type FixContext, refuse } from './fix-context';
import { loopLayout } from './loop-layout';

const TITLE = 'Read one record at a time';

/** Writes `record = record.with_prefetch()` at the top of the loop's body. */
export function narrowRecord(loop: ForStatement, ctx: FixContext): Fix | NoFix {
  const name = recordName(loop);
  if (name === undefined)
    return refuse(TITLE, 'The loop unpacks its items: call `with_prefetch()` on the record by hand.');
  const layout = loopLayout(loop, ctx);
  if (!layout || layout.inline)
    return refuse(TITLE, "The body stands on the header's line: give it lines of its own first.");
  const { start } = layout.body;
  const line = `${layout.indent}${layout.unit}${name} = ${name}.with_prefetch()${lineBreakOf(ctx.text)}`;
  const title = `${TITLE}: ${name}.with_prefetch()`;
  return { kind: 'fix', title, applicability: 'safe', edits: [{ at: { start, end: start }, newText: line }] };
}

/** The record of `for record in …` or `for index, record in enumerate(…)`. */
function recordName({ target, over }: ForStatement): string | undefined {
  if (target.kind === 'name') return target.id;
  const isCounted = over.kind === 'call' && over.callee.kind === 'name' && over.callee.id === 'enumerate';
  const [, record, ...more] = isCounted && target.kind === 'tuple' ? target.items : [];
  return more.length === 0 && record?.kind === 'name' ? record.id : undefined;
}
