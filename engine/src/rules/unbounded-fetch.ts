import { type FetchFact, walk } from '../semantics/fact';
import type { UnboundedQuery } from '../semantics/sql';
import { goesOver, loopOf, type RecordUse, useOf } from './record-uses';
import { defineRule, type LocalFinding, type ScheduledContext } from './rule';

/** Docs and tests: ./unbounded-fetch.md */
export const unboundedFetch = defineRule({
  id: 'unbounded-fetch',
  summary: 'Scheduled code fetches every row of a query that has no limit.',
  severity: 'warning',
  *checkScheduled(run, context) {
    for (const fact of walk(run.facts)) {
      if (fact.kind !== 'fetch' || fact.query === undefined) continue;
      const { table } = fact.query;
      if (context.isSmallTable(table) || isMadeHere(table, context.fileText())) continue;
      const found = judge(fact, fact.query, context);
      if (found) yield found;
    }
  },
});

function judge(fact: FetchFact, query: UnboundedQuery, context: ScheduledContext): LocalFinding | undefined {
  const { at, id } = fact;
  // One defect, one finding: the loop that is reported names the query.
  const isCovered = context.isCovered(id);
  const [given] = isCovered ? [] : context.loopsGiven(id);
  // What SQL picks to be deleted is what a clean-up has left over: nobody knows how many that are.
  const isClean = context.usesOf(id).has('deleted');
  const use = isCovered || isClean ? undefined : given ? goesOver(given) : useOf(id, context);
  if (use) return { at, message: browsed(fact, query, use), related: given ? [loopOf(given)] : [] };
  // Ids that are cut into batches are the remedy, not the defect.
  if (query.isIds && (isCovered || context.isBatched(id))) return undefined;
  return {
    at,
    message: messageOf(fact, query),
    severity: query.isIds || isCovered ? 'information' : 'warning',
  };
}

/** A temporary table, or a view, holds what its own query leaves in it. */
function isMadeHere(table: string, text: string): boolean {
  return new RegExp(`\\b(?:TABLE|VIEW)\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?"?${table}\\b`, 'i').test(text);
}

function browsed({ method }: FetchFact, { table, isIds }: UnboundedQuery, { what, cost }: RecordUse): string {
  const rows = isIds ? 'the id of every row' : 'every row';
  return `${method}() takes ${rows} that the query finds in ${table}, for it has no LIMIT, and of the records ${what}; about ${cost} a record stay in memory until the job ends.`;
}

function messageOf({ method }: FetchFact, { table, isIds }: UnboundedQuery): string {
  if (isIds)
    return `${method}() takes the id of every row that the query finds in ${table}, about 0.1 kB each: it has no LIMIT.`;
  return method.endsWith('fetchmany')
    ? `${method}() is half a remedy: the cursor holds every row that the query finds in ${table} already, about 0.6 kB each. Page by id with a LIMIT.`
    : `${method}() takes every row that the query finds in ${table}, about 1.4 kB each: it has no LIMIT.`;
}
