// Replaces the operator of a comparison.

import type { Expression } from '../ir/expression';
import type { Fix, NoFix } from './fix';
import { type FixContext, fileSpan, refuse } from './fix-context';
import { tokensOf } from './python-tokens';

type Compare = Expression & { readonly kind: 'compare' };

/** The fix that writes `operator` between the two operands. */
export function replaceOperator(
  { operands, ops }: Compare,
  operator: string,
  why: string,
  ctx: FixContext,
): Fix | NoFix {
  const title = `Compare with ${operator}`;
  const [left, right] = operands;
  const [old] = ops;
  if (!left || !right || old === undefined) return refuse(title, 'The comparison cannot be read here.');
  const between = { start: fileSpan(left.at, ctx).end, end: fileSpan(right.at, ctx).start };
  const [first] = [...tokensOf(ctx.text, between)].filter(({ text }) => /^[=!<>]$/.test(text));
  if (!first || !ctx.text.startsWith(old, first.at.start))
    return refuse(title, 'The comparison cannot be read here.');
  const at = { start: first.at.start, end: first.at.start + old.length };
  return { kind: 'fix', title, applicability: 'unsafe', why, edits: [{ at, newText: operator }] };
}
