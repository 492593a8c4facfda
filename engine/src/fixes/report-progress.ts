// Tells the scheduler what a loop that commits has done (18.0 and later).

import type { ForStatement, WhileStatement } from '../ir/statement';
import { expressionsOf, statementsIn } from '../ir/walk';
import { indentAt, isAloneOnLine, lineBreakOf } from '../text/indentation';
import type { LocalSpan } from '../text/span';
import { whyNotMethod } from './batch-refusal';
import { progressReasons } from './batch-text';
import type { Fix, NoFix } from './fix';
import { type FixContext, fileSpan, methodUnit, refuse, sourceOf } from './fix-context';
import { cronCall, lineBefore, progressOf, startCounting } from './progress';
import { batchName } from './release-in-batch';
import { processed, reportLines } from './release-lines';

/** `_commit_progress(…)` in the place of a commit; on 18.0, `_notify_progress(…)` above it. */
export function reportProgress(
  loop: ForStatement | WhileStatement,
  commit: LocalSpan,
  ctx: FixContext,
): Fix | NoFix {
  const progress = progressOf(false, ctx);
  const call = progress.kind === 'notify' ? '_notify_progress' : '_commit_progress';
  const title = `Report the progress with ${call}()`;
  const statement = statementsIn(loop.body).find((each) => isAt(each, commit));
  const reason = whyNotMethod(ctx);
  if (reason !== undefined) return refuse(title, reason);
  if (statement?.kind !== 'expression' || !isAloneOnLine(ctx.text, fileSpan(statement.at, ctx)))
    return refuse(title, 'The commit shares its line with other code: give it a line of its own.');
  const env = /^(.*\benv)\.cr\.commit\(\)$/.exec(sourceOf(statement.value, ctx))?.[1];
  if (env === undefined)
    return refuse(title, 'It is not seen whose cursor commits: write `self.env.cr.commit()`.');
  const at = fileSpan(statement.at, ctx);
  const indent = indentAt(ctx.text, at.start);
  const wish = { env, batch: batchName(loop), progress, remaining: undefined, indent, unit: methodUnit(ctx) };
  if (progress.kind !== 'notify') {
    const newText = cronCall(env, `_commit_progress(${processed(wish)})`, ctx);
    const why = 'It commits as before, and the scheduler learns what is done.';
    return { kind: 'fix', title, applicability: 'unsafe', why, edits: [{ at, newText }] };
  }
  const counting = startCounting(loop, progress, ctx);
  const eol = lineBreakOf(ctx.text);
  const newText = reportLines(wish, ctx)
    .map((line) => `${line}${eol}${indent}`)
    .join('');
  return {
    kind: 'fix',
    title,
    applicability: 'unsafe',
    why: progressReasons(progress, false).join(' '),
    edits: [
      ...counting.edits,
      ...counting.lines.map((line) => lineBefore(loop, line, ctx)),
      { at: { start: at.start, end: at.start }, newText },
    ],
  };
}

function isAt(statement: Parameters<typeof expressionsOf>[0], commit: LocalSpan): boolean {
  return expressionsOf(statement).some(({ at }) => at.start <= commit.start && commit.end <= at.end);
}
