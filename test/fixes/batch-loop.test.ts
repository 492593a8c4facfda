// The batch rewrite, case by case: `batch-loop.md` holds the cases, `laws.ts` what holds for all of them.

import { batchLoopKeyset } from '../../engine/src/fixes/batch-keyset';
import { batchLoop } from '../../engine/src/fixes/batch-loop';
import { batchPerRun } from '../../engine/src/fixes/batch-per-run';
import { batchLoopSnapshot } from '../../engine/src/fixes/batch-snapshot';
import { extractBatch } from '../../engine/src/fixes/extract-batch';
import { statementsIn } from '../../engine/src/ir/walk';
import { runSpec } from './run-spec';

runSpec('batch-loop.md', 'a loop over records becomes batches', (ctx, { form }) => {
  const loops = [...statementsIn(ctx.method.body)].filter((statement) => statement.kind === 'for');
  // In a rewritten method the old loop is the inner one of the first pair.
  const [outer, inner] = loops;
  const loop = outer && inner && /split_every/.test(ctx.text) && loops.length > 1 ? (inner ?? outer) : outer;
  if (!loop) return undefined;
  if (form === 'snapshot') return batchLoopSnapshot(loop, ctx);
  if (form === 'extract') return extractBatch(loop, ctx);
  if (form === 'per-run') return batchPerRun(loop, undefined, ctx);
  return form === 'keyset' ? batchLoopKeyset(loop, undefined, ctx) : batchLoop(loop, undefined, ctx)[0];
});
