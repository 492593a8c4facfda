// Statements that work on all records of a search at once: calls that stand for themselves, and fields that are set.

import type { Argument, CallExpression, Expression } from '../ir/expression';
import type { AssignStatement, MethodIr, Statement } from '../ir/statement';
import { expressionsOf, statementsIn, within } from '../ir/walk';
import { scopeOf } from './name-scope';
import { rootOf, SAME_RECORDS } from './record-root';

/** `records.write(…)`, `self._confirm(records)`, `return records.unlink()`: a statement that is nothing but the call. */
interface CallStatement {
  readonly does: 'call';
  readonly statement: Extract<Statement, { readonly kind: 'expression' | 'return' }>;
  readonly call: CallExpression;
  /** The search itself, or the name of its result: what a batch takes the place of. */
  readonly records: Expression;
}

/** `records.state = "done"`. */
interface FieldStatement {
  readonly does: 'set';
  readonly statement: AssignStatement;
  readonly field: string;
  readonly value: Expression;
  readonly records: Expression;
}

/** A statement that works on all records of a search at once. */
export type BulkCall = CallStatement | FieldStatement;

/** What the records are given, besides themselves. */
export function givenTo(bulk: BulkCall): readonly Argument[] {
  return bulk.does === 'call'
    ? bulk.call.args
    : [{ form: 'positional', value: bulk.value, at: bulk.value.at }];
}

/** What a person calls it: `write()`, `state`. */
export function nameOf(bulk: BulkCall): string {
  if (bulk.does === 'set') return bulk.field;
  return bulk.call.callee.kind === 'attribute' ? `${bulk.call.callee.name}()` : '';
}

/** Whether it is a call of this method on records. */
export function isCallOf(bulk: BulkCall, method: string): boolean {
  return bulk.does === 'call' && bulk.call.callee.kind === 'attribute' && bulk.call.callee.name === method;
}

/** The calls in source order, at least one; or why there is none that batches can take over. */
export type BulkCalls =
  | { readonly kind: 'found'; readonly calls: readonly [BulkCall, ...BulkCall[]] }
  | { readonly kind: 'none'; readonly reason: string };

/** Methods of recordsets that do no work on them which batches could take over. */
const NO_WORK: ReadonlySet<string> = new Set([
  ...SAME_RECORDS,
  'browse',
  'search',
  'search_count',
  'ensure_one',
  'with_env',
  'with_prefetch',
  'with_delay',
  'invalidate_recordset',
  'invalidate_cache',
  'flush_recordset',
  'flush',
  'modified',
]);

/** Methods that keep what they are given, or hand it to the database: a batch is not the same to them. */
const KEEPERS: ReadonlySet<string> = new Set([
  'append',
  'extend',
  'insert',
  'add',
  'update',
  'setdefault',
  'execute',
  'create',
]);

/** The work that a statement is, on records that `isRecords` knows; undefined where it is anything else. */
export function bulkWork(
  statement: Statement,
  isRecords: (part: Expression) => boolean,
): BulkCall | undefined {
  const set = fieldSetOn(statement, isRecords);
  if (set !== undefined) return typeof set === 'string' ? undefined : set;
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return undefined;
  const call = statement.value;
  const records = workedOn(call, isRecords);
  const inArguments = call.args.flatMap(({ value }) => within(value)).filter(isRecords);
  if (!records || inArguments.length > (inArguments.includes(records) ? 1 : 0)) return undefined;
  return { does: 'call', statement, call, records };
}

/** Where a method works on all records of one of its searches at once. */
export function bulkCallsOn(search: CallExpression, method: MethodIr): BulkCalls {
  const holder = holderOf(search, method);
  if (!holder) return none('The search stands in code that is not understood here.');
  if (
    holder.kind === 'return' &&
    holder.value &&
    !givesTrue(holder.value) &&
    rootOf(holder.value, (part) => isNode(part, search))
  )
    return none('The method returns what it found: batch where it is called, or do the work here.');
  const name = nameFor(search, holder);
  const scope = name === undefined ? undefined : scopeOf(name, holder, method);
  if (scope === 'shared')
    return none(
      `\`${name}\` stands for other records, too, and batches can take over those of one search alone: give each its own name.`,
    );
  const isRecords = (part: Expression) =>
    scope === undefined
      ? isNode(part, search)
      : part.kind === 'name' && part.id === name && scope.has(part.at);
  const calls: BulkCall[] = [];
  for (const statement of statementsIn(method.body)) {
    const set = fieldSetOn(statement, isRecords);
    if (typeof set === 'string')
      return none(`\`${set}\` is set on all of the records at once: use \`write({…})\` for it first.`);
    if (set) calls.push(set);
    for (const part of expressionsOf(statement).flatMap((each) => within(each))) {
      const records = part.kind === 'call' ? workedOn(part, isRecords) : undefined;
      if (part.kind !== 'call' || !records) continue;
      if (!isOnly(statement, part)) return none(resultUsed(part));
      calls.push({ does: 'call', statement, call: part, records });
    }
  }
  const [first, ...more] = calls;
  return first
    ? { kind: 'found', calls: [first, ...more] }
    : none('No statement here works on all of the records at once: loop over the search in batches by hand.');
}

