import type { Fix, NoFix } from '../fixes/fix';
import { rollbackInHandler } from '../fixes/rollback-in-handler';
import type { CallExpression } from '../ir/expression';
import type { Block, ExceptHandler } from '../ir/statement';
import { isProtected, swallowingHandler } from '../ir/swallowed';
import { expressionsIn, pathTo } from '../ir/walk';
import { writesOf } from '../scheduled/reached-runs';
import { cadenceOf } from '../semantics/cadence';
import type { LoopFact, ReleaseFact, TryFact } from '../semantics/fact';
import { walk } from '../semantics/fact';
import { goesOverMany } from '../semantics/growth';
import { ownLevel } from '../semantics/loop-work';
import { localSpan } from '../text/span';
import { waitsInRound } from './batch-size';
import { defineRule, type ScheduledContext } from './rule';

/** Docs and tests: ./error-swallowed-in-batch.md */
export const errorSwallowedInBatch = defineRule({
  id: 'error-swallowed-in-batch',
  summary: 'A loop that commits catches every error and goes on without a rollback.',
  severity: 'warning',
  *checkScheduled(run, context) {
    for (const loop of walk(run.facts)) {
      if (loop.kind !== 'loop' || !isOverRecords(loop) || commitsOf(loop).length === 0) continue;
      for (const attempt of attemptsOf(loop)) {
        const handler = swallowingHandler(attempt.statement);
        if (!handler || !isHalfDone(attempt, context)) continue;
        yield {
          at: handler.type?.at ?? localSpan(handler.at.start, handler.at.start + 'except'.length),
          message: MESSAGE,
          // Who commits in the handler has decided to keep what was done, and to write down what went wrong.
          ...(commitsIn(handler.body) && { severity: 'information' as const }),
          fixes: () => fixesOf(loop, handler, context),
        };
      }
    }
  },
});

const MESSAGE =
  'The error is swallowed without a rollback and the loop goes on to commit: half-done work is kept, or every later statement fails in an aborted transaction.';

function fixesOf(
  loop: LoopFact,
  handler: ExceptHandler,
  context: ScheduledContext,
): readonly (Fix | NoFix)[] {
  const { statement } = loop;
  const each = commitsOf(loop).find(({ at }) => cadenceOf(at, loop) === 'each');
  if (!statement) return [];
  const commit = expressionsIn(statement.body).find(
    (part): part is CallExpression =>
      part.kind === 'call' && part.at.start === each?.at.start && part.at.end === each.at.end,
  );
  const ctx = context.fixContext();
  const sends = waitsInRound(loop, ctx.method, context);
  return [rollbackInHandler({ handler, loop: statement, commit, sends }, ctx)];
}

/** It goes over records, one by one or in batches; a few are enough to go wrong. */
function isOverRecords(loop: LoopFact): boolean {
  const { over } = loop;
  return (
    goesOverMany(loop) ||
    ((over.kind === 'records' || over.kind === 'ids' || over.kind === 'batches') &&
      loop.statement !== undefined)
  );
}

function commitsOf(loop: LoopFact): readonly ReleaseFact[] {
  return [...ownLevel(loop.body)].filter(
    (fact): fact is ReleaseFact =>
      fact.kind === 'release' && (fact.how === 'commit' || fact.how === 'progress'),
  );
}

/** The attempts of the loop itself, that no savepoint and no other `try` stands around. */
function attemptsOf(loop: LoopFact): readonly TryFact[] {
  const body = loop.statement?.body;
  if (!body) return [];
  return [...ownLevel(loop.body)].filter(
    (fact): fact is TryFact =>
      fact.kind === 'try' && isOutermost(fact, body) && !isProtected(fact.statement.body),
  );
}

function isOutermost({ statement }: TryFact, body: Block): boolean {
  const [...around] = pathTo(body, statement)?.slice(0, -1) ?? [statement];
  return around.every((each) => each.kind === 'if');
}

function commitsIn(block: Block): boolean {
  return expressionsIn(block).some(
    (part) => part.kind === 'call' && part.callee.kind === 'attribute' && part.callee.name === 'commit',
  );
}

/** The attempt changes records, and nothing that it calls takes care of that by a savepoint. */
function isHalfDone({ body }: TryFact, context: ScheduledContext): boolean {
  const reached = context.reached(body);
  return writesOf(body, reached).length > 0 && !reached.runs.some(({ ir }) => isProtected(ir.body));
}
