// The rules, in the order of the catalogue. A new rule is two files and one line here.

import { batchWithoutRelease } from './batch-without-release';
import { cacheClearLosesWrites } from './cache-clear-loses-writes';
import { commitOutsideCron } from './commit-outside-cron';
import { invertedRemaining } from './inverted-remaining';
import { loopWithoutRelease } from './loop-without-release';
import { methodLruCache } from './method-lru-cache';
import { moduleLevelCache } from './module-level-cache';
import { obsoleteCronApi } from './obsolete-cron-api';
import { offsetOverShrinkingDomain } from './offset-over-shrinking-domain';
import { ormcacheReturnsRecords } from './ormcache-returns-records';
import type { Rule } from './rule';
import { tracemallocLeftOn } from './tracemalloc-left-on';
import { trackedBulkWrite } from './tracked-bulk-write';
import { unboundedSearch } from './unbounded-search';
import { unclosedResource } from './unclosed-resource';

/** All rules. */
export const RULES: readonly Rule[] = [
  unboundedSearch,
  loopWithoutRelease,
  batchWithoutRelease,
  offsetOverShrinkingDomain,
  trackedBulkWrite,
  unclosedResource,
  moduleLevelCache,
  methodLruCache,
  ormcacheReturnsRecords,
  tracemallocLeftOn,
  cacheClearLosesWrites,
  invertedRemaining,
  commitOutsideCron,
  obsoleteCronApi,
];

/** The words of all rules at once: most files have none, and one look is cheaper than one for each rule. */
export const ANY_WORDS = new RegExp(RULES.flatMap(({ words }) => words?.source ?? []).join('|'));

/** The ids of all rules, in the order of the catalogue. */
export const RULE_IDS: readonly string[] = RULES.map(({ id }) => id);
