// What the two batch rewrites share: the body one step deeper, the release below it, the words of title and reason.

import { containersMadeIn } from '../ir/containers';
import type { Expression } from '../ir/expression';
import type { Block, ForStatement } from '../ir/statement';
import { isProtected, swallowingHandler } from '../ir/swallowed';
import { blocksOf, callsIn, expressionsIn, statementsIn } from '../ir/walk';
import { releaseForm } from '../odoo/release-forms';
import { indentLines, lineBreakOf } from '../text/indentation';
import type { TextEdit } from '../text/text-edit';
import { type FixContext, sourceOf } from './fix-context';
import type { ImportFound, WantedImport } from './import-edit';
import { importName } from './import-edit';
import type { LoopLayout } from './loop-layout';
import type { Progress } from './progress';
import { multiLineStrings } from './python-tokens';

/** The loop's body, one step deeper, after the colon of the inner loop's header; `first` is a line above it. */
export function innerBody(layout: LoopLayout, ctx: FixContext, first?: string): string {
  const { text } = ctx;
  const { header, body } = layout;
  if (layout.inline) return text.slice(header.end, body.end);
  const restOfHeader = text.slice(header.end, body.start);
  const { indent, unit } = layout;
  const added = first === undefined ? '' : `${indent}${unit}${unit}${first}${lineBreakOf(text)}`;
  return restOfHeader + added + indentLines(text, body, layout.unit, multiLineStrings(text, body));
}

/** A text one step deeper; strings over several lines stay as they are. */
export function deeper(text: string, unit: string): string {
  const whole = { start: 0, end: text.length };
  return indentLines(text, whole, unit, multiLineStrings(text, whole));
}

/** Lines at the depth of the batch loop's body, each with a line break before it. */
export function batchLines(lines: readonly string[], layout: LoopLayout, ctx: FixContext): string {
  const eol = lineBreakOf(ctx.text);
  return lines.map((line) => `${eol}${layout.indent}${layout.unit}${line}`).join('');
}

/** "Process in batches of 1000 …, commit after each (Odoo 17)". */
export function batchTitle(how: string, ctx: FixContext): string {
  const release = ctx.mayCommit ? 'commit after each' : 'release the cache after each';
  return `Process in batches of ${ctx.batch.size} ${how}, ${release}${forVersion(ctx)}`;
}

/** " (Odoo 17)", for the end of a title; nothing where the version is not known. */
export function forVersion({ odoo }: FixContext): string {
  return odoo === undefined ? '' : ` (Odoo ${odoo.replace(/\.0$/, '')})`;
}

