import { type FetchFact, walk } from '../semantics/fact';
import { type UnboundedQuery, unboundedQuery } from '../semantics/sql';
import { defineRule } from './rule';

/** Docs and tests: ./unbounded-fetch.md */
export const unboundedFetch = defineRule({
  id: 'unbounded-fetch',
  summary: 'Scheduled code fetches every row of a query that has no limit.',
  severity: 'warning',
  *checkScheduled(run, context) {
    for (const fact of walk(run.facts)) {
      if (fact.kind !== 'fetch' || fact.sql === undefined) continue;
      const query = unboundedQuery(fact.sql);
      if (!query || context.isSmallTable(query.table) || isMadeHere(query.table, context.fileText()))
        continue;
      yield {
        at: fact.at,
        message: messageOf(fact, query),
        severity: query.isIds ? 'information' : 'warning',
      };
    }
  },
});

/** A temporary table, or a view, holds what its own query leaves in it. */
function isMadeHere(table: string, text: string): boolean {
  return new RegExp(`\\b(?:TABLE|VIEW)\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?"?${table}\\b`, 'i').test(text);
}

function messageOf({ method }: FetchFact, { table, isIds }: UnboundedQuery): string {
  if (isIds)
    return `${method}() takes the id of every row that the query finds in ${table}, about 0.1 kB each: it has no LIMIT.`;
  return method.endsWith('fetchmany')
    ? `${method}() is half a remedy: the cursor holds every row that the query finds in ${table} already, about 0.6 kB each. Page by id with a LIMIT.`
    : `${method}() takes every row that the query finds in ${table}, about 1.4 kB each: it has no LIMIT.`;
}
