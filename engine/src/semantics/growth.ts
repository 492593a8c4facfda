// Containers that grow in a loop over many records, and outlive its rounds.

import { isName, namesIn } from '../ir/bound-names';
import type { CallExpression, Expression } from '../ir/expression';
import type { AssignStatement, Block, Statement } from '../ir/statement';
import { expressionsIn, leavesLoop, statementsIn, within } from '../ir/walk';
import { cadenceOf } from './cadence';
import type { Fact, Facts, GrowFact, LoopFact } from './fact';
import { partsOf } from './fact';
import { loopShape } from './loop-work';

/** A container grows in a loop over many. */
export interface Growth {
  readonly grow: GrowFact;
  /** The outermost loop over many that the container outlives, and those in it down to the growth. */
  readonly loops: readonly [LoopFact, ...LoopFact[]];
  /** Something may keep it from growing with every record: a condition, a `continue`, a way out of a `for`. */
  readonly sometimes: boolean;
}

/** Growth of the method's own containers in loops over many; what only an `except` adds is left out. */
export function* growths(facts: Facts): Generator<Growth> {
  yield* growthsIn(facts, []);
}

function* growthsIn(facts: Facts, loops: readonly LoopFact[]): Generator<Growth> {
  for (const fact of facts) {
    if (fact.kind === 'grow' && fact.scope === 'local') {
      const from = loops.findIndex((each) => goesOverMany(each) && outlives(fact.name, each));
      const [loop, ...inner] = from < 0 ? [] : loops.slice(from);
      if (loop) yield { grow: fact, loops: [loop, ...inner], sometimes: isSelective(fact, [loop, ...inner]) };
      continue;
    }
    const around = fact.kind === 'loop' && fact.statement ? [...loops, fact] : loops;
    for (const part of normalParts(fact)) yield* growthsIn(part, around);
  }
}

function normalParts(fact: Fact): readonly Facts[] {
  return fact.kind === 'try' ? [fact.body] : partsOf(fact);
}

function isSelective(grow: GrowFact, loops: readonly LoopFact[]): boolean {
  return loops.some((loop, index) => {
    const next = loops[index + 1]?.statement;
    const body = loop.statement?.body;
    if (!body || cadenceOf(next?.at ?? grow.at, loop) !== 'each') return true;
    return leavesLoop(body, 'continue') || (loop.form === 'for' && leavesLoop(body, 'break'));
  });
}

/** What is added is the item that a loop goes over, or stands under its identity: as many as there are records. */
export function isItem(expression: Expression | undefined, loops: readonly LoopFact[]): boolean {
  if (expression?.kind === 'attribute' && expression.name === 'id') return isItem(expression.object, loops);
  if (expression?.kind === 'subscript' && expression.index.kind === 'text' && expression.index.value === 'id')
    return isItem(expression.object, loops);
  return expression?.kind === 'name' && loops.some(({ targets }) => targets.includes(expression.id));
}

/** The loop goes over many records, ids or rows, one by one or in batches. */
export function goesOverMany(loop: LoopFact): boolean {
  const { over } = loop;
  if (over.kind === 'rows') return over.size === 'many' && !over.fetched;
  return loopShape(loop) !== 'other';
}

/** Nothing in the loop makes the container anew, empties it or takes from it. */
function outlives(name: string, loop: LoopFact): boolean {
  const body = loop.statement?.body;
  return body !== undefined && !loop.targets.includes(name) && !isRenewed(name, body);
}

const TAKES: ReadonlySet<string> = new Set(['clear', 'pop', 'popitem', 'popleft', 'remove', 'discard']);

const LOOKS: ReadonlySet<string> = new Set([
  'len',
  'bool',
  'print',
  'sum',
  'min',
  'max',
  'any',
  'all',
  'enumerate',
  'sorted',
]);

function isRenewed(name: string, body: Block): boolean {
  return (
    statementsIn(body).some((statement) => renews(statement, name)) ||
    expressionsIn(body).some((part) => part.kind === 'call' && mayEmpty(part, name))
  );
}

/** It takes something out, or hands the container to who may do so. */
function mayEmpty({ callee, args }: CallExpression, name: string): boolean {
  if (callee.kind === 'attribute' && TAKES.has(callee.name) && isName(callee.object, name)) return true;
  const isLook = callee.kind === 'name' && LOOKS.has(callee.id);
  return !isLook && args.some((arg) => isName(arg.value, name));
}

function renews(statement: Statement, name: string): boolean {
  if (statement.kind === 'delete')
    return statement.targets.some((target) => within(target).some((part) => isName(part, name)));
  if (statement.kind === 'for') return within(statement.target).some((part) => isName(part, name));
  if (statement.kind !== 'assign' || statement.op !== undefined || isUnion(statement, name)) return false;
  return statement.targets.some(
    (target) =>
      namesIn(target).includes(name) ||
      (target.kind === 'subscript' && target.index.kind === 'slice' && isName(target.object, name)),
  );
}

/** `done = done | order`. */
function isUnion({ value }: AssignStatement, name: string): boolean {
  return value?.kind === 'binary' && isName(value.left, name);
}
