// What the rules about the scheduler's progress share: who asks for another run.

import { expressionsIn } from '../ir/walk';
import type { MethodFacts } from '../semantics/evaluate-method';
import type { ScheduledContext } from './rule';

/** Calls that report progress, or ask for another run. */
const CONTINUES =
  /^(?:_commit_progress|_notify_progress|_rollback_progress|_trigger|_trigger_list|method_direct_trigger|with_delay|delayable)$/;

/** Whether the method, or what it calls, tells the scheduler that there is more, or gives the work to a queue. */
export function continues(run: MethodFacts, context: ScheduledContext): boolean {
  return [run, ...context.reached(run.facts).runs].some(({ ir }) =>
    expressionsIn(ir.body).some((each) => each.kind === 'attribute' && CONTINUES.test(each.name)),
  );
}
