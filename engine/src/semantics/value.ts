// What an expression stands for, as far as it can be known: recordsets with their size and where they come from.

import type { Expression } from '../ir/expression';
import type { FunctionStatement } from '../ir/statement';

/** Identifies a search in the workspace: the file, the method's place in it, the search's place in the method. */
export type OriginId = string;

/**
 * How many records a recordset may hold.
 * `none`: certainly empty (the `self` of a scheduled action). `many`: proven to have no bound. `unknown`: never evidence.
 */
export type Size = 'none' | 'one' | 'few' | 'many' | 'unknown';

/** Whether tracking is switched off for writes through a recordset. */
export type Tracking = 'on' | 'off' | 'unknown';

/** A recordset. */
export interface RecordsValue {
  readonly kind: 'records';
  /** Undefined when the model cannot be read. */
  readonly model: string | undefined;
  readonly size: Size;
  /** The searches that the records come from. */
  readonly origins: readonly OriginId[];
  readonly tracking: Tracking;
}

/** Ids of records, in a list or tuple. */
export interface IdsValue {
  readonly kind: 'ids';
  readonly model: string | undefined;
  readonly size: Size;
  readonly origins: readonly OriginId[];
}

/** A list whose items are known one by one, such as a domain; `complete` is false when more may have been added. */
export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly complete: boolean;
}

/** Something that yields batches of records, ids or rows: `split_every(…)`, or `range(0, len(ids), size)`. */
export interface BatchesValue {
  readonly kind: 'batches';
  readonly of: RecordsValue | IdsValue | RowsValue | UnknownValue;
  /** The records or ids are cut by position: the loop variable is an index. */
  readonly byIndex: boolean;
}

/** Dicts of a `search_read` or `read`, or tuples of a query: one per record. */
export interface RowsValue {
  readonly kind: 'rows';
  readonly size: Size;
  readonly origins: readonly OriginId[];
  /** One number, text, date or boolean each, or a few of them together: they weigh like ids. */
  readonly scalars?: true;
  /** What stands in each row, where SQL gave them. */
  readonly fetched?: FetchedColumns;
}

/** The columns of a query's rows. */
export interface FetchedColumns {
  /** The model of the table that the query reads. */
  readonly model: string;
  /** Rows are dicts. */
  readonly byName: boolean;
  readonly columns: readonly QueryColumn[];
}

/** One column of a query. */
export interface QueryColumn {
  readonly name: string | undefined;
  /** It is the id of the table that the query reads: no two rows need have the same. */
  readonly isId: boolean;
}

/** Nothing is known. */
export interface UnknownValue {
  readonly kind: 'unknown';
}

