import type { Fix, NoFix } from '../fixes/fix';
import { refuse } from '../fixes/fix-context';
import { wrapContext } from '../fixes/wrap-context';
import { type Fact, type Facts, type LoopFact, partsOf, type WriteFact, walk } from '../semantics/fact';
import { loopShape } from '../semantics/loop-work';
import type { OriginId } from '../semantics/value';
import { isGiven } from './given';
import { defineRule, type ScheduledContext } from './rule';

interface BulkWrite {
  readonly write: WriteFact;
  readonly loop: LoopFact | undefined;
}

/** A write that logs, and the model that it writes. */
interface LoggedWrite extends BulkWrite {
  readonly model: string;
}

const NO_CONTEXT = refuse(
  'Write with tracking_disable=True',
  'An assignment takes no context: write `records.with_context(tracking_disable=True).write({…})`, or give the search that context.',
);

/** Docs and tests: ./tracked-bulk-write.md */
export const trackedBulkWrite = defineRule({
  id: 'tracked-bulk-write',
  summary: 'Bulk writes on a mail.thread model log every change in the chatter.',
  severity: 'warning',
  *checkScheduled(run, context) {
    for (const [first, ...others] of logged(run.facts, context)) {
      if (!first) continue;
      const { write, loop, model } = first;
      const calm =
        (loop && context.releases(loop.body)) ||
        posts(loop?.body ?? run.facts) ||
        isGiven(loop?.over ?? write.on, context);
      yield {
        at: write.at,
        message: message(write, model),
        related: others.map(({ write: { at } }) => ({
          ref: run.ref,
          at,
          message: 'It is written here, too.',
        })),
        ...(calm && { severity: 'information' as const }),
        fixes: () => fixesOf([first, ...others], context),
      };
    }
  },
});

/** The writes that are logged; those of one loop that write the same model in the same way are one defect. */
function logged(facts: Facts, context: ScheduledContext): readonly (readonly LoggedWrite[])[] {
  const groups: LoggedWrite[][] = [];
  for (const { write, loop } of bulkWrites(facts, undefined, facts)) {
    const { model } = write.on;
    if (model === undefined || !isLogged(write, model, context) || isOfConstants(write)) continue;
    const group =
      loop &&
      groups.find(
        ([first]) => first?.loop === loop && first.model === model && first.write.how === write.how,
      );
    if (group) group.push({ write, loop, model });
    else groups.push([{ write, loop, model }]);
  }
  return groups;
}

/** One fix for all of them: the first would only make way for the next. */
function fixesOf(writes: readonly LoggedWrite[], context: ScheduledContext): readonly (Fix | NoFix)[] {
  const [first, ...others] = writes.map(({ write: { call } }) =>
    call ? wrapContext(call, context.fixContext()) : [NO_CONTEXT],
  );
  return (first ?? []).map((fix) =>
    others.reduce<Fix | NoFix>(
      (all, fixes) => both(all, fixes.find(({ title }) => title === all.title) ?? NO_CONTEXT),
      fix,
    ),
  );
}

function both(one: Fix | NoFix, other: Fix | NoFix): Fix | NoFix {
  if (one.kind === 'no-fix') return one;
  return other.kind === 'no-fix' ? other : { ...one, edits: [...one.edits, ...other.edits] };
}

function message(write: WriteFact, model: string): string {
  const what = write.how === 'create' ? 'create logs a creation message' : 'write logs its tracked fields';
  return `${model} is a mail.thread: each ${what} in the chatter (10,000 writes: 12 s of CPU and +48 MB, against 0.5 s and +13 MB without tracking).`;
}

/** `round` is what the innermost loop does in each of its rounds, or the whole run. */
function* bulkWrites(facts: Facts, loop: LoopFact | undefined, round: Facts): Generator<BulkWrite> {
  for (const fact of facts) {
    if (fact.kind === 'write' && (loop !== undefined || isWholeSet(fact, round))) yield { write: fact, loop };
    const inside = fact.kind === 'loop' && goesOverMany(fact) ? fact : loop;
    for (const part of partsOf(fact)) yield* bulkWrites(part, inside, fact.kind === 'loop' ? part : round);
  }
}

/** All that was found; a set from outside the loop is written part by part, or each round would write it anew. */
function isWholeSet({ on }: WriteFact, round: Facts): boolean {
  const found = (origin: OriginId) =>
    walk(round).some((fact) => (fact.kind === 'search' || fact.kind === 'fetch') && fact.id === origin);
  return on.size === 'many' && (on.origins.length === 0 || on.origins.some(found));
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

/** `create({"name": "Maintenance"})`: the same each time, so a default that is missing, not one for each record. */
function isOfConstants({ how, call }: WriteFact): boolean {
  const [vals] = call?.args ?? [];
  if (how !== 'create' || vals?.value.kind !== 'dict') return false;
  return vals.value.entries.every(({ value }) => /^(text|number|constant)$/.test(value.kind));
}

/** Buttons of documents that people look at: each costs far more than the log does. */
const BUTTONS = /^(action|button)_(post|confirm|validate|approve|done|cancel)$/;

/** It posts messages itself, or takes documents through their states: the log is wanted here. */
function posts(facts: Facts): boolean {
  return walk(facts).some(
    (fact: Fact) =>
      fact.kind === 'call' &&
      (/^(_?message_|activity_schedule)/.test(fact.method) || BUTTONS.test(fact.method)),
  );
}
