// The statements beside a loop that work on all of its records, and so can go over the same batches.

import { namesBoundIn } from '../ir/bound-names';
import type { Expression } from '../ir/expression';
import type { AssignStatement, ForStatement, Statement } from '../ir/statement';
import { blockOf, expressionsIn, expressionsOf, ownStatementsIn, statementsIn, within } from '../ir/walk';
import { isAloneOnLine } from '../text/indentation';
import { type BulkCall, bulkWork } from './bulk-call';
import { argumentsToCompute, whyNotRepeat } from './call-arguments';
import { type FixContext, fileSpan } from './fix-context';
import { usesOf } from './keyset-search';
import { isClock, isLiteral } from './plain-argument';

/** What stands beside the loop: work on its records, or a name that starts out for it: `values = []`. */
export type Neighbour =
  | { readonly kind: 'work'; readonly bulk: BulkCall }
  | { readonly kind: 'start'; readonly statement: AssignStatement };

/** A loop's neighbours, in source order. */
export interface BesideLoop {
  /** The first one is work. */
  readonly before: readonly Neighbour[];
  readonly after: readonly BulkCall[];
}

/**
 * The neighbours of a loop over a name, when nothing but them and the loop works with its records; `bound` where they depend
 * on each other.
 */
export function besideLoop(loop: ForStatement, ctx: FixContext): BesideLoop | 'bound' | undefined {
  const { over } = loop;
  const siblings = blockOf(ctx.method.body, loop)?.statements;
  if (over.kind !== 'name' || !siblings) return undefined;
  const isRecords = (part: Expression): boolean => part.kind === 'name' && part.id === over.id;
  const at = siblings.findIndex((each) => each.at.start === loop.at.start);
  const above = takeWhile(siblings.slice(0, at).reverse(), (each) => neighbourOf(each, isRecords, ctx));
  const farthest = above.findLastIndex(({ kind }) => kind === 'work');
  const before = above.slice(0, farthest + 1).reverse();
  const after = takeWhile(siblings.slice(at + 1), (each) => workOf(each, isRecords, ctx));
  const count = before.filter(({ kind }) => kind === 'work').length + after.length;
  // The name is given, looped over, asked whether it is empty or how long, and worked on: nothing else.
  const others = usesOf(over.id, ctx) - 2 - harmlessUses(isRecords, ctx);
  if (count === 0 || others !== count) return undefined;
  return areFree(loop, before, after, ctx) ? { before, after } : 'bound';
}

/** Whether batch by batch the work is what it was for all: nothing that it goes by depends on the loop, or on other work. */
function areFree(
  loop: ForStatement,
  before: readonly Neighbour[],
  after: readonly BulkCall[],
  ctx: FixContext,
): boolean {
  // A way out of the loop would end the work of one batch, where it was for all, or for none.
  const leaves = ownStatementsIn(loop.body).map(({ kind }) => kind);
  if (leaves.includes('return') || (after.length > 0 && leaves.includes('raise'))) return false;
  const works = [...before.flatMap((each) => (each.kind === 'work' ? [each.bulk] : [])), ...after];
  const { body, target } = loop;
  const inLoop = new Set([
    ...namesOf(within(target)),
    ...namesOf(expressionsIn(body)),
    ...namesBoundIn(body),
  ]);
  const started = new Set(
    before.flatMap((each) => (each.kind === 'start' ? namesOf(each.statement.targets.flatMap(within)) : [])),
  );
  const own = new Set([...namesBoundIn(ctx.method.body), ...ctx.method.parameters.map(({ name }) => name)]);
  own.delete('self');
  return works.every((bulk, index) => {
    const names = namesOf(expressionsOf(bulk.statement).flatMap(within));
    const goesBy = names.filter((name) => own.has(name) && !isRecordsOf(loop, name));
    // What is computed for one stands above all of them, and before the loop.
    const isFirst = index === 0 && before.length > 0;
    return (
      goesBy.every((name) => !inLoop.has(name) && !started.has(name)) &&
      (isFirst || argumentsToCompute(bulk).every(({ value }) => isClock(value)))
    );
  });
}

function namesOf(expressions: readonly Expression[]): readonly string[] {
  return expressions.flatMap((each) => (each.kind === 'name' ? [each.id] : []));
}

function isRecordsOf({ over }: ForStatement, name: string): boolean {
  return over.kind === 'name' && over.id === name;
}

function takeWhile<T>(from: readonly Statement[], look: (statement: Statement) => T | undefined): T[] {
  const found: T[] = [];
  for (const each of from) {
    const one = look(each);
    if (one === undefined) break;
    found.push(one);
  }
  return found;
}

function neighbourOf(
  statement: Statement,
  isRecords: (part: Expression) => boolean,
  ctx: FixContext,
): Neighbour | undefined {
  const bulk = workOf(statement, isRecords, ctx);
  if (bulk) return { kind: 'work', bulk };
  return statement.kind === 'assign' && isStart(statement, ctx) ? { kind: 'start', statement } : undefined;
}

function workOf(
  statement: Statement,
  isRecords: (part: Expression) => boolean,
  ctx: FixContext,
): BulkCall | undefined {
  const work = bulkWork(statement, isRecords);
  if (!work || whyNotRepeat(work, ctx.method) !== undefined) return undefined;
  return isAloneOnLine(ctx.text, fileSpan(statement.at, ctx)) ? work : undefined;
}

/** `values = []`, `done, failed = 0, 0`: the same wherever above the loop it stands. */
function isStart(statement: AssignStatement, ctx: FixContext): boolean {
  const { targets, op, value } = statement;
  if (op !== undefined || !value || !isAloneOnLine(ctx.text, fileSpan(statement.at, ctx))) return false;
  const given = targets.flatMap((target) => (target.kind === 'tuple' ? target.items : [target]));
  return given.every(({ kind }) => kind === 'name') && isLiteral(value);
}

function harmlessUses(isRecords: (part: Expression) => boolean, { method }: FixContext): number {
  const asked = expressionsIn(method.body).filter((part) => {
    if (part.kind === 'unary') return part.op === 'not' && isRecords(part.operand);
    if (part.kind !== 'call' || part.callee.kind !== 'name' || part.callee.id !== 'len') return false;
    return part.args.length === 1 && part.args.some(({ value }) => isRecords(value));
  });
  const tests = statementsIn(method.body).flatMap((each) =>
    each.kind === 'if' ? each.arms.filter(({ test }) => isRecords(test)) : [],
  );
  return asked.length + tests.length;
}
