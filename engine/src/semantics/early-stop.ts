// Loops that end after so many rounds, whatever they go over: `if i >= 10: break`.

import { namesIn } from '../ir/bound-names';
import type { Expression } from '../ir/expression';
import type { Block, ForStatement, Statement } from '../ir/statement';

/** Rounds up to which a limit that is written down is one: that many records may be loaded. */
const MOST_ROUNDS = 10_000;

/** Whether a loop is left under a condition on how many rounds it went, or on how much every round gathered. */
export function stopsByCount({ target, over, body }: ForStatement): boolean {
  const isNumbered = over.kind === 'call' && over.callee.kind === 'name' && over.callee.id === 'enumerate';
  const [index] = isNumbered ? namesIn(target) : [];
  const counters = new Set(index === undefined ? [] : [index]);
  const filled = new Set<string>();
  for (const statement of body.statements) {
    const counted = countedBy(statement);
    if (counted !== undefined) counters.add(counted);
    const grown = filledBy(statement);
    if (grown !== undefined) filled.add(grown);
  }
  return body.statements.some((statement) => leavesByCount(statement, counters, filled));
}

/** `done += 1`. */
function countedBy(statement: Statement): string | undefined {
  if (statement.kind !== 'assign' || statement.op !== '+=' || statement.value?.kind !== 'number')
    return undefined;
  const [target] = statement.targets;
  return target?.kind === 'name' ? target.id : undefined;
}

/** `done.append(order)`, `done |= order`: whether something is really new each time, nobody asks. */
function filledBy(statement: Statement): string | undefined {
  if (statement.kind === 'assign') {
    const [target] = statement.targets;
    return (statement.op === '+=' || statement.op === '|=') && target?.kind === 'name'
      ? target.id
      : undefined;
  }
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return undefined;
  const { callee } = statement.value;
  const adds = callee.kind === 'attribute' && /^(?:append|add)$/.test(callee.name);
  return adds && callee.object.kind === 'name' ? callee.object.id : undefined;
}

function leavesByCount(
  statement: Statement,
  counters: ReadonlySet<string>,
  filled: ReadonlySet<string>,
): boolean {
  if (statement.kind !== 'if') return false;
  return statement.arms.some(({ test, body }) => isReached(test, counters, filled) && leaves(body));
}

/** `i >= 10`, `len(found) == limit`. */
function isReached(test: Expression, counters: ReadonlySet<string>, filled: ReadonlySet<string>): boolean {
  if (test.kind !== 'compare' || test.operands.length !== 2 || !/^(?:>=?|==)$/.test(test.ops[0] ?? ''))
    return false;
  const [counted, limit] = test.operands;
  const isCounter = counted?.kind === 'name' && counters.has(counted.id);
  if (!isCounter && !(counted && isLengthOf(counted, filled))) return false;
  return limit?.kind === 'number'
    ? limit.value <= MOST_ROUNDS
    : limit?.kind === 'name' || limit?.kind === 'attribute';
}

function isLengthOf(expression: Expression, names: ReadonlySet<string>): boolean {
  if (expression.kind !== 'call' || expression.callee.kind !== 'name' || expression.callee.id !== 'len')
    return false;
  const [arg] = expression.args;
  return arg?.value.kind === 'name' && names.has(arg.value.id);
}

function leaves({ statements }: Block): boolean {
  const last = statements.at(-1)?.kind;
  return last === 'break' || last === 'return';
}
