// Other large recordsets that a loop reads in its rounds: whatever is released, the next round reads them again.

import { valuesOf } from '../fixes/iterable';
import { namesBoundIn } from '../ir/bound-names';
import { expressionsIn, within } from '../ir/walk';
import { type Fact, type LoopFact, type UseFact, walk } from '../semantics/fact';
import type { OriginId, Value } from '../semantics/value';
import type { LocalSpan } from '../text/span';
import type { ScheduledContext } from './rule';

/** The name of a recordset without a bound from before the loop, where the loop's body reads all of it. */
export function largeInBody(loop: LoopFact, refKey: string, context: ScheduledContext): string | undefined {
  const { statement } = loop;
  if (!statement) return undefined;
  const { body } = statement;
  const isFromBefore = (origin: OriginId): boolean => {
    const found = context.search(origin);
    if (!found) return false;
    const { start } = found.search.at;
    return found.ref.key !== refKey || start < body.at.start || start >= body.at.end;
  };
  const own = new Set([...loop.targets, ...namesBoundIn(body)]);
  const expressions = expressionsIn(body);
  for (const fact of walk(loop.body)) {
    const read = readBy(fact);
    if (read?.of.kind !== 'records') continue;
    const { of, at } = read;
    const isLarge = of.size === 'many' && of.origins.length > 0 && of.origins.every(isFromBefore);
    if (!isLarge && !(of.size === 'unknown' && isJoin(fact))) continue;
    const expression = expressions.find((each) => each.at.start === at.start && each.at.end === at.end);
    const name = expression && within(expression).find(({ kind }) => kind === 'name');
    if (name?.kind !== 'name' || name.id === 'self' || own.has(name.id)) continue;
    if (isLarge || isSearched(name.id, context)) return name.id;
  }
  return undefined;
}

/** Records of a table that belong to the one of this round, looked for in Python: all of them are read for it. */
function isJoin(fact: Fact): boolean {
  return fact.kind === 'use' && fact.how === 'filtered';
}

/** The name stands for what a search without a limit finds, be it of a window of time that nobody can measure. */
function isSearched(name: string, context: ScheduledContext): boolean {
  const { method } = context.fixContext();
  return valuesOf(name, method).some(
    (value) =>
      value.kind === 'call' &&
      value.callee.kind === 'attribute' &&
      value.callee.name === 'search' &&
      !value.args.some((arg) => arg.name === 'limit'),
  );
}

const READS: ReadonlySet<UseFact['how']> = new Set([
  'as-one',
  'called',
  'filtered',
  'iterated',
  'mapped',
  'passed',
  'read',
]);

/** The records that a fact reads all of. */
function readBy(fact: Fact): { readonly of: Value; readonly at: LocalSpan } | undefined {
  if (fact.kind === 'use') return READS.has(fact.how) ? fact : undefined;
  return fact.kind === 'write' ? { of: fact.on, at: fact.at } : undefined;
}
