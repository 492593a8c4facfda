// Ends every round of a loop that works in batches with the version's release.

import type { Expression } from '../ir/expression';
import type { ForStatement, Statement, WhileStatement } from '../ir/statement';
import { blockOf, expressionsIn, expressionsOf, leavesLoop, statementsIn, within } from '../ir/walk';
import { indentAt, isAloneOnLine, lineBreakOf, lineEnd, lineStart } from '../text/indentation';
import type { LocalSpan } from '../text/span';
import type { TextEdit } from '../text/text-edit';
import { isRelease, whyNotPlace, whyNotRelease } from './batch-refusal';
import { forVersion, importAll, progressReasons, whyUncommitted } from './batch-text';
import { environmentOf } from './environment';
import type { Fix, NoFix } from './fix';
import { type FixContext, fileSpan, refuse } from './fix-context';
import { type LoopLayout, loopLayout } from './loop-layout';
import { lineBefore, progressOf, startCounting } from './progress';
import { releaseLines } from './release-lines';
import { untilFinished } from './unfinished-work';

/** Inserts the release at the end of the loop's body, before a last `if …: break`. */
export function releaseInBatch(loop: ForStatement | WhileStatement, given: FixContext): Fix | NoFix {
  const ctx = untilFinished(loop, given);
  return release(loop, releaseTitle('after each batch', ctx), whyNotHere(loop), ctx, (lines, layout) => {
    const place = insertionPlace(loop, layout.body.end, ctx);
    return releaseEdit(place, lines, layout.indent + layout.unit, ctx);
  });
}

/**
 * Releases where the loop only flushes. At the end of a batch or under a counter the release takes the flush's place,
 * for it flushes, too; elsewhere something may need what was flushed, and the release comes at the end of the batch.
 */
export function releaseForFlush(
  loop: ForStatement | WhileStatement,
  flush: LocalSpan,
  given: FixContext,
): Fix | NoFix {
  const ctx = untilFinished(loop, given);
  const flushes = statementsIn(loop.body).find(
    (statement) => statement.kind === 'expression' && statement.at.start === flush.start,
  );
  const block = flushes && blockOf(loop.body, flushes);
  const isLast = block?.statements.at(-1)?.at.start === flush.start;
  if (!flushes || !block || !(isLast || block !== loop.body)) return releaseInBatch(loop, ctx);
  const at = fileSpan(flush, ctx);
  const reason = isAloneOnLine(ctx.text, at)
    ? undefined
    : 'The line holds more than the flush: give the flush a line of its own.';
  const stays = [...expressionsOf(flushes)].flatMap((each) => within(each)).some(isText);
  const title = releaseTitle(stays ? 'after the flush' : 'instead of the flush', ctx);
  return release(loop, title, reason, ctx, (lines) => {
    const newLine = lineBreakOf(ctx.text) + indentAt(ctx.text, at.start);
    if (!stays) return { at, newText: lines.join(newLine) };
    const end = lineEnd(ctx.text, at.end);
    return { at: { start: end, end }, newText: newLine + lines.join(newLine) };
  });
}

/** What names a model or a field says what the flush is for: it is not thrown away. */
function isText(part: Expression): boolean {
  return part.kind === 'text';
}

/** A release in the loop, written where and as `editOf` says. */
function release(
  loop: ForStatement | WhileStatement,
  title: string,
  whyNot: string | undefined,
  ctx: FixContext,
  editOf: (lines: readonly string[], layout: LoopLayout) => TextEdit,
): Fix | NoFix {
  const reason = whyNotRelease(ctx) ?? whyNotPlace(loop, ctx) ?? whyNot;
  if (reason !== undefined) return refuse(title, reason);
  const env = environmentOfLoop(loop, ctx);
  if (env === undefined)
    return refuse(title, 'The records belong to another environment: release that one by hand.');
  const layout = loopLayout(loop, ctx);
  if (!layout || layout.inline)
    return refuse(title, "The body stands on the header's line: give it lines of its own first.");
  const batch = batchName(loop);
  const progress = progressOf(false, ctx);
  const counting = startCounting(loop, progress, ctx);
  const above = counting.lines.map((line) => lineBefore(loop, line, ctx));
  const { unit } = layout;
  const indent = layout.indent + unit;
  const written = releaseLines({ env, batch, progress, remaining: undefined, indent, unit }, ctx);
  const imports = importAll(written.imports, ctx);
  if (imports.kind === 'taken')
    return refuse(title, `\`${imports.name}\` means something else in this file: rename that first.`);
  return {
    kind: 'fix',
    title,
    applicability: 'unsafe',
    why: [
      ctx.mayCommit
        ? 'Adds a commit per batch: batches that are done stay done when a later one fails.'
        : `Drops cached values per batch: pending writes are flushed earlier and values are read again. Nothing is committed, because ${whyUncommitted(ctx)}.`,
      ...progressReasons(progress, false),
    ].join(' '),
    edits: [...imports.edits, ...counting.edits, ...above, editOf(written.lines, layout)],
  };
}

