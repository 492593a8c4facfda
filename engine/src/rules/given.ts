// Where records come from, and so where what is wrong with them is told.

import { originsOf } from '../scheduled/analysis';
import type { LoopFact } from '../semantics/fact';
import { batchSearches } from '../semantics/loop-work';
import type { Value } from '../semantics/value';
import type { ScheduledContext } from './rule';
import { modelName } from './wording';

/** All of the records came in by `self` or an argument: the method is right for few, and who gives it many is told. */
export function isGiven(value: Value, context: ScheduledContext): boolean {
  const origins = originsOf(value);
  return origins.length > 0 && origins.every((origin) => context.isGiven(origin));
}

/** The model of the records that a loop goes over, in batches or one by one; `record` when it cannot be read. */
export function sourceName(loop: LoopFact, context: ScheduledContext): string {
  const [search] = batchSearches(loop);
  const [origin] = originsOf(loop.over);
  const found = origin === undefined ? undefined : context.search(origin)?.search;
  return search?.model ?? found?.model ?? modelName(loop.over);
}
