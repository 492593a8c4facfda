// The rules, in the order of the catalogue. A new rule is two files and one line here.

import { batchWithoutRelease } from './batch-without-release';
import { commitPerRecord } from './commit-per-record';
import { endlessBatchLoop } from './endless-batch-loop';
import { errorSwallowedInBatch } from './error-swallowed-in-batch';
import { flushIsNotRelease } from './flush-is-not-release';
import { loopWithoutRelease } from './loop-without-release';
import { moduleLevelCache } from './module-level-cache';
import { offsetOverShrinkingDomain } from './offset-over-shrinking-domain';
import { recordsKeptAcrossBatches } from './records-kept-across-batches';
import { recordsetUnionInLoop } from './recordset-union-in-loop';
import type { Rule } from './rule';
import { trackedBulkWrite } from './tracked-bulk-write';
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
  trackedBulkWrite,
  unclosedResource,
  moduleLevelCache,
];

/** The ids of all rules, in the order of the catalogue. */
export const RULE_IDS: readonly string[] = RULES.map(({ id }) => id);
