// Turns `f = open(path)` and what follows into `with open(path) as f:`, when the block shows where the use ends.

import type { Expression } from '../ir/expression';
import type { AssignStatement, Block, Statement } from '../ir/statement';
import { blockOf } from '../ir/walk';
import { indentLines, lineBreakOf, lineEnd, lineStart, nextLine } from '../text/indentation';
import type { Span } from '../text/span';
import { whyNotMethod } from './batch-refusal';
import type { Fix, NoFix } from './fix';
import { type FixContext, fileSpan, methodUnit, refuse, sourceOf } from './fix-context';
import { multiLineStrings, namesIn } from './python-tokens';
import { useOf } from './resource-use';
import { withSupport } from './with-support';

/** Wraps an acquisition in `with`, with the statements of its block up to the last that uses it. */
export function wrapWith(assign: AssignStatement, ctx: FixContext): Fix | NoFix {
  const [target, ...others] = assign.targets;
  if (target?.kind !== 'name' || others.length > 0 || assign.op !== undefined || !assign.value)
    return refuse(
      'Close it with `with`',
      'It is not assigned to one plain name: assign it to a local variable first.',
    );
  const title = `Close it: with ${headOf(assign.value, ctx)}(…) as ${target.id}`;
  const block = blockOf(ctx.method.body, assign);
  if (!block) return refuse(title, 'The assignment stands in code that is not understood here.');
  const support = withSupport(assign.value, ctx);
  if (support.kind === 'no') return refuse(title, support.reason);
  const reason = whyNotMethod(ctx) ?? whyNotLine(assign, block, ctx);
  if (reason !== undefined) return refuse(title, reason);
  const region = regionOf(assign, target.id, block, ctx);
  if (typeof region === 'string') return refuse(title, region);
  const why = [
    ...(support.also === undefined ? [] : [support.also]),
    ...(region.handedOn
      ? [`\`${target.id}\` is handed to other code: if that keeps it, it is closed too early now.`]
      : []),
  ].join(' ');
  const edits = [{ at: region.at, newText: rewritten(assign, target.id, region, ctx) }];
  return why === ''
    ? { kind: 'fix', title, applicability: 'safe', edits }
    : { kind: 'fix', title, applicability: 'unsafe', why, edits };
}

function headOf(value: Expression, ctx: FixContext): string {
  return value.kind === 'call' ? sourceOf(value.callee, ctx).replace(/\s+/g, '') : 'it';
}

function whyNotLine(assign: AssignStatement, block: Block, ctx: FixContext): string | undefined {
  const { start, end } = fileSpan(assign.at, ctx);
  const before = ctx.text.slice(lineStart(ctx.text, start), start);
  const rest = ctx.text.slice(end, lineEnd(ctx.text, end)).trim();
  if (block.inline || before.trim() !== '' || (rest !== '' && !rest.startsWith('#')))
    return 'The line holds more than this assignment: give it a line of its own.';
  return valueSpan(assign, ctx) ? undefined : 'The assignment has a type annotation: remove it first.';
}

/** The value as written, parentheses included; undefined when something stands between the name and `=`. */
function valueSpan(assign: AssignStatement, ctx: FixContext): Span | undefined {
  const at = fileSpan(assign.at, ctx);
  const text = ctx.text.slice(at.start, at.end);
  const head = /^\w+\s*=\s*/u.exec(text)?.[0];
  return head === undefined ? undefined : { start: at.start + head.length, end: at.end };
}

interface Region {
  /** The span that the rewrite replaces. */
  readonly at: Span;
  /** Whole lines that move into the block. */
  readonly body: Span;
  /** It is passed to code that may keep it. */
  readonly handedOn: boolean;
}

