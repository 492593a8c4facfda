// What a loop goes over, and whether its body makes the record cache grow.

import { stopsByCount } from './early-stop';
import { type Fact, type Facts, type LoopFact, type UseFact, walk } from './fact';
import type { OriginId, RecordsValue, Value } from './value';

/** How a loop goes through its work: record by record, in batches, or neither. */
export type LoopShape = 'records' | 'batches' | 'other';

/** Judges a loop by what it iterates over; a `while` is in batches when it searches with a limit each time round. */
export function loopShape(loop: LoopFact): LoopShape {
  const { over } = loop;
  if (loop.form === 'while') return searchesInBatches(loop) ? 'batches' : 'other';
  if (over.kind === 'batches') return isMany(over.of) ? 'batches' : 'other';
  const isOneByOne = over.kind === 'records' || over.kind === 'ids' || (over.kind === 'rows' && over.fetched);
  if (!isOneByOne || over.size !== 'many') return 'other';
  return loop.statement?.kind === 'for' && stopsByCount(loop.statement) ? 'other' : 'records';
}

function isMany(value: Value): boolean {
  return (value.kind === 'records' || value.kind === 'ids' || value.kind === 'rows') && value.size === 'many';
}

/** The searches with a limit that a `while` loop repeats on the same level. */
export function batchSearches(loop: LoopFact): readonly (Fact & { kind: 'search' })[] {
  return [...ownLevel(loop.body)].filter(
    (fact): fact is Fact & { kind: 'search' } =>
      fact.kind === 'search' && fact.limit !== undefined && fact.size === 'few',
  );
}

function searchesInBatches(loop: LoopFact): boolean {
  return batchSearches(loop).some(({ ofSmall }) => !ofSmall);
}

/** Facts of a block without those of the loops inside it. */
export function* ownLevel(facts: Facts): Generator<Fact> {
  for (const fact of facts) {
    yield fact;
    if (fact.kind === 'branch') for (const arm of fact.arms) yield* ownLevel(arm);
    if (fact.kind === 'try') {
      yield* ownLevel(fact.body);
      for (const handler of fact.handlers) yield* ownLevel(handler);
    }
  }
}

/** Whether the body reads, writes or hands on records, so that their values stay in the cache. */
export function touchesRecords(facts: Facts): boolean {
  for (const fact of walk(facts)) {
    if (fact.kind === 'write' && fact.on.size !== 'none') return true;
    if (fact.kind === 'write' && fact.how === 'create') return true;
  }
  return readsRecords(facts);
}

/** Whether a loop over a query's rows reads, writes or hands on the records of the ids in them. */
function touchesRecordsOf(facts: Facts, origins: readonly OriginId[]): boolean {
  const isOf = (value: Value) =>
    value.kind === 'records' && value.origins.some((each) => origins.includes(each));
  return walk(facts).some(
    (fact) =>
      (fact.kind === 'write' && isOf(fact.on)) ||
      (fact.kind === 'use' && !READS_NOTHING.has(fact.how) && isOf(fact.of)),
  );
}

/** Whether each round of a loop leaves values of records in the cache. */
export function fillsCache({ over, body }: LoopFact): boolean {
  return over.kind === 'rows' ? touchesRecordsOf(body, over.origins) : touchesRecords(body);
}

const READS_NOTHING: ReadonlySet<UseFact['how']> = new Set(['ids', 'counted', 'returned', 'kept']);

/** Whether the body reads records, or hands them on to who may. */
export function readsRecords(facts: Facts): boolean {
  for (const fact of walk(facts)) {
    if (fact.kind !== 'use' || READS_NOTHING.has(fact.how)) continue;
    if (fact.of.kind === 'records' && fact.of.size !== 'none' && !isConstantRecord(fact.of)) return true;
  }
  return false;
}

/** The environment's company and user are one record each, however often they are read. */
function isConstantRecord(value: RecordsValue): boolean {
  return value.size === 'one' && (value.model === 'res.company' || value.model === 'res.users');
}
