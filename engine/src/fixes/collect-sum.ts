// The batched form of `sum(record.amount for record in records)` and `sum(records.mapped("amount"))`.

import type { Expression } from '../ir/expression';
import { layOutCall } from './call-layout';
import { type Collected, recordsOf } from './collected';

/** A sum over records, added up in the same order, so that it is the same to the last digit. */
export function sumOf(value: Expression): Collected | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'name' || value.callee.id !== 'sum') return undefined;
  const [given, ...others] = value.args;
  const isWhole = given && others.length === 0 && !followsRelation(given.value) && !isUnique(given.value);
  const over = isWhole && recordsOf(given.value);
  if (!over) return undefined;
  const isGenerator = given.value.kind === 'comprehension';
  return {
    verb: 'Sum up',
    values: given.value,
    over,
    refused: undefined,
    empty: '0',
    names: ['total', 'total_sum'],
    line: (into, values, layout) =>
      layOutCall({
        ...layout,
        prefix: `${into} = sum(`,
        // A generator stands in parentheses of its own beside another argument.
        args: [isGenerator && !/^[([]/.test(values) ? `(${values})` : values, into],
        suffix: ')',
      }),
  };
}

/** Each value once, over all records: batches would count it once each. */
function isUnique(value: Expression): boolean {
  return value.kind === 'comprehension' && (value.form === 'set' || value.form === 'dict');
}

/** Through a relation, `mapped()` takes each of its records once, in all batches together. */
function followsRelation(value: Expression): boolean {
  const [path] = value.kind === 'call' ? value.args : [];
  return path !== undefined && path.value.kind !== 'lambda' && !isOwnField(path.value);
}

function isOwnField(path: Expression): boolean {
  return path.kind === 'text' && !path.value.includes('.');
}
