// Traces the memory of one method: starts before its body, and logs the lines that keep the most when it ends.

import { ownExpressions } from '../fixes/batch-refusal';
import type { Fix, NoFix } from '../fixes/fix';
import { type FixContext, fileSpan, freshName, methodUnit, refuse } from '../fixes/fix-context';
import { multiLineStrings } from '../fixes/python-tokens';
import type { Statement } from '../ir/statement';
import { needEdit } from '../templates/needs';
import { indentAt, indentLines, lineBreakOf, lineEnd, lineStart } from '../text/indentation';

const TITLE = "Profile this cron's memory";
const WHY = 'Tracing makes a run about five times slower: take it out when you have seen the log.';

/** Wraps the method's body. Refused where there is no body to wrap, or where a body would only be started. */
export function profileMethod(name: string, ctx: FixContext): Fix | NoFix {
  const { method, text } = ctx;
  const statements = method.body.statements.filter(
    (statement, index) => index > 0 || !isDocstring(statement),
  );
  const [first] = statements;
  if (!method.complete) return refuse(TITLE, 'The method is not valid Python as it stands.');
  if (!first || method.body.inline)
    return refuse(TITLE, 'The method has no body on lines of its own that could be traced.');
  if (ownExpressions(method.body).some(({ kind }) => kind === 'yield'))
    return refuse(TITLE, 'The method is a generator: it runs while others loop over it. Trace its caller.');
  const whole = fileSpan(method.at, ctx);
  if (/\btracemalloc\b/.test(text.slice(whole.start, whole.end)))
    return refuse(TITLE, 'The method uses tracemalloc already.');
  const { start: firstAt } = fileSpan(first.at, ctx);
  const start = lineStart(text, firstAt);
  if (text.slice(start, firstAt).trim() !== '')
    return refuse(TITLE, 'The docstring has code on its line: give the code a line of its own.');
  const at = { start, end: lineEnd(text, whole.end) };
  const newText = wrapped(name, at, ctx);
  const head = needEdit({ text, headEnd: ctx.methodStart, typed: text.length }, [
    { module: 'tracemalloc' },
    'logger',
  ]);
  return {
    kind: 'fix',
    title: TITLE,
    applicability: 'unsafe',
    why: WHY,
    edits: [...(head ? [head] : []), { at, newText }],
  };
}

function isDocstring(statement: Statement): boolean {
  return statement.kind === 'expression' && statement.value.kind === 'text';
}

function wrapped(
  name: string,
  at: { readonly start: number; readonly end: number },
  ctx: FixContext,
): string {
  const { text } = ctx;
  const unit = methodUnit(ctx);
  const indent = indentAt(text, at.start);
  const eol = lineBreakOf(text);
  const peak = freshName(['peak', 'peak_bytes'], ctx);
  const lines = freshName(['largest', 'largest_lines'], ctx);
  const line = freshName(['line', 'traced_line'], ctx);
  const before = ['tracemalloc.start()', 'try:'];
  const after = [
    'finally:',
    `${unit}${peak} = tracemalloc.get_traced_memory()[1]`,
    `${unit}${lines} = tracemalloc.take_snapshot().statistics("lineno")[:10]`,
    `${unit}tracemalloc.stop()`,
    `${unit}_logger.info("Peak of ${name}: %.1f MB", ${peak} / 1e6)`,
    `${unit}for ${line} in ${lines}:`,
    `${unit}${unit}_logger.info("Kept: %s", ${line})`,
  ];
  const body = indentLines(text, at, unit, multiLineStrings(text, at));
  return [...before.map((each) => indent + each), body, ...after.map((each) => indent + each)].join(eol);
}
