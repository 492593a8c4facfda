import { majorOf } from '../odoo/version';
import { writesOf } from '../scheduled/reached-runs';
import { fieldsOfDomain } from '../semantics/domain';
import type { MethodFacts } from '../semantics/evaluate-method';
import { type Fact, type Facts, type SearchFact, walk } from '../semantics/fact';
import { continues } from './cron-progress';
import { defineRule, type ScheduledContext } from './rule';

/** A batch is meant for many: fewer is a choice of some. */
const MIN_BATCH = 10;

/** Docs and tests: ./batch-without-continuation.md */
export const batchWithoutContinuation = defineRule({
  id: 'batch-without-continuation',
  summary: 'A scheduled action takes one batch a run, and the rest waits for the next one.',
  severity: 'hint',
  *checkScheduled(run, context) {
    const { cron } = context;
    if (!cron || !isLong(cron.interval) || /\b(?:while|for)\b/.test(cron.code ?? '')) return;
    const batches = [...outsideLoops(run.facts)].filter((fact) => isBatch(fact));
    if (batches.length === 0 || continues(run, context) || callsItself(run)) return;
    for (const search of batches) {
      if (!takesOut(search, run, context)) continue;
      yield {
        at: search.at,
        message: `Each run takes one batch of ${search.model}, and what is left waits for the next (every ${cron.interval?.replace(/^1 (\w+)s$/, '$1')}): ${remedy(majorOf(context.fixContext().odoo))}.`,
      };
    }
  },
});

/** The rest waits for an hour or more. */
function isLong(interval: string | undefined): boolean {
  return interval !== undefined && /^\d+ (?:hours|days|weeks|months)$/.test(interval);
}

function* outsideLoops(facts: Facts): Generator<Fact> {
  for (const fact of facts) {
    yield fact;
    if (fact.kind === 'branch') for (const arm of fact.arms) yield* outsideLoops(arm);
    if (fact.kind === 'try') yield* outsideLoops(fact.body);
  }
}

function isBatch(fact: Fact): fact is SearchFact {
  if (fact.kind !== 'search' || fact.limit === undefined || fact.size !== 'few') return false;
  // 100,000 a run: the limit of Odoo's own clean-ups, which no table grows by in a day.
  if (fact.limit.kind === 'name' && fact.limit.id === 'GC_UNLINK_LIMIT') return false;
  return fact.limit.kind !== 'number' || fact.limit.value >= MIN_BATCH;
}

/** The work takes the records out of the domain, so that the next batch is the rest. */
function takesOut(search: SearchFact, run: MethodFacts, context: ScheduledContext): boolean {
  const fields = fieldsOfDomain(search.domain);
  if (search.model === undefined || fields.size === 0) return false;
  return writesOf(run.facts, context.reached(run.facts)).some(
    ({ on, how, fields: written }) =>
      on.model === search.model && (how === 'unlink' || (written ?? []).some((field) => fields.has(field))),
  );
}

function callsItself(run: MethodFacts): boolean {
  return walk(run.facts).some((fact) => fact.kind === 'call' && fact.method === run.ref.name);
}

function remedy(major: number | undefined): string {
  if (major !== undefined && major >= 19) return 'report what remains with `_commit_progress()`, or loop';
  return major === 18
    ? 'report what remains with `_notify_progress()`, or loop'
    : "loop, or call the scheduled action's `_trigger()`";
}
