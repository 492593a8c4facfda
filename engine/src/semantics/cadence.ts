// How often a place in a loop's body is reached: in every round, every so many rounds, or only sometimes.

import type { Expression } from '../ir/expression';
import type { Block, IfStatement, Statement } from '../ir/statement';
import { blocksOf, within } from '../ir/walk';
import { contains, type LocalSpan } from '../text/span';
import { isRelease, type LoopFact, type ReleaseFact } from './fact';
import { loopShape, ownLevel } from './loop-work';

/** `counted`: under a condition on a counter or on the length of something that the loop fills. */
export type Cadence = 'each' | 'counted' | 'sometimes';

/** How often the place is reached in the loop's normal course; a guard for tests or a flag to commit changes nothing. */
export function cadenceOf(at: LocalSpan, loop: LoopFact): Cadence {
  if (!loop.statement) return 'sometimes';
  const counters = new Set<string>();
  for (const fact of ownLevel(loop.body))
    if (fact.kind === 'advance' || fact.kind === 'grow') counters.add(fact.name);
  return inBlock(loop.statement.body, at, counters);
}

function inBlock(block: Block, at: LocalSpan, counters: ReadonlySet<string>): Cadence {
  const holder = block.statements.find((statement) => contains(statement.at, at));
  return holder ? inStatement(holder, at, counters) : 'sometimes';
}

function inStatement(statement: Statement, at: LocalSpan, counters: ReadonlySet<string>): Cadence {
  const inner = blocksOf(statement).find((block) => contains(block.at, at));
  if (!inner) return 'each';
  switch (statement.kind) {
    case 'with':
      return inBlock(inner, at, counters);
    case 'try':
      return statement.handlers.some(({ body }) => body === inner)
        ? 'sometimes'
        : inBlock(inner, at, counters);
    case 'if':
      return inArm(statement, inner, at, counters);
    default:
      return 'sometimes';
  }
}

function inArm(statement: IfStatement, inner: Block, at: LocalSpan, counters: ReadonlySet<string>): Cadence {
  const tests = statement.arms.map(({ test }) => test);
  const deeper = inBlock(inner, at, counters);
  if (deeper === 'sometimes') return deeper;
  if (tests.some((test) => counts(test, counters))) return 'counted';
  return tests.every(isCommitGuard) ? deeper : 'sometimes';
}

function counts(test: Expression, counters: ReadonlySet<string>): boolean {
  return within(test).some(
    (part) =>
      (part.kind === 'binary' && part.op === '%') ||
      (part.kind === 'call' && part.callee.kind === 'name' && part.callee.id === 'len') ||
      (part.kind === 'name' && counters.has(part.id)),
  );
}

/** `if not getattr(threading.current_thread(), "testing", False)`, `if auto_commit`, `if not config["test_enable"]`. */
function isCommitGuard(test: Expression): boolean {
  return within(test).some((part) => {
    const word =
      part.kind === 'name'
        ? part.id
        : part.kind === 'attribute'
          ? part.name
          : part.kind === 'text'
            ? part.value
            : '';
    return /test|commit/i.test(word);
  });
}

/** The flush that a leaking loop has where a release belongs: in each batch, or under a counter. */
export function flushForRelease(loop: LoopFact): ReleaseFact | undefined {
  const flushes = [...ownLevel(loop.body)].filter(
    (fact): fact is ReleaseFact => fact.kind === 'release' && fact.how === 'flush',
  );
  return loopShape(loop) === 'batches'
    ? flushes[0]
    : flushes.find(({ at }) => cadenceOf(at, loop) === 'counted');
}

/** Whether the loop goes record by record and releases every so many: batches by another name. */
export function releasesByCounter(loop: LoopFact): boolean {
  return [...ownLevel(loop.body)].some((fact) => isRelease(fact) && cadenceOf(fact.at, loop) === 'counted');
}
