import type { UseHow } from '../scheduled/analysis';
import type { SearchFact } from '../semantics/fact';
import { walk } from '../semantics/fact';
import type { LocalSpan } from '../text/span';
import { defineRule } from './rule';

/** Uses that read field values of all records, with what a person calls them. */
const READS: ReadonlyMap<UseHow, string> = new Map([
  ['mapped', 'mapped() or a comprehension reads them all'],
  ['filtered', 'filtered() or sorted() reads them all in Python'],
  ['read', 'their fields are read'],
  ['written', 'all of them are written in one call'],
  ['called', 'a method runs on all of them at once'],
  ['kept', 'the rows are kept'],
]);

/** Docs and tests: ./unbounded-search.md */
export const unboundedSearch = defineRule({
  id: 'unbounded-search',
  summary: 'A scheduled search without a bound loads a whole table into memory.',
  severity: 'warning',
  *checkScheduled(run, context) {
    for (const fact of walk(run.facts)) {
      if (fact.kind !== 'search' || fact.size !== 'many' || context.isCovered(fact.id)) continue;
      const uses = context.usesOf(fact.id);
      const read = [...READS].find(([how]) => uses.has(how));
      const rows = fact.method === 'search_read';
      if (rows || read)
        yield { at: nameAt(fact), message: loads(fact, rows ? 'one dict each' : (read?.[1] ?? '')) };
      else yield { at: nameAt(fact), message: holdsIds(fact), severity: 'information' };
    }
  },
});

function loads(fact: SearchFact, use: string): string {
  const cost = fact.method === 'search_read' ? '1.9 kB' : '1.6 kB';
  return `${fact.method}() has no limit: it takes every matching ${fact.model ?? 'record'}, and ${use}, about ${cost} a record until the job ends.`;
}

function holdsIds(fact: SearchFact): string {
  return `${fact.method}() has no limit: it holds the id of every matching ${fact.model ?? 'record'}, about 0.1 kB each.`;
}

/** From the receiver to the end of the call: the whole expression that loads. */
function nameAt(fact: SearchFact): LocalSpan {
  return fact.at;
}
