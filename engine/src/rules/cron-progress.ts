// What the rules about the scheduler's progress share: who asks for another run.

import { expressionsIn } from '../ir/walk';
import { CONTINUING_CALLS } from '../odoo/release-calls';
import type { MethodFacts } from '../semantics/evaluate-method';
import type { ScheduledContext } from './rule';

/** Whether the method, or what it calls, tells the scheduler that there is more, or gives the work to a queue. */
export function continues(run: MethodFacts, context: ScheduledContext): boolean {
  return [run, ...context.reached(run.facts).runs].some(({ ir }) =>
    expressionsIn(ir.body).some((each) => each.kind === 'attribute' && CONTINUING_CALLS.test(each.name)),
  );
}
