// Assignments that change something that outlives the statement: fields of records, containers.

import type { Expression } from '../ir/expression';
import type { LocalSpan } from '../text/span';
import { evaluate } from './evaluate';
import type { GrowFact } from './fact';
import type { Frame } from './frame';
import type { Value } from './value';

/** Notes that a container grows. Numbers and ids count too: rules decide. */
export function grow(fact: Omit<GrowFact, 'kind'>, frame: Frame): void {
  frame.facts.push({ kind: 'grow', ...fact });
  const { what, way } = fact;
  // A union with other records is read where it is used.
  if (way === 'union') return;
  if (what.kind === 'records' || what.kind === 'rows') {
    frame.facts.push({ kind: 'use', how: 'kept', of: what, at: fact.at });
  }
}

/** What grows when something is added to an expression: `groups` by `groups[key]` and `groups.setdefault(key, [])`. */
export function containerOf(target: Expression): {
  readonly container: Expression;
  readonly key: Expression | undefined;
} {
  if (target.kind === 'subscript') return { container: target.object, key: target.index };
  const isDefault =
    target.kind === 'call' && target.callee.kind === 'attribute' && target.callee.name === 'setdefault';
  return isDefault && target.callee.kind === 'attribute'
    ? { container: target.callee.object, key: target.args[0]?.value }
    : { container: target, key: undefined };
}

/** `record["field"] = value`; false for anything that is no record. */
export function writesItem(target: Expression & { kind: 'subscript' }, at: LocalSpan, frame: Frame): boolean {
  const on = evaluate(target.object, frame);
  if (on.kind !== 'records' || target.index.kind !== 'text') return false;
  frame.facts.push({ kind: 'write', how: 'assign', on, fields: [target.index.value], call: undefined, at });
  return true;
}

/** `records.field = value`; on anything else an attribute that keeps its value. */
export function writeField(
  target: Expression & { kind: 'attribute' },
  value: Value,
  at: LocalSpan,
  frame: Frame,
): void {
  const on = evaluate(target.object, frame);
  if (on.kind === 'records' && !target.name.startsWith('_')) {
    frame.facts.push({ kind: 'write', how: 'assign', on, fields: [target.name], call: undefined, at });
    return;
  }
  if (value.kind === 'resource') {
    const { name } = target;
    const how = { way: 'item', what: value, added: undefined, key: undefined } as const;
    frame.facts.push({ kind: 'grow', scope: 'self', name, ...how, at });
  }
}
