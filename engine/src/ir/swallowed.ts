// Errors that are swallowed: caught whatever they are, with nothing that undoes what was done before them.

import type { Expression } from './expression';
import type { Block, ExceptHandler, TryStatement } from './statement';
import { expressionsIn, statementsIn } from './walk';

/** The handler that takes every error, and goes on without undoing what the failed work has done. */
export function swallowingHandler({ handlers }: TryStatement): ExceptHandler | undefined {
  return handlers.find((each) => isBroad(each.type) && goesOn(each));
}

const BROAD: ReadonlySet<string> = new Set(['Exception', 'BaseException']);

function isBroad(type: Expression | undefined): boolean {
  if (!type) return true;
  if (type.kind === 'tuple') return type.items.some(isBroad);
  return type.kind === 'name' && BROAD.has(type.id);
}

function goesOn({ body }: ExceptHandler): boolean {
  const ends = statementsIn(body).some(
    ({ kind }) => kind === 'raise' || kind === 'return' || kind === 'break',
  );
  return !ends && !isProtected(body);
}

const PROTECTS = /rollback|savepoint|new_cr|cursor$|isolat/i;

/** A savepoint, a rollback or a cursor of its own, by ORM or by SQL. */
export function isProtected(block: Block): boolean {
  return expressionsIn(block).some(
    (part) =>
      (part.kind === 'call' && part.callee.kind === 'attribute' && PROTECTS.test(part.callee.name)) ||
      (part.kind === 'text' && /\b(rollback|savepoint)\b/i.test(part.value)),
  );
}
