// How far a name stands for what one assignment gave it, in a method that uses it for something else, too.

import { namesIn } from '../ir/bound-names';
import type { Expression } from '../ir/expression';
import type { Block, MethodIr, Statement } from '../ir/statement';
import { blockOf, blocksOf, pathTo, statementsIn } from '../ir/walk';
import { contains, type LocalSpan } from '../text/span';
import { rootOf } from './record-root';

/** The uses of a name that are of what one assignment gave it. */
export interface NameScope {
  has(at: LocalSpan): boolean;
}

/** `shared` where a use may be of the one or of the other, by the way that the method takes. */
export function scopeOf(name: string, holder: Statement, method: MethodIr): NameScope | 'shared' {
  const all = statementsIn(method.body).filter((each) => binds(each, name));
  const others = all.filter((each) => each.at.start !== holder.at.start && !givesSame(each, name));
  // The other arms of an `if`: what stands there is of their own assignment, what comes after is of both.
  const arms = others.flatMap((each) => otherArm(each, holder, method) ?? []);
  const inOrder = others.filter((each) => !arms.some((arm) => contains(arm.at, each.at)));
  const above = inOrder.filter(({ at }) => at.start < holder.at.start).filter((each) => !isStart(each));
  const next = inOrder.find(({ at }) => at.start > holder.at.start);
  const block = blockOf(method.body, holder);
  const endsHere = next?.kind === 'assign' && blockOf(method.body, next) === block;
  if (next && !endsHere) return 'shared';
  const around = pathTo(method.body, holder)?.slice(0, -1) ?? [];
  const isLooped = around.some(({ kind }) => kind === 'for' || kind === 'while');
  if (isLooped && inOrder.length > 0) return 'shared';
  // Where the assignment is not made, the name stands for what it had before.
  if (above.length > 0 && around.length > 0 && !endsHere) return 'shared';
  if (others.length === 0) return { has: () => true };
  // What an assignment reads is of the one before it.
  const end = next?.at.end ?? method.at.end;
  return {
    has: (at) => at.start >= holder.at.end && at.end <= end && !arms.some((arm) => contains(arm.at, at)),
  };
}

function binds(statement: Statement, name: string): boolean {
  if (statement.kind === 'assign') return statement.targets.flatMap(namesIn).includes(name);
  if (statement.kind === 'for') return namesIn(statement.target).includes(name);
  if (statement.kind !== 'with') return false;
  return statement.items.some(({ target }) => target !== undefined && namesIn(target).includes(name));
}

/** `orders = orders.sudo()`, `orders |= late`: the records are among what it stands for still. */
function givesSame(statement: Statement, name: string): boolean {
  if (statement.kind !== 'assign' || !statement.value) return false;
  if (statement.op !== undefined) return true;
  return rootOf(statement.value, (part) => part.kind === 'name' && part.id === name) !== undefined;
}

/** `orders = False`, `orders = self.browse()`: nothing yet. */
function isStart(statement: Statement): boolean {
  const value: Expression | undefined = statement.kind === 'assign' ? statement.value : undefined;
  if (value?.kind === 'constant' || value?.kind === 'subscript') return true;
  if (value?.kind === 'list') return value.items.length === 0;
  return (
    value?.kind === 'call' &&
    value.callee.kind === 'attribute' &&
    value.callee.name === 'browse' &&
    value.args.length === 0
  );
}

/** The arm of an `if` that an assignment stands in, where the holder stands in another arm of it. */
function otherArm(other: Statement, holder: Statement, { body }: MethodIr): Block | undefined {
  for (const outer of pathTo(body, other) ?? []) {
    if (outer.kind !== 'if') continue;
    const [own, its] = [holder, other].map(({ at }) => blocksOf(outer).find((arm) => contains(arm.at, at)));
    if (own && its && own !== its) return its;
  }
  return undefined;
}
