// How a rewrite tells the scheduler how far the run is (18.0 and later).

import type { Statement } from '../ir/statement';
import { expressionsIn, pathTo } from '../ir/walk';
import { CONTINUING_CALLS } from '../odoo/release-calls';
import { releaseForm } from '../odoo/release-forms';
import { indentAt, lineBreakOf } from '../text/indentation';
import type { TextEdit } from '../text/text-edit';
import { type FixContext, fileSpan, freshName } from './fix-context';
import { quoteOf } from './python-tokens';

/**
 * - `none`: nothing listens, or the method reports by itself already.
 * - `notify`: 18.0 is told what is done so far, in `done`, and what a next run would find.
 * - `commit`: 19.0 is told what the batch did; `stop` leaves the loop when the run's time is used up.
 */
export type Progress =
  | { readonly kind: 'none' }
  | { readonly kind: 'notify'; readonly done: string; readonly total: string }
  | { readonly kind: 'commit'; readonly stop: boolean };

/** The report that suits the version and the method. `stop`: the next run finds just the rest. */
export function progressOf(stop: boolean, ctx: FixContext): Progress {
  const { commit } = releaseForm(ctx.odoo);
  if (!ctx.mayCommit || commit === 'cursor') return { kind: 'none' };
  if (commit === 'progress') return { kind: 'commit', stop };
  if (!ctx.isCron || reportsAlready(ctx)) return { kind: 'none' };
  return {
    kind: 'notify',
    done: freshName(['done', 'done_count', 'records_done'], ctx),
    total: freshName(['total', 'total_count', 'records_found'], ctx),
  };
}

/** Numbers are absolute: a second report of the same run would overwrite the first. */
export function reportsAlready({ method }: FixContext): boolean {
  return expressionsIn(method.body).some(
    (each) => each.kind === 'attribute' && CONTINUING_CALLS.test(each.name),
  );
}

/** A call of `ir.cron`. */
export function cronCall(env: string, call: string, ctx: FixContext): string {
  const quote = quoteOf(ctx.text, fileSpan(ctx.method.at, ctx));
  return `${env}[${quote}ir.cron${quote}].${call}`;
}

/** The counter's first value: a line before `place`, or an edit before the loops around it, which must not reset it. */
export function startCounting(
  place: Statement,
  progress: Progress,
  ctx: FixContext,
): { readonly lines: readonly string[]; readonly edits: readonly TextEdit[] } {
  if (progress.kind !== 'notify') return { lines: [], edits: [] };
  const line = `${progress.done} = 0`;
  const outer = pathTo(ctx.method.body, place)?.find(({ kind }) => kind === 'for' || kind === 'while');
  const isInside = outer !== undefined && outer.at.start < place.at.start;
  return isInside ? { lines: [], edits: [lineBefore(outer, line, ctx)] } : { lines: [line], edits: [] };
}

/** A line of its own above a statement. */
export function lineBefore(statement: Statement, line: string, ctx: FixContext): TextEdit {
  const { start } = fileSpan(statement.at, ctx);
  const newText = `${line}${lineBreakOf(ctx.text)}${indentAt(ctx.text, start)}`;
  return { at: { start, end: start }, newText };
}