/** What the rewrite changes, for the preview. */
export function batchReason(loop: ForStatement, form: readonly string[], ctx: FixContext): string {
  const commit = ctx.mayCommit
    ? 'Adds a commit per batch: batches that are done stay done when a later one fails.'
    : `Drops cached values per batch: pending writes are flushed earlier and values are read again. Nothing is committed, because ${ctx.readsOnly ? 'the loop writes nothing' : 'not only scheduled actions call this method'}.`;
  const kept = accumulators(loop, ctx);
  const keeps =
    kept.length === 0
      ? []
      : [
          `${kept.map((name) => `\`${name}\``).join(', ')} ${kept.length === 1 ? 'grows' : 'grow'} on over all batches.`,
        ];
  const gathered = [...new Set([...kept, ...handedOn(loop, ctx)])];
  const late = ctx.mayCommit ? gathered.filter((name) => isUsedAfter(name, loop, ctx)) : [];
  const loses =
    late.length === 0
      ? []
      : [
          `What is done with ${late.map((name) => `\`${name}\``).join(', ')} after the loop is not part of those commits: when the job dies before it, what was gathered is lost while its records count as done.`,
        ];
  const stays =
    ctx.mayCommit && rollsBack(loop) ? ['A rollback now undoes one batch, not the whole run.'] : [];
  const swallowed =
    ctx.mayCommit && swallows(loop)
      ? [
          'What fails half-way is kept, as before: `with self.env.cr.savepoint():` inside the `try` would undo it.',
        ]
      : [];
  return [commit, ...stays, ...swallowed, ...form, ...keeps, ...loses].join(' ');
}

function swallows(loop: ForStatement): boolean {
  return statementsIn(loop.body).some(
    (one) => one.kind === 'try' && swallowingHandler(one) && !blocksOf(one).some(isProtected),
  );
}

function rollsBack(loop: ForStatement): boolean {
  for (const part of expressionsIn(loop.body))
    if (part.kind === 'attribute' && part.name === 'rollback') return true;
  return false;
}

/** Containers from outside the loop that every pass adds to. */
function accumulators(loop: ForStatement, ctx: FixContext): readonly string[] {
  const own = namesAssigned(loop.body);
  const found = new Set<string>();
  for (const part of expressionsIn(loop.body)) {
    if (part.kind !== 'call' || part.callee.kind !== 'attribute') continue;
    const { object, name } = part.callee;
    if (!/^(append|extend|add|update|setdefault|appendleft)$/.test(name)) continue;
    const container = containerOf(object);
    if (container !== undefined && !own.has(container)) found.add(container);
  }
  for (const statement of statementsIn(loop.body)) {
    if (statement.kind !== 'assign') continue;
    for (const target of statement.targets) {
      if (
        target.kind === 'name' &&
        (statement.op === '|=' || statement.op === '+=') &&
        !isNumber(statement.value)
      )
        found.add(target.id);
      if (target.kind === 'subscript' && target.object.kind === 'name' && !own.has(target.object.id))
        found.add(sourceOf(target.object, ctx));
    }
  }
  found.delete(loop.target.kind === 'name' ? loop.target.id : '');
  return [...found];
}

/** Containers of the method that the loop gives to what it calls: `self._add(totals, order)` may fill them. */
function handedOn(loop: ForStatement, { method }: FixContext): readonly string[] {
  const own = namesAssigned(loop.body);
  const containers = containersMadeIn(method.body, loop.at.start);
  return callsIn(loop.body)
    .flatMap(({ args }) => args.flatMap(({ value }) => (value.kind === 'name' ? [value.id] : [])))
    .filter((name) => containers.has(name) && !own.has(name));
}

/** Whether statements after the loop work with the name; one that only returns it leaves nothing half done. */
function isUsedAfter(name: string, loop: ForStatement, { method }: FixContext): boolean {
  const returns = statementsIn(method.body).filter(({ kind }) => kind === 'return');
  return expressionsIn(method.body).some(
    (part) =>
      part.kind === 'name' &&
      part.id === name &&
      part.at.start >= loop.at.end &&
      !returns.some(({ at }) => at.start <= part.at.start && part.at.end <= at.end),
  );
}

function namesAssigned(block: Block): ReadonlySet<string> {
  const targets = statementsIn(block).flatMap((one) => (one.kind === 'assign' && !one.op ? one.targets : []));
  return new Set(targets.flatMap((target) => (target.kind === 'name' ? [target.id] : [])));
}

/** `total` in `total` and in `total[key]`. */
function containerOf(object: Expression): string | undefined {
  if (object.kind === 'subscript') return containerOf(object.object);
  return object.kind === 'name' ? object.id : undefined;
}

function isNumber(value: { readonly kind: string } | undefined): boolean {
  return value?.kind === 'number';
}

/** The edits that make several imports usable; the first name that is taken, when there is one. */
export function importAll(
  imports: readonly WantedImport[],
  ctx: FixContext,
): { readonly kind: 'found'; readonly edits: readonly TextEdit[] } | Extract<ImportFound, { kind: 'taken' }> {
  const edits: TextEdit[] = [];
  for (const wanted of imports) {
    const found = importName(ctx.text, wanted);
    if (found.kind === 'taken') return found;
    edits.push(...found.edits);
  }
  return { kind: 'found', edits };
}

/** The span that a rewrite of the loop replaces: header and body. */
export function loopSpan(layout: LoopLayout): { readonly start: number; readonly end: number } {
  return { start: layout.header.start, end: Math.max(layout.header.end, layout.body.end) };
}

/** What the report to the scheduler changes. `stop`: the next run finds just the rest. */
export function progressReasons(progress: Progress, stop: boolean): readonly string[] {
  if (progress.kind === 'none') return [];
  if (progress.kind === 'notify')
    return [
      stop
        ? 'The scheduler learns how far it is, and calls it again for the rest when it is cut off or fails.'
        : 'The scheduler learns what is done; nothing is said to remain, because another run would begin anew.',
    ];
  return stop ? ['It stops when the run is out of time; the scheduler calls it again for the rest.'] : [];
}

/** Whether the version's Python has `:=`. */
export function hasWalrus(ctx: FixContext): boolean {
  return releaseForm(ctx.odoo).walrus;
}
