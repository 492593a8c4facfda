// The release at the end of a batch: `release-in-batch.md` holds the cases.

import { releaseInBatch } from '../../engine/src/fixes/release-in-batch';
import { statementsIn } from '../../engine/src/ir/walk';
import { runSpec } from './run-spec';

runSpec('release-in-batch.md', 'a batch ends with a release', (ctx) => {
  for (const statement of statementsIn(ctx.method.body))
    if (statement.kind === 'for' || statement.kind === 'while') return releaseInBatch(statement, ctx);
  return undefined;
});