/** The statement is the call and nothing else, or returns what is the same for each batch. */
function isOnly(statement: Statement, call: CallExpression): statement is CallStatement['statement'] {
  if (statement.kind === 'expression') return isNode(statement.value, call);
  return (
    statement.kind === 'return' &&
    statement.value !== undefined &&
    isNode(statement.value, call) &&
    givesTrue(call)
  );
}

/** `unlink()` and `write()` give True. Source: odoo/models.py (14.0 to 18.0), odoo/orm/models.py (19.0). */
function givesTrue(value: Expression): boolean {
  if (value.kind !== 'call' || value.callee.kind !== 'attribute') return false;
  return value.callee.name === 'unlink' || value.callee.name === 'write';
}

function none(reason: string): BulkCalls {
  return { kind: 'none', reason };
}

function resultUsed(call: CallExpression): string {
  const name = call.callee.kind === 'attribute' ? call.callee.name : 'the call';
  return `The result of \`${name}()\` is used, and batches give one result each: make the call a statement of its own.`;
}

/** The innermost statement that the search stands in. */
function holderOf(search: CallExpression, method: MethodIr): Statement | undefined {
  for (const statement of statementsIn(method.body))
    for (const expression of expressionsOf(statement))
      for (const part of within(expression)) if (isNode(part, search)) return statement;
  return undefined;
}

/** A field that is set on the records; its name alone where something else is set, or read, with it. */
function fieldSetOn(
  statement: Statement,
  isRecords: (part: Expression) => boolean,
): FieldStatement | string | undefined {
  if (statement.kind !== 'assign') return undefined;
  const [target, ...more] = statement.targets;
  for (const each of [target, ...more]) {
    const records = each?.kind === 'attribute' ? rootOf(each.object, isRecords) : undefined;
    if (each?.kind !== 'attribute' || !records) continue;
    const { op, value } = statement;
    if (op !== undefined || more.length > 0 || !value || within(value).some(isRecords)) return each.name;
    return { does: 'set', statement, field: each.name, value, records };
  }
  return undefined;
}

/** `records` in `records = self.search(…)`. */
function nameFor(search: CallExpression, holder: Statement): string | undefined {
  if (holder.kind !== 'assign' || holder.op !== undefined || !holder.value) return undefined;
  const [target, ...more] = holder.targets;
  if (more.length > 0 || target?.kind !== 'name') return undefined;
  return rootOf(holder.value, (part) => isNode(part, search)) ? target.id : undefined;
}

/** The records that a call works on: those that it is made on, or those given to a method. */
function workedOn(call: CallExpression, isRecords: (part: Expression) => boolean): Expression | undefined {
  if (call.callee.kind !== 'attribute' || NO_WORK.has(call.callee.name)) return undefined;
  const own = rootOf(call.callee.object, isRecords);
  if (own || KEEPERS.has(call.callee.name) || !startsAtSelf(call.callee.object)) return own;
  for (const { value } of call.args) {
    const given = rootOf(value, isRecords);
    if (given) return given;
  }
  return undefined;
}

function startsAtSelf(value: Expression): boolean {
  if (value.kind === 'name') return value.id === 'self';
  if (value.kind === 'call') return startsAtSelf(value.callee);
  return (value.kind === 'attribute' || value.kind === 'subscript') && startsAtSelf(value.object);
}

/** Whether two nodes are one: trees are read anew, spans stay. */
export function isNode(part: Expression, node: Expression): boolean {
  return part.kind === node.kind && part.at.start === node.at.start && part.at.end === node.at.end;
}
