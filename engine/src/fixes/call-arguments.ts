// The arguments of a call that is going to run once per batch: what must be computed once, before the loop.

import type { Argument, Expression } from '../ir/expression';
import type { MethodIr } from '../ir/statement';
import { within } from '../ir/walk';
import { type BulkCall, givenTo, nameOf } from './bulk-call';
import { isPlainArgument } from './plain-argument';

/** Kinds whose value depends on nothing but names, and which do nothing. */
const PLAIN: ReadonlySet<Expression['kind']> = new Set([
  'name',
  'text',
  'format',
  'number',
  'constant',
  'list',
  'tuple',
  'set',
  'dict',
  'binary',
  'boolean',
  'unary',
  'compare',
  'conditional',
  'starred',
]);

/** Functions that give something which can be walked once only. */
const ONE_WALK: ReadonlySet<string> = new Set([
  'map',
  'filter',
  'zip',
  'iter',
  'reversed',
  'enumerate',
  'open',
]);

/** Arguments that are not the records and have to be computed once. */
export function argumentsToCompute(bulk: BulkCall): readonly Argument[] {
  return givenTo(bulk).filter(
    ({ value }) => !holds(value, bulk.records) && within(value).some((part) => !isPlain(part)),
  );
}

/** Why the call cannot be made once per batch; undefined when nothing speaks against it. */
export function whyNotRepeat(bulk: BulkCall, method: MethodIr): string | undefined {
  const { records } = bulk;
  const among = whyNotAmong(bulk, method);
  if (among !== undefined) return among;
  for (const { value } of givenTo(bulk)) {
    if (isOneWalk(value))
      return 'An argument can be walked only once, and every batch would walk it: make it a list first.';
    if (records.kind !== 'name' || holds(value, records)) continue;
    for (const part of within(value))
      if (part.kind === 'name' && part.id === records.id)
        return 'An argument holds the records too: compute it on a line of its own first.';
  }
  return undefined;
}

/** Records that are given to a method beside something else, which it may hold against them: a batch would be compared with all of it. */
function whyNotAmong(bulk: BulkCall, method: MethodIr): string | undefined {
  if (bulk.does === 'set' || holds(bulk.call.callee, bulk.records)) return undefined;
  const other = bulk.call.args.find(
    ({ form, value }) =>
      !holds(value, bulk.records) &&
      (form === 'list-splat' || form === 'dict-splat' || !isPlainArgument(value, method)),
  );
  if (!other) return undefined;
  const name = nameOf(bulk);
  const what = other.value.kind === 'name' ? `\`${other.value.id}\`` : 'something else';
  return `\`${name}\` is given ${what} beside the records, and would get all of it again with every batch, and nothing when no records are found: make the batches inside \`${name}\`.`;
}

function holds(value: Expression, records: Expression): boolean {
  return within(value).some(
    (part) =>
      part.kind === records.kind && part.at.start === records.at.start && part.at.end === records.at.end,
  );
}

function isOneWalk(value: Expression): boolean {
  if (value.kind === 'comprehension') return value.form === 'generator';
  if (value.kind === 'starred') return isOneWalk(value.value);
  return value.kind === 'call' && value.callee.kind === 'name' && ONE_WALK.has(value.callee.id);
}

/** `Command.CLEAR`, `STATE`: constants by Python's naming. */
function isPlain(part: Expression): boolean {
  if (part.kind === 'attribute') return part.object.kind === 'name' && /^[A-Z]/.test(part.object.id);
  return PLAIN.has(part.kind);
}
