// Begins an `except` of a loop that commits with a rollback, and with a line in the log where there is none.

import type { CallExpression, Expression } from '../ir/expression';
import type { ExceptHandler, ForStatement, WhileStatement } from '../ir/statement';
import { expressionsIn } from '../ir/walk';
import { indentAt, lineBreakOf, lineStart } from '../text/indentation';
import type { Fix, NoFix } from './fix';
import { type FixContext, fileSpan, refuse, sourceOf } from './fix-context';
import { quoteOf } from './python-tokens';

const TITLE = 'Roll back, and log the error';

/** What is known of the loop around the handler. */
export interface SwallowedError {
  readonly handler: ExceptHandler;
  readonly loop: ForStatement | WhileStatement;
  /** The commit that the loop comes to in every round; undefined when it commits now and then. */
  readonly commit: CallExpression | undefined;
  /** A round tells something to another machine. */
  readonly sends: boolean;
}

const AFTER_SENDING =
  ' What another machine was told in it stays done there: commit what it answers, such as an id, right after the call.';

/** Inserts the rollback above the first statement of the handler. */
export function rollbackInHandler(
  { handler, loop, commit, sends }: SwallowedError,
  ctx: FixContext,
): Fix | NoFix {
  const cursor = commit && cursorOf(commit, ctx);
  if (cursor === undefined)
    return refuse(
      TITLE,
      'A rollback would also undo the rounds since the last commit: put `with self.env.cr.savepoint():` around the work.',
    );
  const [first] = handler.body.statements;
  if (!first || handler.body.inline)
    return refuse(TITLE, 'The handler stands on one line: give its body lines of its own first.');
  const start = lineStart(ctx.text, fileSpan(first.at, ctx).start);
  const indent = indentAt(ctx.text, start);
  const lines = [`${cursor}.rollback()`, ...logLine(handler, loop, ctx)];
  const newText = lines.map((line) => `${indent}${line}${lineBreakOf(ctx.text)}`).join('');
  return {
    kind: 'fix',
    title: TITLE,
    applicability: 'unsafe',
    why: `Undoes what was done since the last commit, which is what the failed round did.${sends ? AFTER_SENDING : ''}`,
    edits: [{ at: { start, end: start }, newText }],
  };
}

/** `self.env.cr` of `self.env.cr.commit()` and of `self.env["ir.cron"]._commit_progress()`. */
function cursorOf({ callee }: CallExpression, ctx: FixContext): string | undefined {
  if (callee.kind !== 'attribute') return undefined;
  const { object } = callee;
  return object.kind === 'subscript' ? `${sourceOf(object.object, ctx)}.cr` : sourceOf(object, ctx);
}

const LOGS = /^(exception|error|warning|critical|info|debug|log)$/;

function logLine(
  handler: ExceptHandler,
  loop: ForStatement | WhileStatement,
  ctx: FixContext,
): readonly string[] {
  const logged = expressionsIn(handler.body).some(
    (part) => part.kind === 'call' && part.callee.kind === 'attribute' && LOGS.test(part.callee.name),
  );
  if (logged || !/^_logger\s*=/m.test(ctx.text)) return [];
  const quote = quoteOf(ctx.text, fileSpan(ctx.method.at, ctx));
  const item = loop.kind === 'for' ? nameOf(loop.target) : undefined;
  return item === undefined
    ? [`_logger.exception(${quote}Failed, and went on${quote})`]
    : [`_logger.exception(${quote}Failed on %s, and went on${quote}, ${item})`];
}

function nameOf(target: Expression): string | undefined {
  return target.kind === 'name' ? target.id : undefined;
}