/** The value of an expression. */
export type Value =
  | RecordsValue
  | IdsValue
  | RowsValue
  | ListValue
  | BatchesValue
  | UnknownValue
  | { readonly kind: 'env'; readonly tracking: Tracking }
  /** A database cursor: the environment's, or one that the code opened itself. */
  | { readonly kind: 'cursor'; readonly own: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  /** A row of a query. */
  | { readonly kind: 'row'; readonly of: FetchedColumns; readonly origins: readonly OriginId[] }
  /** Some number, text, date or boolean: plain data, not records. */
  | {
      readonly kind: 'plain';
      /** A moment: days from now; the past is negative. */
      readonly days?: number;
      /** A length of time, in days. */
      readonly span?: number;
    }
  | { readonly kind: 'constant'; readonly value: 'True' | 'False' | 'None' }
  /** `records.with_delay()`: what is called on it runs in a job of its own. */
  | { readonly kind: 'delayed'; readonly model: string | undefined }
  /** An imported module or member: its dotted path. */
  | { readonly kind: 'imported'; readonly path: string }
  | { readonly kind: 'lambda'; readonly parameters: readonly string[]; readonly body: Expression }
  | { readonly kind: 'function'; readonly statement: FunctionStatement }
  /** An open file, session, connection…: `row` is its name in the table of resources. */
  | { readonly kind: 'resource'; readonly row: string; readonly at: number }
  /** A list, dict or set made in this method and filled by it. */
  | {
      readonly kind: 'container';
      readonly form: 'list' | 'dict' | 'set';
      /** Keys of a dict, when it was written with names for all of them; more may have come since. */
      readonly keys?: readonly string[];
      /** A dict whose values are numbers, texts, dates or booleans, as far as it was made in one go. */
      readonly scalars?: true;
    };

export const UNKNOWN: UnknownValue = { kind: 'unknown' };
export const PLAIN: Value = { kind: 'plain' };

/** A recordset of a model. */
export function records(
  model: string | undefined,
  size: Size,
  origins: readonly OriginId[] = [],
  tracking: Tracking = 'on',
): RecordsValue {
  return { kind: 'records', model, size, origins, tracking };
}

const MAX_ITEMS = 256;

/** Values in a list and in the lists in it; `a = [a, a]` doubles them each time that it runs. */
const MAX_VALUES = 4000;

/** One list after the other; of more items than a domain ever has, those of the first are kept. */
export function concatenated(one: ListValue, other: Pick<ListValue, 'items' | 'complete'>): ListValue {
  const items = [...one.items, ...other.items];
  if (items.length > MAX_ITEMS || isHuge(items)) return { ...one, complete: false };
  return { kind: 'list', items, complete: one.complete && other.complete };
}

/** Whether lists hold more, all in all, than anybody writes: what they are is then not worth following. */
export function isHuge(items: readonly Value[]): boolean {
  return countValues(items, MAX_VALUES) < 0;
}

/** What is left of a budget when every value in the lists has taken one of it; stops where nothing is left. */
function countValues(items: readonly Value[], budget: number): number {
  let left = budget - items.length;
  for (const item of items) {
    if (left < 0) return left;
    if (item.kind === 'list') left = countValues(item.items, left);
  }
  return left;
}

/** What an empty list is when scalars of records were added to it, as many as there are by then: not one of a few texts. */
export function filledWith(before: Value, added: Value): Value | undefined {
  const isEmpty = before.kind === 'list' && before.complete && before.items.length === 0;
  return isEmpty && added.kind === 'rows' && added.scalars
    ? { kind: 'rows', size: 'unknown', origins: [], scalars: true }
    : undefined;
}

/** Whether a value is true in a condition; undefined when it cannot be known. */
export function truth(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'records':
    case 'ids':
    case 'rows':
      return value.size === 'none' ? false : undefined;
    case 'text':
      return value.value !== '';
    case 'number':
      return value.value !== 0;
    case 'constant':
      return value.value === 'True';
    case 'list':
      return value.complete ? value.items.length > 0 : undefined;
    case 'env':
    case 'cursor':
    case 'lambda':
    case 'function':
      return true;
    default:
      return undefined;
  }
}

/** The value of a name after two paths that may both have been taken. */
export function join(one: Value, other: Value): Value {
  if (one === other) return one;
  if (isSized(one) && isSized(other)) return joinSized(one, other);
  if (isSized(one) && isNothing(other)) return one;
  if (isSized(other) && isNothing(one)) return other;
  if (one.kind === 'list' && other.kind === 'list') {
    const longer = one.items.length >= other.items.length ? one : other;
    return { kind: 'list', items: longer.items, complete: false };
  }
  // A domain that may have got more leaves: the path without them was possible.
  if (one.kind === 'list' && other.kind === 'unknown') return { ...one, complete: false };
  if (other.kind === 'list' && one.kind === 'unknown') return { ...other, complete: false };
  if (one.kind === other.kind && JSON.stringify(one) === JSON.stringify(other)) return one;
  if (isPlain(one) && isPlain(other)) return PLAIN;
  return UNKNOWN;
}

