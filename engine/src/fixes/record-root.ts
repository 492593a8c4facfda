// The records that a chain of calls starts from, as long as they stay the same ones.

import type { Expression } from '../ir/expression';

/** Methods that give the same records in another environment. */
export const SAME_RECORDS: ReadonlySet<string> = new Set([
  'sudo',
  'with_context',
  'with_company',
  'with_user',
  'exists',
]);

/** The records at the start of a chain such as `records.sudo().with_context(…)`. */
export function rootOf(value: Expression, isRecords: (part: Expression) => boolean): Expression | undefined {
  if (isRecords(value)) return value;
  if (value.kind !== 'call' || value.callee.kind !== 'attribute') return undefined;
  return SAME_RECORDS.has(value.callee.name) ? rootOf(value.callee.object, isRecords) : undefined;
}
