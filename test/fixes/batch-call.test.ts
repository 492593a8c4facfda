// Calls on all records of a search: `batch-call.md` holds the cases, `laws.ts` what holds for all of them.

import { batchCall } from '../../engine/src/fixes/batch-call';
import { expressionsIn } from '../../engine/src/ir/walk';
import { runSpec } from './run-spec';

runSpec('batch-call.md', 'a call on all records becomes batches', (ctx) => {
  for (const part of expressionsIn(ctx.method.body))
    if (part.kind === 'call' && part.callee.kind === 'attribute' && part.callee.name === 'search')
      return batchCall(part, ctx);
  return undefined;
});
