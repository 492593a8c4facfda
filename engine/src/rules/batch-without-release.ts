import { releaseInBatch } from '../fixes/release-in-batch';
import { batchSearches, loopShape, ownLevel } from '../semantics/loop-work';
import { flushes } from '../semantics/release';
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
      if (loopShape(loop) !== 'batches' || !loop.statement) continue;
      const { statement } = loop;
      const [search] = batchSearches(loop);
      const model = search?.model ?? modelName(loop.over);
      const flushed = flushes([...ownLevel(loop.body)])
        ? ' flush writes pending values, it frees nothing;'
        : '';
      yield {
        at: search?.at ?? loop.at,
        message: `Each batch of ${model} stays in the cache until the job ends (+263 MB per 200,000 records):${flushed} only commit or invalidate_all() releases a batch.`,
        related: searchesOf(loop, context),
        fixes: () => [releaseInBatch(statement, context.fixContext())],
      };
    }
  },
});
