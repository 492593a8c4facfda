// Whether what a loop does leaves the database as it is: then there is nothing to commit.

import type { Block } from '../ir/statement';
import { expressionsIn, statementsIn } from '../ir/walk';
import { writesOf } from '../scheduled/reached-runs';
import { type Fact, type LoopFact, walk } from '../semantics/fact';
import type { ScheduledContext } from './rule';

/** True only where everything that the loop runs can be read, and writes nothing, queues nothing, and runs no SQL. */
export function readsOnly(loop: LoopFact, context: ScheduledContext): boolean {
  const body = loop.statement?.body;
  const reached = context.reached(loop.body);
  if (!body || !reached.complete || writesOf(loop.body, reached).length > 0) return false;
  const facts = [loop.body, ...reached.runs.map((run) => run.facts)].flatMap((each) => walk(each));
  return !facts.some(mayWrite) && ![body, ...reached.runs.map(({ ir }) => ir.body)].some(mayWriteOtherwise);
}

/** A job that is queued is a record, and a method of something unknown may be one of records. */
function mayWrite(fact: Fact): boolean {
  if (fact.kind !== 'call') return false;
  return fact.delayed || (fact.on.kind === 'unknown' && !HARMLESS.test(fact.method));
}

/** Methods of texts, dates, containers and loggers. */
const HARMLESS =
  /^(?:add|append|count|date|debug|decode|encode|endswith|error|exception|extend|format|get|info|isoformat|items|join|keys|lower|lstrip|replace|round|rstrip|setdefault|split|startswith|strftime|strip|time|title|total_seconds|update|upper|values|warning)$/;

/** SQL, and what is set on something that may be a record. */
function mayWriteOtherwise(body: Block): boolean {
  return (
    expressionsIn(body).some((part) => part.kind === 'attribute' && part.name.startsWith('execute')) ||
    statementsIn(body).some(
      (statement) =>
        statement.kind === 'assign' && statement.targets.some(({ kind }) => kind === 'attribute'),
    )
  );
}