function releaseTitle(where: string, ctx: FixContext): string {
  const version = forVersion(ctx);
  if (!ctx.mayCommit) return `Release the cache ${where}${version}`;
  return progressOf(false, ctx).kind !== 'none'
    ? `Commit and report progress ${where}${version}`
    : `Commit ${where}${version}`;
}

function whyNotHere(loop: ForStatement | WhileStatement): string | undefined {
  if (expressionsIn(loop.body).some(isRelease)) return 'The loop releases already.';
  if (leavesLoop(loop.body, 'continue'))
    return 'A `continue` of the loop would skip the release: turn it into an `if` around the work.';
  return undefined;
}

/** The offset to insert at, and whether the release stands above or below it. */
interface Place {
  readonly offset: number;
  readonly side: 'above' | 'below';
}

function insertionPlace(loop: ForStatement | WhileStatement, end: number, ctx: FixContext): Place {
  const last = loop.body.statements.at(-1);
  if (!last || loop.body.statements.length < 2 || !isExit(last)) return { offset: end, side: 'below' };
  return { offset: lineStart(ctx.text, fileSpan(last.at, ctx).start), side: 'above' };
}

/** `if len(batch) < size: break` */
function isExit(statement: Statement): boolean {
  if (statement.kind === 'break') return true;
  if (statement.kind !== 'if' || statement.orElse || statement.arms.length !== 1) return false;
  const [only, ...more] = statement.arms[0]?.body.statements ?? [];
  return more.length === 0 && (only?.kind === 'break' || only?.kind === 'return');
}

function releaseEdit(place: Place, lines: readonly string[], indent: string, ctx: FixContext) {
  const eol = lineBreakOf(ctx.text);
  const at = { start: place.offset, end: place.offset };
  const own = place.side === 'above' ? indentAt(ctx.text, place.offset) : indent;
  const newText = lines
    .map((line) => (place.side === 'above' ? `${own}${line}${eol}` : `${eol}${own}${line}`))
    .join('');
  return { at, newText };
}

/** The environment of the first recordset that the loop names: its iterable, its test, a search in its body. */
function environmentOfLoop(loop: ForStatement | WhileStatement, ctx: FixContext): string | undefined {
  const found = searchesOf(loop).map((call) => environmentOf(call, ctx.method));
  if (found.length > 0) return found.every((env) => env === found[0]) ? found[0] : undefined;
  return ctx.method.parameters[0]?.name === 'self' ? 'self.env' : undefined;
}

function searchesOf(loop: ForStatement | WhileStatement): readonly Expression[] {
  const head = loop.kind === 'for' ? loop.over : loop.test;
  return [...within(head), ...expressionsIn(loop.body)].filter(
    (part) =>
      part.kind === 'call' &&
      part.callee.kind === 'attribute' &&
      /^(search|search_fetch|browse)$/.test(part.callee.name),
  );
}

/** The variable that holds the batch: of `for batch in split_every(…)`, `while batch := …search(…)`, `batch = …search(…)`. */
export function batchName(loop: ForStatement | WhileStatement): string | undefined {
  if (loop.kind === 'for') {
    const { over, target } = loop;
    const splits = over.kind === 'call' && isCallTo(over, 'split_every');
    return splits && target.kind === 'name' ? target.id : undefined;
  }
  for (const part of within(loop.test))
    if (part.kind === 'named' && isCallTo(part.value, 'search')) return part.target;
  for (const statement of loop.body.statements) {
    if (statement.kind !== 'assign' || !statement.value || !isCallTo(statement.value, 'search')) continue;
    const [target] = statement.targets;
    return target?.kind === 'name' && !isReassigned(loop, target.id) ? target.id : undefined;
  }
  return undefined;
}

function isReassigned(loop: ForStatement | WhileStatement, name: string): boolean {
  const assigned = loop.body.statements.filter(
    (statement) =>
      statement.kind === 'assign' &&
      statement.targets.some((target) => target.kind === 'name' && target.id === name),
  );
  return assigned.length > 1;
}

function isCallTo(value: Expression, name: string): boolean {
  if (value.kind !== 'call') return false;
  const { callee } = value;
  return (
    (callee.kind === 'name' && callee.id === name) || (callee.kind === 'attribute' && callee.name === name)
  );
}
