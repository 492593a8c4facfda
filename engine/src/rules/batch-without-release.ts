import { releaseInBatch } from '../fixes/release-in-batch';
import { flushForRelease } from '../semantics/cadence';
import { batchSearches, loopShape } from '../semantics/loop-work';
import { searchesOf } from './loop-without-release';
import { defineRule } from './rule';
import { modelName } from './wording';

/** Docs and tests: ./batch-without-release.md */
export const batchWithoutRelease = defineRule({
  id: 'batch-without-release',
  summary: 'A scheduled loop works in batches but keeps every batch in the record cache.',
  severity: 'warning',
  *checkScheduled(_run, context) {
    for (const loop of context.leakingLoops()) {
      if (loopShape(loop) !== 'batches' || !loop.statement || flushForRelease(loop)) continue;
      const { statement } = loop;
      const [search] = batchSearches(loop);
      const model = search?.model ?? modelName(loop.over);
      yield {
        at: search?.at ?? loop.at,
        message: `Each batch of ${model} stays in the cache until the job ends (+290 MB per 200,000 records): only commit or invalidate_all() releases a batch.`,
        related: searchesOf(loop, context),
        fixes: () => [releaseInBatch(statement, context.fixContext())],
      };
    }
  },
});
