// The rules, in the order of the catalogue. A new rule is two files and one line here.

import { anyOf } from '../text/call-words';
import { batchWithoutContinuation } from './batch-without-continuation';
import { batchWithoutRelease } from './batch-without-release';
import { binaryReadInLoop } from './binary-read-in-loop';
import { cacheClearLosesWrites } from './cache-clear-loses-writes';
import { commitOutsideCron } from './commit-outside-cron';
import { commitPerRecord } from './commit-per-record';
import { cronMethodMissing } from './cron-method-missing';
import { endlessBatchLoop } from './endless-batch-loop';
import { errorSwallowedInBatch } from './error-swallowed-in-batch';
import { flushIsNotRelease } from './flush-is-not-release';
import { invertedRemaining } from './inverted-remaining';
import { loopWithoutRelease } from './loop-without-release';
import { methodLruCache } from './method-lru-cache';
import { moduleLevelCache } from './module-level-cache';
import { obsoleteCronApi } from './obsolete-cron-api';
import { offsetOverShrinkingDomain } from './offset-over-shrinking-domain';
import { ormcacheReturnsRecords } from './ormcache-returns-records';
import { progressNotReported } from './progress-not-reported';
import { recordsKeptAcrossBatches } from './records-kept-across-batches';
import { recordsetUnionInLoop } from './recordset-union-in-loop';
import type { Rule } from './rule';
import { tracemallocLeftOn } from './tracemalloc-left-on';
import { trackedBulkWrite } from './tracked-bulk-write';
import { unboundedFetch } from './unbounded-fetch';
import { unboundedSearch } from './unbounded-search';
import { unclosedResource } from './unclosed-resource';

/** All rules. */
export const RULES: readonly Rule[] = [
  unboundedSearch,
  loopWithoutRelease,
  batchWithoutRelease,
  flushIsNotRelease,
  recordsKeptAcrossBatches,
  recordsetUnionInLoop,
  binaryReadInLoop,
  unboundedFetch,
  trackedBulkWrite,
  moduleLevelCache,
  methodLruCache,
  ormcacheReturnsRecords,
  unclosedResource,
  tracemallocLeftOn,
  offsetOverShrinkingDomain,
  endlessBatchLoop,
  cacheClearLosesWrites,
  invertedRemaining,
  commitPerRecord,
  errorSwallowedInBatch,
  commitOutsideCron,
  obsoleteCronApi,
  batchWithoutContinuation,
  progressNotReported,
  cronMethodMissing,
];

/** The words of all rules at once: most files have none, and one look is cheaper than one for each rule. */
export const ANY_WORDS = anyOf(...RULES.flatMap(({ words }) => words ?? []));

/** The ids of all rules, in the order of the catalogue. */
export const RULE_IDS: readonly string[] = RULES.map(({ id }) => id);
