import type { Expression } from '../ir/expression';
import { callsIn, within } from '../ir/walk';
import type { GrowFact } from '../semantics/fact';
import { type Growth, growths, isItem } from '../semantics/growth';
import type { Value } from '../semantics/value';
import { isGiven, sourceName } from './given';
import { defineRule } from './rule';

/** Docs and tests: ./records-kept-across-batches.md */
export const recordsKeptAcrossBatches = defineRule({
  id: 'records-kept-across-batches',
  summary: 'A list or dict gathers values or records of the whole run, past every batch.',
  severity: 'warning',
  *checkScheduled(run, context) {
    const reported = new Set<string>();
    for (const growth of growths(run.facts)) {
      const { grow, loops, sometimes } = growth;
      const what = isGiven(loops[0].over, context) ? undefined : whatIsKept(growth);
      if (what === undefined || reported.has(grow.name)) continue;
      reported.add(grow.name);
      yield {
        at: grow.at,
        message: message(grow, what, sourceName(loops[0], context)),
        ...(sometimes && { severity: 'information' as const }),
      };
    }
  },
});

type Kept = 'values' | 'file' | 'record';

/** What a container gathers for every record; undefined for ids, numbers and texts, and for what may be of a few kinds only. */
function whatIsKept({ grow, loops }: Growth): Kept | undefined {
  if (grow.way === 'union' || (grow.key && !isItem(grow.key, loops) && !isOneMore(grow, loops)))
    return undefined;
  if (grow.added && readsFile(grow.added)) return 'file';
  if (isHeavy(grow.what)) return 'values';
  return grow.what.kind === 'records' && isItem(grow.added, loops) ? 'record' : undefined;
}

/** `groups[key].append(…)`: whatever the key is, the list under it gets longer with each record. */
function isOneMore({ at }: GrowFact, loops: Growth['loops']): boolean {
  const body = loops.at(-1)?.statement?.body;
  return (
    body !== undefined &&
    callsIn(body).some(
      ({ at: place, callee }) =>
        place.start === at.start &&
        place.end === at.end &&
        callee.kind === 'attribute' &&
        (callee.name === 'append' || callee.name === 'appendleft'),
    )
  );
}

/** A dict, or rows of fields: about 0.8 kB for two fields. */
function isHeavy(value: Value): boolean {
  if (value.kind === 'list') return value.items.some(isHeavy);
  return (
    (value.kind === 'container' && value.form === 'dict') ||
    (value.kind === 'rows' && value.size !== 'none' && !value.scalars)
  );
}

const FILES: ReadonlySet<string> = new Set(['datas', 'raw', 'db_datas']);

function readsFile(added: Expression): boolean {
  return within(added).some((part) => part.kind === 'attribute' && FILES.has(part.name));
}

function message({ name }: GrowFact, what: Kept, model: string): string {
  const each = `every ${model}`;
  switch (what) {
    case 'values':
      return `"${name}" gathers data of ${each} and is never emptied: about 0.8 kB each stay in memory, whatever is committed. Use it up batch by batch.`;
    case 'file':
      return `"${name}" gathers the file of ${each} and is never emptied: all of them are in memory at once. Use them up one by one.`;
    case 'record':
      return `"${name}" keeps ${each} past its batch: who reads them later loads all of them again. Keep their ids, and browse those in batches.`;
  }
}
