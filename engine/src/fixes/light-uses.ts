// Uses of a name for records that read no field of all of them: whether there are any, how many, their ids, the first one.

import type { Expression } from '../ir/expression';
import type { MethodIr, Statement } from '../ir/statement';
import { expressionsIn, statementsIn } from '../ir/walk';

/** How often a method uses the name in such a way. */
export function lightUsesOf(name: string, { body }: MethodIr): number {
  const used = [
    ...statementsIn(body).flatMap(testsOf).flatMap(askedOf),
    ...expressionsIn(body).flatMap(usedLightly),
  ];
  return new Set(used.flatMap((part) => (part.kind === 'name' && part.id === name ? [part.at.start] : [])))
    .size;
}

function testsOf(statement: Statement): readonly Expression[] {
  if (statement.kind === 'while') return [statement.test];
  return statement.kind === 'if' ? statement.arms.map(({ test }) => test) : [];
}

/** What is asked only whether it is true. */
function askedOf(test: Expression): readonly Expression[] {
  if (test.kind === 'boolean') return [...askedOf(test.left), ...askedOf(test.right)];
  return test.kind === 'unary' && test.op === 'not' ? askedOf(test.operand) : [test];
}

function usedLightly(part: Expression): readonly Expression[] {
  switch (part.kind) {
    case 'unary':
      return part.op === 'not' ? askedOf(part.operand) : [];
    case 'conditional':
      return askedOf(part.test);
    case 'call': {
      const isCounted = part.callee.kind === 'name' && /^(len|bool)$/.test(part.callee.id);
      return isCounted && part.args.length === 1 ? part.args.map(({ value }) => value) : [];
    }
    case 'attribute':
      return part.name === 'ids' ? [part.object] : [];
    case 'subscript':
      return isPlace(part.index) ? [part.object] : [];
    default:
      return [];
  }
}

/** `[0]`, `[-1]`: one record. */
function isPlace(index: Expression): boolean {
  return index.kind === 'number' || (index.kind === 'unary' && isPlace(index.operand));
}
