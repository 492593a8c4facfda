// What a loop goes over, as far as a rewrite must know: records, or plainly something else.

import type { CallExpression, Expression } from '../ir/expression';
import type { MethodIr } from '../ir/statement';
import { statementsIn } from '../ir/walk';

/** Calls that turn records into something that is none, and what to write instead. */
const NOT_RECORDS: Readonly<Record<string, string>> = {
  enumerate: '`enumerate()` counts over all records: count inside the loop instead',
  zip: '`zip()` pairs records with other values: look the other value up inside the loop',
  sorted: '`sorted()` makes a list of all records: use `records.sorted(…)`',
  reversed: '`reversed()` walks backwards: use `records.sorted("id", reverse=True)`',
  list: '`list()` holds every record: loop over the recordset itself',
  tuple: '`tuple()` holds every record: loop over the recordset itself',
  set: '`set()` has no order: loop over the recordset itself',
  filter: '`filter()` gives no recordset: use `records.filtered(…)`',
  map: '`map()` gives no recordset: call the function inside the loop',
  groupby: 'the loop goes over groups, not over records: batch the records inside each group',
  range: 'the loop counts: it does not go over records',
  iter: '`iter()` hides the recordset: loop over the recordset itself',
};

/** Methods of recordsets and dicts whose result is no recordset. */
const PLAIN_METHODS: ReadonlySet<string> = new Set([
  'items',
  'values',
  'keys',
  'read',
  'search_read',
  'read_group',
  '_read_group',
  'fetchall',
  'dictfetchall',
  'split',
  'search_count',
  'get',
  'grouped',
  'get_metadata',
  'name_get',
]);

/** Why the loop cannot be taken as a loop over records; undefined when nothing speaks against it. */
export function whyNotRecords(over: Expression, method: MethodIr): string | undefined {
  return why(over, method, new Set());
}

function why(over: Expression, method: MethodIr, seen: ReadonlySet<string>): string | undefined {
  switch (over.kind) {
    case 'name':
      return seen.has(over.id)
        ? undefined
        : first(valuesOf(over.id, method), method, new Set([...seen, over.id]));
    case 'call':
      return whyNotCall(over, method, seen);
    case 'attribute':
      return over.name === 'ids' || over.name === '_ids'
        ? 'the loop goes over ids already: `split_every` them and browse each batch'
        : undefined;
    case 'conditional':
      return first([over.whenTrue, over.whenFalse], method, seen);
    case 'boolean':
    case 'binary':
      return first([over.left, over.right], method, seen);
    case 'subscript':
      return over.index.kind === 'slice' || over.object.kind === 'attribute'
        ? why(over.object, method, seen)
        : 'the loop goes over an element of something else than records';
    case 'named':
      return 'the loop binds its records with `:=`: assign them on a line of their own';
    case 'yield':
    case 'await':
      return 'the records come from `yield` or `await`';
    default:
      return 'the loop does not go over a recordset';
  }
}

function first(
  values: readonly Expression[],
  method: MethodIr,
  seen: ReadonlySet<string>,
): string | undefined {
  for (const value of values) {
    // Names start as an empty list or `False` often enough, to be filled with records later.
    if (value.kind === 'constant') continue;
    const reason = why(value, method, seen);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function whyNotCall(call: CallExpression, method: MethodIr, seen: ReadonlySet<string>): string | undefined {
  const { callee } = call;
  if (callee.kind === 'name')
    return Object.hasOwn(NOT_RECORDS, callee.id) ? NOT_RECORDS[callee.id] : undefined;
  if (callee.kind !== 'attribute') return undefined;
  if (callee.name === 'groupby' || callee.name === 'split_every')
    return 'the loop goes over groups, not over records';
  if (PLAIN_METHODS.has(callee.name)) return `\`${callee.name}()\` gives no recordset`;
  if (callee.name === 'mapped' && !mapsToRecords(call))
    return '`mapped()` of a plain field gives a list: loop over the records and read the field';
  return callee.object.kind === 'call' && CHAINED.has(callee.name)
    ? why(callee.object, method, seen)
    : undefined;
}

const CHAINED: ReadonlySet<string> = new Set(['filtered', 'sorted', 'sudo', 'with_context', 'exists']);

/** `mapped("line_ids")`, `mapped(lambda r: r.partner_id)`: by Odoo's naming of relational fields. */
function mapsToRecords(call: CallExpression): boolean {
  const value = call.args[0]?.value;
  if (value?.kind === 'text') return /_ids?$/.test(value.value);
  if (value?.kind !== 'lambda') return false;
  const { body } = value;
  if (body.kind === 'attribute') return /_ids?$/.test(body.name);
  return body.kind === 'call' && body.callee.kind === 'attribute' && CHAINED.has(body.callee.name);
}

/** What a method assigns to a name, in source order. */
export function valuesOf(name: string, method: MethodIr): readonly Expression[] {
  const values: Expression[] = [];
  for (const statement of statementsIn(method.body)) {
    if (statement.kind !== 'assign' || !statement.value) continue;
    const { value } = statement;
    if (statement.targets.some((target) => target.kind === 'name' && target.id === name)) values.push(value);
  }
  return values;
}
