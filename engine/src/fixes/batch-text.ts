// What the two batch rewrites share: the body one step deeper, the release below it, the words of title and reason.

import type { ForStatement } from '../ir/statement';
import { isProtected, swallowingHandler } from '../ir/swallowed';
import { blocksOf, expressionsIn, statementsIn } from '../ir/walk';
import { releaseForm } from '../odoo/release-forms';
import { indentLines, lineBreakOf } from '../text/indentation';
import type { TextEdit } from '../text/text-edit';
import type { FixContext } from './fix-context';
import { gatheredIn, handedOn, isWorkedOnAfter } from './gathered';
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
    : `Drops cached values per batch: pending writes are flushed earlier and values are read again. Nothing is committed, because ${whyUncommitted(ctx)}.`;
  const kept = [...new Set(gatheredIn(loop).map(({ name }) => name))];
  const keeps =
    kept.length === 0
      ? []
      : [
          `${kept.map((name) => `\`${name}\``).join(', ')} ${kept.length === 1 ? 'grows' : 'grow'} on over all batches.`,
        ];
  const gathered = [...new Set([...kept, ...handedOn(loop, ctx.method)])];
  const late = ctx.mayCommit ? gathered.filter((name) => isWorkedOnAfter(name, loop, ctx.method)) : [];
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
  return [commit, ...fewReasons(ctx), ...stays, ...swallowed, ...form, ...keeps, ...loses].join(' ');
}

/** Why a batch has so few records. */
export function fewReasons({ waits, batch }: FixContext): readonly string[] {
  return waits
    ? [
        `A batch has ${batch.size} records, because each waits for another machine or process: a thousand of them could take longer than a run may, and nothing would be committed.`,
      ]
    : [];
}

/** Why nothing is committed. */
export function whyUncommitted({ uncommitted }: FixContext): string {
  return uncommitted ?? 'not only scheduled actions call this method';
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
