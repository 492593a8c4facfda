// The batch rewrite of a loop and its neighbours, case by case: `batch-beside.md` holds the cases, `laws.ts` what holds for all.

import { batchBeside } from '../../engine/src/fixes/batch-beside';
import { statementsIn } from '../../engine/src/ir/walk';
import { runSpec } from './run-spec';

runSpec('batch-beside.md', 'a loop and what stands beside it become batches', (ctx) => {
  const loops = statementsIn(ctx.method.body).filter((statement) => statement.kind === 'for');
  const loop = loops.find(({ over }) => over.kind === 'name');
  return loop && batchBeside(loop, 'Something else takes all of them.', ctx);
});
