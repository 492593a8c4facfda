// Loops that end after so many rounds, whatever they go over: `if i >= 10: break`.

import { namesIn } from '../ir/bound-names';
import type { Expression } from '../ir/expression';
import type { Block, ForStatement, Statement } from '../ir/statement';

/** Whether a loop is left under a condition on how many rounds it went, or on how much it gathered. */
export function stopsByCount({ target, over, body }: ForStatement): boolean {
  const isNumbered = over.kind === 'call' && over.callee.kind === 'name' && over.callee.id === 'enumerate';
  const [index] = isNumbered ? namesIn(target) : [];
  const counters = new Set(index === undefined ? [] : [index]);
  for (const statement of body.statements) {
    const counted = countedBy(statement);
    if (counted !== undefined) counters.add(counted);
  }
  return body.statements.some((statement) => leavesByCount(statement, counters));
}

/** `done += 1`. */
function countedBy(statement: Statement): string | undefined {
  if (statement.kind !== 'assign' || statement.op !== '+=' || statement.value?.kind !== 'number')
    return undefined;
  const [target] = statement.targets;
  return target?.kind === 'name' ? target.id : undefined;
}

function leavesByCount(statement: Statement, counters: ReadonlySet<string>): boolean {
  if (statement.kind !== 'if') return false;
  return statement.arms.some(({ test, body }) => isReached(test, counters) && leaves(body));
}

/** `i >= 10`, `len(found) == limit`. */
function isReached(test: Expression, counters: ReadonlySet<string>): boolean {
  if (test.kind !== 'compare' || test.operands.length !== 2 || !/^(?:>=?|==)$/.test(test.ops[0] ?? ''))
    return false;
  const [counted, limit] = test.operands;
  const isCounter =
    (counted?.kind === 'name' && counters.has(counted.id)) ||
    (counted?.kind === 'call' && counted.callee.kind === 'name' && counted.callee.id === 'len');
  return isCounter && (limit?.kind === 'number' || limit?.kind === 'name' || limit?.kind === 'attribute');
}

function leaves({ statements }: Block): boolean {
  const last = statements.at(-1)?.kind;
  return last === 'break' || last === 'return';
}
