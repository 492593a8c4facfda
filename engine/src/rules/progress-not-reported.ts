import { reportProgress } from '../fixes/report-progress';
import { majorOf } from '../odoo/version';
import { type Facts, type LoopFact, partsOf, type ReleaseFact } from '../semantics/fact';
import { loopShape, ownLevel } from '../semantics/loop-work';
import { continues } from './cron-progress';
import { defineRule } from './rule';
import { loopName } from './wording';

/** The first version with a progress API. Source: odoo/addons/base/models/ir_cron.py (18.0). */
const FIRST_MAJOR = 18;

/** Docs and tests: ./progress-not-reported.md */
export const progressNotReported = defineRule({
  id: 'progress-not-reported',
  summary: 'A scheduled action commits batch by batch and never tells the scheduler how far it is.',
  severity: 'hint',
  *checkScheduled(run, context) {
    if (!context.cron) return;
    const commits = [...committingLoops(run.facts)];
    const major = commits.length > 0 ? majorOf(context.fixContext().odoo) : undefined;
    if (major === undefined || major < FIRST_MAJOR || continues(run, context)) return;
    const remedy =
      major >= 19
        ? '`_commit_progress(…)` in its place does both.'
        : 'Call `_notify_progress(done=…, remaining=…)` before it.';
    for (const { loop, commit } of commits) {
      yield {
        at: commit.at,
        fixes: () =>
          loop.statement ? [reportProgress(loop.statement, commit.at, context.fixContext())] : [],
        message: `${loopName(loop)} commits, and the scheduler never learns how far it is: a run that is cut off counts as failed, and the rest waits for the next. ${remedy}`,
      };
    }
  },
});

interface CommittingLoop {
  readonly loop: LoopFact;
  readonly commit: ReleaseFact;
}

/** Loops over unbounded records, or in batches, that commit by themselves. */
function* committingLoops(facts: Facts): Generator<CommittingLoop> {
  for (const fact of facts) {
    const commit = fact.kind === 'loop' && loopShape(fact) !== 'other' ? commitOf(fact) : undefined;
    if (fact.kind === 'loop' && commit) yield { loop: fact, commit };
    else for (const part of partsOf(fact)) yield* committingLoops(part);
  }
}

function commitOf(loop: LoopFact): ReleaseFact | undefined {
  for (const fact of ownLevel(loop.body)) if (fact.kind === 'release' && fact.how === 'commit') return fact;
  return undefined;
}
