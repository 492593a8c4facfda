import { narrowRecord } from '../fixes/narrow-record';
import type { Expression } from '../ir/expression';
import { expressionsIn } from '../ir/walk';
import { reachesOutside } from '../scheduled/reached-runs';
import { cadenceOf } from '../semantics/cadence';
import type { Fact, Facts, LoopFact, ReleaseFact } from '../semantics/fact';
import { walk } from '../semantics/fact';
import { loopShape, ownLevel, readsRecords } from '../semantics/loop-work';
import type { LocalSpan } from '../text/span';
import { sourceName } from './given';
import { defineRule, type LocalRelated, type ScheduledContext } from './rule';

/** Docs and tests: ./commit-per-record.md */
export const commitPerRecord = defineRule({
  id: 'commit-per-record',
  summary: 'A commit for every record of a large recordset: each reads up to 1000 of the rest again.',
  severity: 'warning',
  *checkScheduled(run, context) {
    for (const loop of walk(run.facts)) {
      if (loop.kind !== 'loop' || !goesOverRecords(loop) || isNarrowed(loop)) continue;
      const commit = commitOf(loop) ?? calledCommit(loop, context);
      if (!commit) continue;
      const { statement } = loop;
      const isMeant = commit.how === 'progress' || hasOwnSet(loop) || mayReachOutside(loop, context);
      yield {
        at: commit.at,
        message: message(sourceName(loop, context), isMeant, commit.by),
        ...(isMeant && { severity: 'information' as const }),
        ...(commit.related && { related: commit.related }),
        fixes: () => (statement?.kind === 'for' ? [narrowRecord(statement, context.fixContext())] : []),
      };
    }
  },
});

/** A round goes over records of its own: what is committed is a batch, those of one company or of one partner. */
function hasOwnSet({ body }: LoopFact): boolean {
  return walk(body).some(
    (fact) => fact.kind === 'loop' && (fact.over.kind === 'records' || fact.over.kind === 'ids'),
  );
}

/** A mail that is out is not rolled back; and what a method does that cannot be read, nobody knows. */
function mayReachOutside(loop: LoopFact, context: ScheduledContext): boolean {
  const body = loop.statement?.body;
  return !body || reachesOutside(body, context.reached(loop.body)) !== 'no';
}

function message(model: string, isMeant: boolean, by: string | undefined): string {
  const who = by === undefined ? 'Each commit' : `${by}() commits, and each commit`;
  const cost = `${who} drops the cache, and the next ${model} loads up to 1000 of the rest again (20,000 records: 17 to 30 s, one by one 2.6 s).`;
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

interface Commit {
  readonly how: ReleaseFact['how'];
  readonly at: LocalSpan;
  /** The method that commits, where the loop calls one. */
  readonly by?: string;
  readonly related?: readonly LocalRelated[];
}

/** The commit that the loop comes to with every record. */
function commitOf(loop: LoopFact): Commit | undefined {
  return [...ownLevel(loop.body)].find(
    (fact): fact is ReleaseFact => isCommit(fact) && cadenceOf(fact.at, loop) === 'each',
  );
}

function isCommit(fact: Fact): fact is ReleaseFact {
  return fact.kind === 'release' && (fact.how === 'commit' || fact.how === 'progress');
}

/** The call, with every record, of a method of this workspace that commits whatever happens. */
function calledCommit(loop: LoopFact, { reached }: ScheduledContext): Commit | undefined {
  for (const call of ownLevel(loop.body)) {
    if (call.kind !== 'call' || cadenceOf(call.at, loop) !== 'each') continue;
    for (const { ref, facts } of reached([call]).runs) {
      const commit = ref.name === call.method ? alwaysIn(facts) : undefined;
      if (!commit) continue;
      const related = [{ ref, at: commit.at, message: 'It commits here.' }];
      return { how: commit.how, at: call.at, by: call.method, related };
    }
  }
  return undefined;
}

function alwaysIn(facts: Facts): ReleaseFact | undefined {
  return facts.flatMap((fact) => (fact.kind === 'try' ? fact.body : [fact])).find(isCommit);
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
