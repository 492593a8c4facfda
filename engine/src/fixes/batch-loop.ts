// The batch rewrite of a loop over records, in the forms that suit it.

import type { CallExpression } from '../ir/expression';
import type { ForStatement } from '../ir/statement';
import { batchLoopKeyset } from './batch-keyset';
import { batchPerRun } from './batch-per-run';
import { batchLoopSnapshot } from './batch-snapshot';
import { extractBatch, isLongBody } from './extract-batch';
import type { Fix, NoFix } from './fix';
import type { FixContext } from './fix-context';
import { untilFinished } from './unfinished-work';

/**
 * The rewrites of a loop, the best one first: keyset where it goes over a plain search, the snapshot form, and one batch
 * a run where the scheduler can be told of the rest. A body longer than a screen is extracted first. One refusal when there is none.
 */
export function batchLoop(
  loop: ForStatement,
  search: CallExpression | undefined,
  given: FixContext,
): readonly (Fix | NoFix)[] {
  const ctx = untilFinished(loop, given);
  const keyset = batchLoopKeyset(loop, search, ctx);
  const snapshot = batchLoopSnapshot(loop, ctx);
  const perRun = batchPerRun(loop, search, ctx);
  const extracted = isLongBody(loop, ctx) ? [extractBatch(loop, ctx)] : [];
  const fixes = [...extracted, keyset, snapshot, perRun].filter((fix) => fix.kind === 'fix');
  return fixes.length > 0 ? fixes : [snapshot];
}
