import { batchCall } from '../fixes/batch-call';
import { batchLoopSnapshot } from '../fixes/batch-snapshot';
import { batchTitle } from '../fixes/batch-text';
import { collectInBatches } from '../fixes/collect-in-batches';
import type { Fix, NoFix } from '../fixes/fix';
import { type FixContext, refuse } from '../fixes/fix-context';
import { untilFinished } from '../fixes/unfinished-work';
import type { ForStatement } from '../ir/statement';
import { statementsIn } from '../ir/walk';
import type { UseHow } from '../scheduled/analysis';
import type { Facts, SearchFact } from '../semantics/fact';
import { walk } from '../semantics/fact';
import { sizedForCalls } from './batch-size';
import { goesOver, loopOf, type RecordUse, readAs, useOf } from './record-uses';
import { defineRule, type ScheduledContext } from './rule';
import { whyMany } from './wording';

/** Groups by a key that nearly every record has for itself. */
const IS_GROUPS = /^_?read_group$/;

/** Uses that no batch of calls takes the place of, and what to write instead. */
const WRITE_INSTEAD: ReadonlyMap<UseHow, string> = new Map([
  [
    'mapped',
    '`mapped()` or a comprehension needs all records at once: loop over batches of their ids and gather the values there, or let `_read_group()` do the sum.',
  ],
  [
    'filtered',
    '`filtered()`, `sorted()` or `groupby()` needs all records at once: put the condition into the domain and the order into the search, or filter inside a loop over batches.',
  ],
  [
    'read',
    'The fields of all records are read at once: loop over batches of their ids and read each batch there.',
  ],
  ['kept', 'The records are kept beyond this method: keep their ids, and browse them in batches.'],
]);

/** What makes one result of all records, in the middle of a statement or several times over. */
const NAME_IT =
  '`mapped()` or a comprehension needs all records at once: give its result a name on a line of its own, the only one that reads them, and it can be made in batches.';

/** Uses that make something else of all records than one sum, list, set or dict. */
const OTHER_WORK: readonly UseHow[] = ['filtered', 'read', 'kept', 'deleted', 'written', 'called'];

/** Docs and tests: ./unbounded-search.md */
export const unboundedSearch = defineRule({
  id: 'unbounded-search',
  summary: 'A scheduled search without a bound loads a whole table into memory.',
  severity: 'warning',
  *checkScheduled(run, context) {
    for (const fact of walk(run.facts)) {
      if (fact.kind !== 'search' || fact.size !== 'many' || context.isCovered(fact.id)) continue;
      const [given] = context.loopsGiven(fact.id);
      const use =
        fact.method === 'search_read'
          ? { what: 'gives one dict each', cost: '1.9 kB' }
          : IS_GROUPS.test(fact.method)
            ? readAs('gives a row for each')
            : given
              ? goesOver(given)
              : useOf(fact.id, context);
      if (use === undefined) {
        // Ids that are cut into batches are the remedy, not the defect; what is read as one record is one.
        if (!context.isBatched(fact.id) && !context.usesOf(fact.id).has('as-one'))
          yield { at: fact.at, message: holdsIds(fact), severity: 'information' };
      } else
        yield {
          at: fact.at,
          message: loads(fact, use),
          related: given ? [loopOf(given)] : [],
          fixes: () => [fixOf(fact, run.facts, context)],
        };
    }
  },
});

function fixOf(fact: SearchFact, facts: Facts, context: ScheduledContext): Fix | NoFix {
  const fixContext = context.fixContext();
  const title = batchTitle('of the ids found', fixContext);
  if (IS_GROUPS.test(fact.method))
    return refuse(
      title,
      `\`${fact.method}()\` makes all groups at once: loop over batches of \`search(…).ids\`, and group each batch.`,
    );
  const rows = fact.method === 'search_read' ? loopOver(fact, fixContext) : undefined;
  if (rows) return batchLoopSnapshot(rows, untilFinished(rows, fixContext));
  if (fact.method !== 'search' && fact.method !== 'search_fetch')
    return refuse(
      title,
      `\`${fact.method}()\` makes all rows at once: loop over batches of \`search(…).ids\` and \`read()\` each batch.`,
    );
  // What a method does with all of the records that it is called on, it does with each batch.
  const uses = context.usesHere(fact.id);
  const instead = [...WRITE_INSTEAD].find(([how]) => uses.has(how))?.[1];
  if (instead === undefined) return batchCall(fact.call, sizedForCalls(fact.id, facts, fixContext, context));
  const isCollected = uses.has('mapped') && !OTHER_WORK.some((how) => uses.has(how));
  const of = { model: fact.model, fieldOf: context.field };
  return isCollected
    ? collectInBatches(fact.call, of, refuse(title, NAME_IT), fixContext)
    : refuse(title, instead);
}

/** The loop over the rows that a call gives. */
function loopOver({ call }: SearchFact, { method }: FixContext): ForStatement | undefined {
  for (const statement of statementsIn(method.body))
    if (
      statement.kind === 'for' &&
      statement.over.at.start === call.at.start &&
      statement.over.at.end === call.at.end
    )
      return statement;
  return undefined;
}

function loads(fact: SearchFact, { what, cost }: RecordUse): string {
  if (IS_GROUPS.test(fact.method))
    return `${fact.method}() has no limit and groups by a key that nearly every record has for itself: it ${what} matching ${fact.model ?? 'record'}.`;
  return `${fact.method}() ${whyMany(fact)}: it takes every matching ${fact.model ?? 'record'} and ${what}; about ${cost} a record stay in memory until the job ends.`;
}

function holdsIds(fact: SearchFact): string {
  return `${fact.method}() has no limit: it holds the id of every matching ${fact.model ?? 'record'}, about 0.1 kB each.`;
}
