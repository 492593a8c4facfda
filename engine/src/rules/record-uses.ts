// What happens to all records of a search at once, in a person's words, and what one of them then costs.

import type { PlacedLoop, UseHow } from '../scheduled/analysis';
import type { OriginId } from '../semantics/value';
import type { LocalRelated, ScheduledContext } from './rule';

/** What happens to the records, and what one of them then costs (measured: docs/evidence.md). */
export interface RecordUse {
  readonly what: string;
  readonly cost: string;
}

/** Records whose fields are read. */
export const readAs = (what: string): RecordUse => ({ what, cost: '1.6 kB' });

const READS: ReadonlyMap<UseHow, RecordUse> = new Map([
  ['mapped', readAs('mapped() or a comprehension reads them all')],
  ['filtered', readAs('filtered() or sorted() reads them all in Python')],
  ['read', readAs('their fields are read')],
  ['deleted', { what: 'all of them are deleted in one call', cost: '0.7 kB' }],
  ['written', { what: 'all of them are written in one call', cost: '0.5 kB' }],
  ['called', readAs('a method runs on all of them at once')],
  ['kept', readAs('the rows are kept')],
]);

/** What happens to the records wherever they get to; undefined when nothing is known to read them. */
export function useOf(origin: OriginId, context: ScheduledContext): RecordUse | undefined {
  const uses = context.usesOf(origin);
  return [...READS].find(([how]) => uses.has(how))?.[1];
}

/** A loop of another method goes over them. */
export function goesOver({ ref }: PlacedLoop): RecordUse {
  return readAs(`${ref.name}() goes over them without a commit or invalidate`);
}

/** That loop. */
export function loopOf({ ref, loop }: PlacedLoop): LocalRelated {
  return { ref, at: loop.at, message: 'This loop reads them all and releases nothing.' };
}
