// The rules, in the order of the catalogue. A new rule is two files and one line here.

import { batchWithoutContinuation } from './batch-without-continuation';
import { batchWithoutRelease } from './batch-without-release';
import { binaryReadInLoop } from './binary-read-in-loop';
import { commitPerRecord } from './commit-per-record';
import { cronMethodMissing } from './cron-method-missing';
import { endlessBatchLoop } from './endless-batch-loop';
import { errorSwallowedInBatch } from './error-swallowed-in-batch';
import { flushIsNotRelease } from './flush-is-not-release';
import { loopWithoutRelease } from './loop-without-release';
import { moduleLevelCache } from './module-level-cache';
import { offsetOverShrinkingDomain } from './offset-over-shrinking-domain';
import { progressNotReported } from './progress-not-reported';
import { recordsKeptAcrossBatches } from './records-kept-across-batches';
import { recordsetUnionInLoop } from './recordset-union-in-loop';
import type { Rule } from './rule';
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
  offsetOverShrinkingDomain,
  endlessBatchLoop,
  commitPerRecord,
  errorSwallowedInBatch,
  binaryReadInLoop,
  unboundedFetch,
  trackedBulkWrite,
  unclosedResource,
  moduleLevelCache,
  batchWithoutContinuation,
  progressNotReported,
  cronMethodMissing,
];

/** The ids of all rules, in the order of the catalogue. */
export const RULE_IDS: readonly string[] = RULES.map(({ id }) => id);
