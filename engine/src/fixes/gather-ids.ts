// Turns a recordset that grows record by record into a list of ids that is browsed once, after the loop.

import type { Expression } from '../ir/expression';
import type { AssignStatement, ForStatement, Statement } from '../ir/statement';
import { blockOf } from '../ir/walk';
import { indentAt, isAloneOnLine, lineBreakOf } from '../text/indentation';
import type { LocalSpan } from '../text/span';
import type { Fix, NoFix } from './fix';
import { type FixContext, fileSpan, freshName, refuse, sourceOf } from './fix-context';
import { loopLayout } from './loop-layout';
import { namesIn } from './python-tokens';

/** A recordset that grows in a loop. */
export interface UnionInLoop {
  readonly name: string;
  readonly added: Expression;
  /** It is one record, under a name; otherwise the lines of one. */
  readonly isOne: boolean;
  /** The statement that makes the union. */
  readonly at: LocalSpan;
  readonly loop: ForStatement;
  /** The union stands in a loop within the loop: the same record may come again. */
  readonly nested: boolean;
}

/** What the fix is called. */
export function gatherTitle(name: string): string {
  return `Gather ids in a list, and browse ${name} once`;
}

/** Gathers the ids of what the loop adds. */
export function gatherIds(union: UnionInLoop, ctx: FixContext): Fix | NoFix {
  const { name, loop } = union;
  const title = gatherTitle(name);
  const start = definitionOf(union, ctx);
  const empty = start?.value && emptySet(start.value, ctx);
  if (!start || empty === undefined)
    return refuse(
      title,
      `\`${name}\` does not start as an empty recordset right before the loop: start it there.`,
    );
  const layout = loopLayout(loop, ctx);
  const reason =
    layout && !layout.inline && !loop.orElse
      ? whyNot(union, start, ctx)
      : 'The loop has an `else`, or its body stands on its line: take it apart first.';
  if (!layout || reason !== undefined) return refuse(title, reason ?? 'The loop is indented unevenly.');
  const ids = freshName([`${name}_ids`], ctx);
  const indent = indentAt(ctx.text, fileSpan(loop.at, ctx).start);
  const after = { start: layout.body.end, end: layout.body.end };
  const edits = [
    { at: fileSpan(start.at, ctx), newText: `${ids} = []` },
    { at: fileSpan(union.at, ctx), newText: `${ids}.${gathering(union, ctx)}` },
    { at: after, newText: `${lineBreakOf(ctx.text)}${indent}${name} = ${empty}.browse(${ids})` },
  ];
  // Where an error in the loop is caught, somebody may ask for the recordset that was not made.
  const isPlain = blockOf(ctx.method.body, loop) === ctx.method.body;
  if (!union.nested && isPlain) return { kind: 'fix', title, applicability: 'safe', edits };
  const why = `\`${name}\` is made after the loop only, and holds twice what comes twice: a union drops it.`;
  return { kind: 'fix', title, applicability: 'unsafe', why, edits };
}

function gathering({ added, isOne }: UnionInLoop, ctx: FixContext): string {
  const what = sourceOf(added, ctx);
  return isOne ? `append(${what}.id)` : `extend(${what}.ids)`;
}

/** The one assignment of the name, in the block of the loop and above it. */
function definitionOf({ name, loop }: UnionInLoop, ctx: FixContext): AssignStatement | undefined {
  const block = blockOf(ctx.method.body, loop);
  const starts = (block?.statements ?? []).filter(
    (statement): statement is AssignStatement =>
      bindsOnly(statement, name) && statement.at.end <= loop.at.start,
  );
  return starts.length === 1 ? starts[0] : undefined;
}

function bindsOnly(statement: Statement, name: string): boolean {
  const [target, ...more] =
    statement.kind === 'assign' && statement.op === undefined ? statement.targets : [];
  return more.length === 0 && target?.kind === 'name' && target.id === name;
}

/** What to browse on: `self.env["m"]` of that or of `self.env["m"].browse()`; undefined for what may hold records. */
function emptySet(value: Expression, ctx: FixContext): string | undefined {
  if (value.kind === 'subscript') {
    const { object } = value;
    const isEnv =
      object.kind === 'attribute' ? object.name === 'env' : object.kind === 'name' && object.id === 'env';
    return isEnv ? sourceOf(value, ctx) : undefined;
  }
  const isBrowse =
    value.kind === 'call' && value.callee.kind === 'attribute' && value.callee.name === 'browse';
  if (!isBrowse || value.args.length > 0 || value.callee.kind !== 'attribute') return undefined;
  return sourceOf(value.callee.object, ctx);
}

function whyNot(union: UnionInLoop, start: AssignStatement, ctx: FixContext): string | undefined {
  const { name, loop, at } = union;
  if (union.isOne && union.added.kind !== 'name')
    return 'What is added has no name: assign it to a variable first.';
  const [from, to] = [fileSpan(start.at, ctx), fileSpan(at, ctx)];
  if (![from, to].every((each) => isAloneOnLine(ctx.text, each)))
    return 'The line holds more than one statement: give each a line of its own.';
  const end = fileSpan(loop.at, ctx).end;
  const between = [
    { start: from.end, end: to.start },
    { start: to.end, end },
  ];
  if (between.some((span) => namesIn(ctx.text, span).has(name)))
    return `\`${name}\` is used before the loop is over: gather its ids by hand.`;
  return undefined;
}
