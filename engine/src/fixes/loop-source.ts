// Where the records of a loop come from: their name, what is asked of each batch, what is counted.

import { namesChangedIn } from '../ir/bound-names';
import type { CallExpression, Expression } from '../ir/expression';
import type { ForStatement } from '../ir/statement';
import { statementsIn, within } from '../ir/walk';
import { indentAt, moveLines } from '../text/indentation';
import type { TextEdit } from '../text/text-edit';
import { restyled, styleAt } from './fit-line';
import { type FixContext, fileSpan, freshName, sourceOf } from './fix-context';
import { usesOf } from './keyset-search';
import { iterableSpan, type LoopLayout } from './loop-layout';
import { multiLineStrings } from './python-tokens';
import { readRows } from './read-rows';

/** The source of a loop over records. */
export interface LoopSource {
  readonly name: string;
  /** Lines above the batch loop. */
  readonly lines: readonly string[];
  /** `.filtered(…)` or `.read(…)`, asked of each batch. */
  readonly condition: string;
  /** What that changes. */
  readonly why: readonly string[];
  /** Edits outside the loop. */
  readonly edits: readonly TextEdit[];
}

const FILTERED: readonly string[] = [
  'What `filtered()` asks for is looked at batch by batch, when those before are done.',
];

/** The name of the records, and the line that gives them one where they have none. */
export function loopSource(loop: ForStatement, layout: LoopLayout, ctx: FixContext): LoopSource {
  const filter = filterOf(loop, ctx);
  const { over } = loop;
  const rows = readRows(over, ctx);
  if (filter && over.kind === 'name') {
    const at = conditionSpan(filter, ctx);
    const condition = conditionText(filter, layout, ctx);
    return { name: over.id, lines: [], condition, edits: [{ at, newText: '' }], why: FILTERED };
  }
  const name = freshName(['records', 'all_records', 'records_to_do'], ctx);
  if (filter?.callee.kind === 'attribute') {
    const { object } = filter.callee;
    const condition = conditionText(filter, layout, ctx);
    if (object.kind === 'name') return { name: object.id, lines: [], condition, edits: [], why: FILTERED };
    return { name, lines: [`${name} = ${sourceOf(object, ctx)}`], condition, edits: [], why: FILTERED };
  }
  const style = styleAt(fileSpan(loop.at, ctx).start, ctx);
  const was = { text: ctx.text.slice(layout.header.start, layout.header.end), style };
  const assigned = (value: string) => restyled(`${name} = ${value}`, style, was) ?? `${name} = ${value}`;
  if (rows) return { name, lines: [assigned(rows.search)], condition: rows.read, edits: [], why: [] };
  const { start, end } = iterableSpan(loop, layout, ctx);
  const whole = ctx.text.slice(start, end);
  // Of `enumerate(records)`, the records.
  const text = whole.startsWith('enumerate(') ? sourceOf(over, ctx) : whole;
  if (over.kind === 'name' && sourceOf(over, ctx) === text)
    return { name: text, lines: [], condition: '', edits: [], why: [] };
  return { name, lines: [assigned(text)], condition: '', edits: [], why: [] };
}

/**
 * The `filtered()` that can be asked of each batch: the last thing in the loop's header, or in the assignment to a name
 * that is used nowhere else; and it looks at nothing that the loop changes.
 */
export function filterOf(loop: ForStatement, ctx: FixContext): CallExpression | undefined {
  const filter = loop.over.kind === 'name' ? assignedTo(loop.over.id, ctx) : loop.over;
  if (filter?.kind !== 'call' || filter.callee.kind !== 'attribute' || filter.callee.name !== 'filtered')
    return undefined;
  const [condition, ...more] = filter.args;
  if (!condition || more.length > 0 || condition.form !== 'positional') return undefined;
  const changed = new Set(namesChangedIn(loop.body));
  if (condition.value.kind === 'lambda')
    for (const { name } of condition.value.parameters) changed.delete(name);
  const looksAt = within(condition.value).some((each) => each.kind === 'name' && changed.has(each.id));
  const { object } = filter.callee;
  const isPlain = object.kind === 'name' || isSearch(object);
  return looksAt || !isPlain || !standsBare(loop, filter, ctx) ? undefined : filter;
}

function isSearch(value: Expression): boolean {
  if (value.kind !== 'call' || value.callee.kind !== 'attribute') return false;
  return value.callee.name === 'search' || (value.callee.name === 'sudo' && isSearch(value.callee.object));
}

/** No parentheses around the records, and no comment where the text is cut. */
function standsBare(loop: ForStatement, filter: CallExpression, ctx: FixContext): boolean {
  const { start, end } = fileSpan(loop.at, ctx);
  if (loop.over.kind === 'name') return !sourceOf(filter, ctx).includes('#');
  const header = ctx.text.slice(start, end);
  return (
    /\bin\s*$/.test(header.slice(0, loop.over.at.start - loop.at.start)) &&
    !sourceOf(filter, ctx).includes('#')
  );
}

/** The one value of a name that is assigned once, and used once more: in the loop. */
function assignedTo(name: string, ctx: FixContext): Expression | undefined {
  const values = statementsIn(ctx.method.body).flatMap((each) =>
    each.kind === 'assign' && each.op === undefined && each.targets.length === 1 && each.value
      ? each.targets.flatMap((target) => (target.kind === 'name' && target.id === name ? [each.value] : []))
      : [],
  );
  return values.length === 1 && usesOf(name, ctx) === 2 ? values[0] : undefined;
}

function conditionSpan(filter: CallExpression, ctx: FixContext) {
  const from = filter.callee.kind === 'attribute' ? filter.callee.object : filter.callee;
  return { start: fileSpan(from.at, ctx).end, end: fileSpan(filter.at, ctx).end };
}

/** `.filtered(…)` as it was written, its further lines moved to the inner loop. */
function conditionText(filter: CallExpression, layout: LoopLayout, ctx: FixContext): string {
  const span = conditionSpan(filter, ctx);
  const start = span.start + (/^\s*/.exec(ctx.text.slice(span.start, span.end))?.[0].length ?? 0);
  const from = indentAt(ctx.text, span.end);
  const to = layout.indent + layout.unit;
  return moveLines(ctx.text, { start, end: span.end }, { from, to }, multiLineStrings(ctx.text, span));
}
