import type { Expression } from '../ir/expression';
import { writesOf } from '../scheduled/reached-runs';
import { fieldsOfDomain } from '../semantics/domain';
import { type AdvanceFact, type LoopFact, type SearchFact, type WriteFact, walk } from '../semantics/fact';
import { ownLevel } from '../semantics/loop-work';
import { defineRule, type ScheduledContext } from './rule';

/** Docs and tests: ./offset-over-shrinking-domain.md */
export const offsetOverShrinkingDomain = defineRule({
  id: 'offset-over-shrinking-domain',
  summary: 'Paging by offset while the work takes records out of the domain skips records.',
  severity: 'error',
  *checkScheduled(run, context) {
    for (const loop of walk(run.facts)) {
      if (loop.kind !== 'loop') continue;
      for (const search of ownLevel(loop.body)) {
        if (search.kind !== 'search' || !search.offset) continue;
        const name = namesOf(search.offset).find((each) => advancesWholePages(loop, search, each));
        const why = name === undefined ? undefined : whyRecordsMove(search, loop, context);
        if (why === undefined) continue;
        yield {
          at: search.offset.at,
          message: `${name} moves on while ${why}: the records behind move up and every second batch is never processed.`,
        };
      }
    }
  },
});

/** `offset`, or `page * size`. */
function namesOf(offset: Expression): readonly string[] {
  if (offset.kind === 'name') return [offset.id];
  return offset.kind === 'binary' && offset.op === '*'
    ? [...namesOf(offset.left), ...namesOf(offset.right)]
    : [];
}

/** The offset grows by what a page holds, not by what the work left in the domain. */
function advancesWholePages(loop: LoopFact, search: SearchFact, name: string): boolean {
  if (loop.targets.includes(name)) return true;
  const steps = [...ownLevel(loop.body)].filter((fact) => fact.kind === 'advance' && fact.name === name);
  // `offset -= len(revoked)`: it goes back by what left the domain.
  if (steps.some((step) => step.kind === 'advance' && isBackwards(step))) return false;
  return steps.some((step) => step.kind === 'advance' && isPage(step.by, search.limit, loop));
}

function isBackwards({ statement }: AdvanceFact): boolean {
  return statement.kind === 'assign' && statement.op === '-=';
}

function isPage(by: Expression, limit: Expression | undefined, loop: LoopFact): boolean {
  if (by.kind === 'number') return true;
  if (by.kind === 'name') return limit?.kind === 'name' && limit.id === by.id;
  if (by.kind === 'attribute') return limit?.kind === 'attribute' && limit.name === by.name;
  const [arg] = by.kind === 'call' && by.callee.kind === 'name' && by.callee.id === 'len' ? by.args : [];
  return arg?.value.kind === 'name' && isBatchName(arg.value.id, loop);
}

function isBatchName(name: string, loop: LoopFact): boolean {
  const { statement } = loop;
  // `while orders := self.search(…)`.
  const test = statement?.kind === 'while' ? statement.test : undefined;
  if (test?.kind === 'named' && test.target === name) return true;
  return (statement?.body.statements ?? []).some(
    (each) =>
      each.kind === 'assign' &&
      each.targets.some((target) => target.kind === 'name' && target.id === name) &&
      each.value?.kind === 'call',
  );
}

function whyRecordsMove(search: SearchFact, loop: LoopFact, context: ScheduledContext): string | undefined {
  const fields = new Set(fieldsOfDomain(search.domain));
  // Archived records leave every search, unless the context says otherwise.
  if (!context.fileText().includes('active_test')) fields.add('active');
  const order = search.order?.kind === 'text' ? search.order.value : '';
  for (const write of writesOf(loop.body, context.reached(loop.body))) {
    if (write.on.model === undefined || write.on.model !== search.model) continue;
    if (write.how === 'unlink') return `the loop deletes ${search.model} records`;
    const changed = changedField(write, fields);
    if (changed !== undefined) return `the loop writes ${changed}, which its domain tests`;
    const ordered = changedField(write, new Set(order.split(/[\s,]+/)));
    if (ordered !== undefined) return `the loop writes ${ordered}, by which the search is ordered`;
    if (/\bwrite_date\b/.test(order) && write.how !== 'create')
      return 'every write changes write_date, by which the search is ordered';
  }
  return undefined;
}

function changedField(write: WriteFact, among: ReadonlySet<string>): string | undefined {
  return write.how === 'create' ? undefined : write.fields?.find((field) => among.has(field));
}
