import { narrowRecord } from '../fixes/narrow-record';
import type { Expression } from '../ir/expression';
import { expressionsIn } from '../ir/walk';
import { reachesOutside } from '../scheduled/reached-runs';
import { cadenceOf } from '../semantics/cadence';
import type { LoopFact, ReleaseFact } from '../semantics/fact';
import { walk } from '../semantics/fact';
import { loopShape, ownLevel, readsRecords } from '../semantics/loop-work';
import { sourceName } from './given';
import { defineRule, type ScheduledContext } from './rule';

/** Docs and tests: ./commit-per-record.md */
export const commitPerRecord = defineRule({
  id: 'commit-per-record',
  summary: 'A commit for every record of a large recordset: each reads up to 1000 of the rest again.',
  severity: 'warning',
  *checkScheduled(run, context) {
    for (const loop of walk(run.facts)) {
      if (loop.kind !== 'loop' || !goesOverRecords(loop) || isNarrowed(loop)) continue;
      const commit = commitOf(loop);
      if (!commit) continue;
      const { statement } = loop;
      const isMeant = commit.how === 'progress' || mayReachOutside(loop, context);
      yield {
        at: commit.at,
        message: message(sourceName(loop, context), isMeant),
        ...(isMeant && { severity: 'information' as const }),
        fixes: () => (statement?.kind === 'for' ? [narrowRecord(statement, context.fixContext())] : []),
      };
    }
  },
});

/** A mail that is out is not rolled back; and what a method does that cannot be read, nobody knows. */
function mayReachOutside(loop: LoopFact, context: ScheduledContext): boolean {
  const body = loop.statement?.body;
  return !body || reachesOutside(body, context.reached(loop.body)) !== 'no';
}

function message(model: string, isMeant: boolean): string {
  const cost = `Each commit drops the cache, and the next ${model} loads up to 1000 of the rest again (20,000 records: 17 to 30 s, one by one 2.6 s).`;
  return isMeant
    ? `${cost} If each must be committed by itself, narrow it with with_prefetch().`
    : `${cost} Commit per batch, or narrow the record with with_prefetch().`;
}

/** Records of one set, whose values are read up to 1000 records at a time; ids are browsed one by one. */
function goesOverRecords(loop: LoopFact): boolean {
  return (
    loop.form === 'for' &&
    loopShape(loop) === 'records' &&
    loop.over.kind === 'records' &&
    readsRecords(loop.body)
  );
}

/** The commit that the loop comes to with every record. */
function commitOf(loop: LoopFact): ReleaseFact | undefined {
  return [...ownLevel(loop.body)].find(
    (fact): fact is ReleaseFact =>
      fact.kind === 'release' &&
      (fact.how === 'commit' || fact.how === 'progress') &&
      cadenceOf(fact.at, loop) === 'each',
  );
}

/** `order = order[0]`, `order.with_prefetch()`, `self.browse(order.id)`: only this one record is read. */
function isNarrowed({ statement, targets }: LoopFact): boolean {
  if (!statement) return true;
  const isTarget = (part: Expression): boolean => part.kind === 'name' && targets.includes(part.id);
  return expressionsIn(statement.body).some(
    (part) =>
      (part.kind === 'subscript' && isTarget(part.object) && part.index.kind === 'number') ||
      (part.kind === 'call' &&
        part.callee.kind === 'attribute' &&
        (part.callee.name === 'with_prefetch' ||
          (part.callee.name === 'browse' &&
            part.args.some(({ value }) => value.kind === 'attribute' && isTarget(value.object))))),
  );
}
