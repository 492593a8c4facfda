// What an expression makes of all records one after the other, and how batches make the same of them.

import type { Expression } from '../ir/expression';
import type { FieldOf } from './plain-value';

/** One result of all records: a sum, a list, a set, a dict. */
export interface Collected {
  /** What is done, for the title: `Sum up`. */
  readonly verb: string;
  /** The comprehension, or the call of `mapped()`: a batch takes the place of the records in it. */
  readonly values: Expression;
  /** The records that it goes over. */
  readonly over: Expression;
  /** Why batches would not make the same, or would keep too much. */
  readonly refused: string | undefined;
  /** What the result is when there are no records: `0`, `[]`. */
  readonly empty: string;
  /** What the result is called where it is returned and has no name. */
  readonly names: readonly [string, ...string[]];
  /** The line that takes in one batch; `values` is the expression on the batch, on one line. */
  readonly line: (into: string, values: string, layout: CollectedLayout) => string;
}

/** Where the line of a batch stands. */
export interface CollectedLayout {
  readonly indent: string;
  readonly unit: string;
  readonly eol: string;
}

/** What is known of the searched records. */
export interface SearchedRecords {
  readonly model: string | undefined;
  readonly fieldOf: FieldOf;
}

/** The records that a comprehension with one `for`, or `mapped()`, goes over. */
export function recordsOf(value: Expression): Expression | undefined {
  if (value.kind === 'call' && value.callee.kind === 'attribute' && value.callee.name === 'mapped')
    return value.args.length === 1 ? value.callee.object : undefined;
  if (value.kind !== 'comprehension') return undefined;
  const [clause, ...more] = value.clauses;
  return more.length === 0 ? clause?.over : undefined;
}