type Sized = RecordsValue | IdsValue | RowsValue;

function isSized(value: Value): value is Sized {
  return value.kind === 'records' || value.kind === 'ids' || value.kind === 'rows';
}

function isNothing(value: Value): boolean {
  return truth(value) === false || (value.kind === 'list' && value.items.length === 0);
}

/** One number, text, date, boolean or id, or a tuple of some. */
export function isScalar(value: Value): boolean {
  if (value.kind === 'list') return value.complete && value.items.every(isScalar);
  return isPlain(value) || (value.kind === 'ids' && value.size === 'one');
}

function isPlain(value: Value): boolean {
  return (
    value.kind === 'plain' || value.kind === 'number' || value.kind === 'text' || value.kind === 'constant'
  );
}

function joinSized(one: Sized, other: Sized): Value {
  if (one.kind !== other.kind) return UNKNOWN;
  if (isFetched(one) || isFetched(other)) return { kind: 'rows', size: 'unknown', origins: [] };
  const size = joinSize(one.size, other.size);
  const origins = [...new Set([...one.origins, ...other.origins])];
  if (one.kind === 'rows' && other.kind === 'rows' && one.scalars && other.scalars)
    return { kind: 'rows', size, origins, scalars: true };
  if (one.kind === 'rows' || other.kind === 'rows') return { kind: 'rows', size, origins };
  const model =
    one.model === other.model || other.size === 'none'
      ? one.model
      : one.size === 'none'
        ? other.model
        : undefined;
  if (one.kind === 'ids' || other.kind === 'ids') return { kind: 'ids', model, size, origins };
  const tracking = one.tracking === other.tracking ? one.tracking : 'unknown';
  return { kind: 'records', model, size, origins, tracking };
}

/** What a difference or an intersection leaves: without a few, many are many; otherwise nobody knows. */
export function leftOver(op: '-' | '&', left: Value, right: Value): Value {
  if ((left.kind !== 'records' && left.kind !== 'ids') || left.size !== 'many') return left;
  const isSized = right.kind === 'records' || right.kind === 'ids';
  const other = isSized ? right.size : 'unknown';
  const isFew = other === 'none' || other === 'one' || other === 'few';
  if (isFew) return op === '-' ? left : { ...left, size: other };
  return { ...left, size: 'unknown', origins: [] };
}

const isFetched = (value: Sized): boolean => value.kind === 'rows' && value.fetched !== undefined;

/** What stands in a cell of a query's row, which a number or a name picks out. */
export function cellOf(row: Value & { readonly kind: 'row' }, key: Value): Value {
  const { byName, columns, model } = row.of;
  const isKey = (column: QueryColumn, index: number) =>
    byName ? key.kind === 'text' && column.name === key.value : key.kind === 'number' && index === key.value;
  const column = columns.find(isKey);
  return column?.isId ? { kind: 'ids', model, size: 'one', origins: row.origins } : PLAIN;
}

const ORDER: readonly Size[] = ['none', 'one', 'few', 'unknown', 'many'];

/** The size of a set that is one or the other, or of both together: the larger, a proven `many` before all. */
export function joinSize(one: Size, other: Size): Size {
  return ORDER[Math.max(ORDER.indexOf(one), ORDER.indexOf(other))] ?? 'unknown';
}

/** The items that iterating over the value gives one by one. */
export function itemOf(value: Value): Value {
  switch (value.kind) {
    case 'records':
      return { ...value, size: value.size === 'none' ? 'none' : 'one' };
    case 'ids':
      return { ...value, size: 'one' };
    case 'batches':
      return value.byIndex ? PLAIN : value.of.kind === 'unknown' ? UNKNOWN : { ...value.of, size: 'few' };
    case 'rows':
      return value.fetched ? { kind: 'row', of: value.fetched, origins: value.origins } : PLAIN;
    case 'list':
      return value.complete && value.items.length > 0 ? value.items.reduce(join) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}
