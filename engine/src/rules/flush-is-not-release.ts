import { releaseForFlush } from '../fixes/release-in-batch';
import { flushForRelease } from '../semantics/cadence';
import { batchSearches, loopShape } from '../semantics/loop-work';
import { isGivenAll, searchesOf } from './loop-without-release';
import { defineRule } from './rule';
import { modelName } from './wording';

/** Docs and tests: ./flush-is-not-release.md */
export const flushIsNotRelease = defineRule({
  id: 'flush-is-not-release',
  summary: 'A scheduled loop flushes batch after batch and keeps all of them in the record cache.',
  severity: 'warning',
  *checkScheduled(_run, context) {
    for (const loop of context.leakingLoops()) {
      const flush = flushForRelease(loop);
      const { statement } = loop;
      if (!flush || !statement || (loopShape(loop) === 'records' && isGivenAll(loop, context))) continue;
      const model = batchSearches(loop)[0]?.model ?? modelName(loop.over);
      yield {
        at: flush.at,
        message: `A flush writes pending values and frees nothing: every ${model} stays in the cache until the job ends (+271 MB per 200,000 records). commit or invalidate_all() releases.`,
        related: searchesOf(loop, context),
        fixes: () => [releaseForFlush(statement, flush.at, context.fixContext())],
      };
    }
  },
});