function regionOf(assign: AssignStatement, name: string, block: Block, ctx: FixContext): Region | string {
  const index = block.statements.findIndex((statement) => statement.at.start === assign.at.start);
  const followers = block.statements.slice(index + 1);
  const outside = whyNotOutside(name, assign, block, ctx);
  if (outside !== undefined) return outside;
  const uses = followers.map((statement) => useOf(statement, name, ctx));
  const leak = uses.find((use) => use.escape !== undefined)?.escape;
  if (leak !== undefined) return leak;
  const reach = reachOf(followers, name, partsOutside(assign, block, ctx).after, ctx);
  if (typeof reach === 'string') return reach;
  const used = followers.slice(0, reach + 1);
  const last = used.at(-1);
  if (!last) return `\`${name}\` is not used in this block after it is opened.`;
  const closes = isLoneClose(last, name, ctx);
  const inside = closes ? used.slice(0, -1) : used;
  const end = inside.at(-1);
  if (!end) return `\`${name}\` is opened and closed and nothing else: remove both.`;
  const handedOn = uses.slice(0, reach + 1).some((use) => use.handedOn);
  return {
    at: { start: fileSpan(assign.at, ctx).start, end: lineEnd(ctx.text, fileSpan(last.at, ctx).end) },
    body: bodySpan(assign, end, closes ? last : undefined, ctx),
    handedOn,
  };
}

/** From the line after the assignment to the last statement; up to a dropped `close()` when there is one. */
function bodySpan(
  assign: AssignStatement,
  end: Statement,
  close: Statement | undefined,
  ctx: FixContext,
): Span {
  const { text } = ctx;
  const start = nextLine(text, fileSpan(assign.at, ctx).end);
  if (!close) return { start, end: lineEnd(text, fileSpan(end.at, ctx).end) };
  const raw = text.slice(start, lineStart(text, fileSpan(close.at, ctx).start));
  return { start, end: start + raw.trimEnd().length };
}

/** The parts of the method before the assignment and after its block. */
function partsOutside(assign: AssignStatement, block: Block, ctx: FixContext) {
  const method = fileSpan(ctx.method.at, ctx);
  const blockEnd = lineEnd(ctx.text, fileSpan(block.at, ctx).end);
  return {
    before: { start: method.start, end: fileSpan(assign.at, ctx).start },
    after: { start: Math.min(blockEnd, method.end), end: method.end },
  };
}

function whyNotOutside(
  name: string,
  assign: AssignStatement,
  block: Block,
  ctx: FixContext,
): string | undefined {
  const { before, after } = partsOutside(assign, block, ctx);
  return [before, after].some((part) => namesIn(ctx.text, part).has(name))
    ? `\`${name}\` is used outside the block that opens it: give each use its own name.`
    : undefined;
}

/** Index of the last statement that uses the resource, or something that may still read from it. */
function reachOf(
  followers: readonly Statement[],
  name: string,
  after: Span,
  ctx: FixContext,
): number | string {
  let reach = -1;
  const names = [name];
  for (const current of names) {
    if (current !== name && namesIn(ctx.text, after).has(current))
      return `\`${current}\`, made from \`${name}\`, is used after the block: read what is needed inside it.`;
    for (const [index, statement] of followers.entries()) {
      const use = useOf(statement, current, ctx);
      // The statement that makes a name binds it; that is no second use.
      if (use.escape !== undefined && !makes(statement, current)) return use.escape;
      if (use.mentions) reach = Math.max(reach, index);
      for (const derived of use.derived) if (!names.includes(derived)) names.push(derived);
    }
  }
  return reach;
}

function makes(statement: Statement, name: string): boolean {
  return (
    statement.kind === 'assign' &&
    statement.targets.some((target) => target.kind === 'name' && target.id === name)
  );
}

/** `f.close()` alone on its line, without a comment. */
function isLoneClose(statement: Statement, name: string, ctx: FixContext): boolean {
  if (statement.kind !== 'expression' || sourceOf(statement, ctx) !== `${name}.close()`) return false;
  const { start, end } = fileSpan(statement.at, ctx);
  const { text } = ctx;
  return text.slice(lineStart(text, start), lineEnd(text, end)).trim() === text.slice(start, end);
}

function rewritten(assign: AssignStatement, name: string, region: Region, ctx: FixContext): string {
  const { text } = ctx;
  const at = fileSpan(assign.at, ctx);
  const value = valueSpan(assign, ctx) ?? at;
  const comment = text.slice(at.end, lineEnd(text, at.end));
  const header = `with ${text.slice(value.start, value.end)} as ${name}:${comment}`;
  const unit = methodUnit(ctx);
  const body = indentLines(text, region.body, unit, multiLineStrings(text, region.body));
  return `${header}${lineBreakOf(text)}${body}`;
}
