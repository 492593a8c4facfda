import { wrapContext } from '../fixes/wrap-context';
import { type Fact, type Facts, type LoopFact, partsOf, type WriteFact, walk } from '../semantics/fact';
import { loopShape } from '../semantics/loop-work';
import { isGiven } from './given';
import { defineRule, type ScheduledContext } from './rule';

interface BulkWrite {
  readonly write: WriteFact;
  readonly loop: LoopFact | undefined;
}

/** Docs and tests: ./tracked-bulk-write.md */
export const trackedBulkWrite = defineRule({
  id: 'tracked-bulk-write',
  summary: 'Bulk writes on a mail.thread model log every change in the chatter.',
  severity: 'warning',
  *checkScheduled(run, context) {
    for (const { write, loop } of bulkWrites(run.facts, undefined)) {
      const model = write.on.model;
      if (model === undefined || !isLogged(write, model, context)) continue;
      const calm =
        (loop && context.releases(loop.body)) ||
        posts(loop?.body ?? run.facts) ||
        isGiven(loop?.over ?? write.on, context);
      const { call } = write;
      yield {
        at: write.at,
        message: message(write, model),
        ...(calm && { severity: 'information' as const }),
        fixes: () => (call ? wrapContext(call, context.fixContext()) : []),
      };
    }
  },
});

function message(write: WriteFact, model: string): string {
  const what = write.how === 'create' ? 'create logs a creation message' : 'write logs its tracked fields';
  return `${model} is a mail.thread: each ${what} in the chatter (10,000 writes: 40 s and +48 MB, against 1 s and +8 MB without tracking).`;
}

function* bulkWrites(facts: Facts, loop: LoopFact | undefined): Generator<BulkWrite> {
  for (const fact of facts) {
    if (fact.kind === 'write' && (loop !== undefined || fact.on.size === 'many')) yield { write: fact, loop };
    const inside = fact.kind === 'loop' && goesOverMany(fact) ? fact : loop;
    for (const part of partsOf(fact)) yield* bulkWrites(part, inside);
  }
}

function goesOverMany(loop: LoopFact): boolean {
  return loopShape(loop) !== 'other' || (loop.over.kind === 'rows' && loop.over.size === 'many');
}

function isLogged(write: WriteFact, model: string, context: ScheduledContext): boolean {
  if (write.how === 'unlink' || write.on.tracking !== 'on' || context.isMailThread(model) !== 'yes')
    return false;
  if (write.how === 'create') return true;
  return write.fields?.some((field) => context.isTracked(model, field) === 'yes') ?? false;
}

/** It posts messages itself: the log is wanted here. */
function posts(facts: Facts): boolean {
  return [...walk(facts)].some(
    (fact: Fact) => fact.kind === 'call' && /^(_?message_|activity_schedule)/.test(fact.method),
  );
}
