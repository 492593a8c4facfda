import { releaseForFlush } from '../fixes/release-in-batch';
import { flushForRelease } from '../semantics/cadence';
import { loopShape } from '../semantics/loop-work';
import { isGiven, sourceName } from './given';
import { searchesOf } from './loop-without-release';
import { defineRule } from './rule';

/** Docs and tests: ./flush-is-not-release.md */
export const flushIsNotRelease = defineRule({
  id: 'flush-is-not-release',
  summary: 'A scheduled loop flushes batch after batch and keeps all of them in the record cache.',
  severity: 'warning',
  *checkScheduled(_run, context) {
    for (const loop of context.leakingLoops()) {
      const flush = flushForRelease(loop);
      const { statement } = loop;
      if (!flush || !statement || (loopShape(loop) === 'records' && isGiven(loop.over, context))) continue;
      yield {
        at: flush.at,
        message: `A flush writes pending values and frees nothing: every ${sourceName(loop, context)} stays in the cache until the job ends (+255 MB per 200,000 records). commit or invalidate_all() releases.`,
        related: searchesOf(loop, context),
        fixes: () => [releaseForFlush(statement, flush.at, context.fixContext())],
      };
    }
  },
});
