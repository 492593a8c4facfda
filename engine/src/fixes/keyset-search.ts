// The search behind a loop, when it can be repeated with a condition on the id; else why not.

import { namesChangedIn } from '../ir/bound-names';
import type { Argument, CallExpression, Expression } from '../ir/expression';
import type { AssignStatement, ForStatement } from '../ir/statement';
import { blockOf, expressionsIn, within } from '../ir/walk';
import { lineEnd, lineStart } from '../text/indentation';
import { type FixContext, fileSpan, sourceOf } from './fix-context';
import { loopLayout } from './loop-layout';
import { namesIn, tokensOf } from './python-tokens';

/** A search that a keyset can repeat. */
export interface KeysetSearch {
  readonly call: CallExpression;
  /** The receiver as written: `self.env["res.partner"]`. */
  readonly model: string;
  readonly receiver: Expression;
  readonly domain: Argument;
  /** Where the rewrite starts when it takes in an assignment above the loop. */
  readonly start: number | undefined;
  /** Comments and blank lines between that assignment and the loop, to be kept. */
  readonly between: string;
}

/** The search that the loop goes over, directly or through the assignment just above; a string says why not. */
export function findSearch(
  loop: ForStatement,
  search: CallExpression | undefined,
  ctx: FixContext,
): KeysetSearch | string {
  const { over } = loop;
  if (over.kind === 'call')
    return !search || search.at.start === over.at.start
      ? describe(over, undefined, '', ctx)
      : 'The loop goes over what is made of a search, not over the search itself.';
  if (over.kind !== 'name') return 'The loop does not go over a search.';
  const assign = assignmentAbove(loop, over.id, ctx);
  if (assign?.value?.kind !== 'call') return `\`${over.id}\` is not searched on the line above the loop.`;
  if (search && search.at.start !== assign.value.at.start)
    return 'The loop goes over what is made of a search, not over the search itself.';
  if (usesOf(over.id, ctx) !== 2) return `\`${over.id}\` is used elsewhere in the method.`;
  const between = textBetween(assign, loop, ctx);
  if (between === undefined) return 'A comment stands on the line of the search: move it above.';
  return describe(assign.value, fileSpan(assign.at, ctx).start, between, ctx);
}

function assignmentAbove(loop: ForStatement, name: string, ctx: FixContext): AssignStatement | undefined {
  const siblings = blockOf(ctx.method.body, loop)?.statements ?? [];
  const index = siblings.findIndex((statement) => statement.at.start === loop.at.start);
  const above = siblings[index - 1];
  if (above?.kind !== 'assign' || above.op !== undefined || above.targets.length !== 1) return undefined;
  const [target] = above.targets;
  return target?.kind === 'name' && target.id === name ? above : undefined;
}

/** How often a name stands in the method, in strings too. */
export function usesOf(name: string, ctx: FixContext): number {
  let count = 0;
  for (const token of tokensOf(ctx.text, fileSpan(ctx.method.at, ctx))) {
    if (token.kind === 'name' && token.text === name) count++;
    else if (token.kind === 'string' && namesIn(token.text, { start: 0, end: token.text.length }).has(name))
      count++;
  }
  return count;
}

/** The lines between the assignment and the loop; undefined when something shares the assignment's line. */
function textBetween(assign: AssignStatement, loop: ForStatement, ctx: FixContext): string | undefined {
  const { text } = ctx;
  const { start, end } = fileSpan(assign.at, ctx);
  const value = assign.value && fileSpan(assign.value.at, ctx);
  if (value?.end !== end || lineEnd(text, end) !== end) return undefined;
  if (text.slice(lineStart(text, start), start).trim() !== '') return undefined;
  const between = text.slice(end, fileSpan(loop.at, ctx).start);
  return between.trim() === '' ? '' : between.replace(/^\s*/, '');
}

function describe(
  call: CallExpression,
  start: number | undefined,
  between: string,
  ctx: FixContext,
): KeysetSearch | string {
  const { callee, args } = call;
  if (callee.kind !== 'attribute' || callee.name !== 'search')
    return 'The loop does not go over a plain `search()`.';
  const whole = sourceOf(callee, ctx);
  const dot = whole.lastIndexOf('.');
  const model = whole.slice(0, dot);
  if (/[\r\n#]/.test(model)) return 'The model of the search is written over several lines.';
  if (dot < 0 || whole.slice(dot + 1).trim() !== 'search') return 'The search is written in an unusual way.';
  const [domain, ...others] = args;
  const isDomain = domain?.form === 'positional' || domain?.name === 'domain' || domain?.name === 'args';
  if (!domain || !isDomain) return 'The search has no domain of its own.';
  if (others.length > 0)
    return 'The search has more than a domain (`order`, `limit`, `offset` …): its order would be lost.';
  return { call, model, receiver: callee.object, domain, start, between };
}

/** Why the search cannot be repeated for every batch; undefined when it can. */
export function whyNotKeyset(loop: ForStatement, found: KeysetSearch, ctx: FixContext): string | undefined {
  const bound = new Set(namesChangedIn(loop.body));
  if (loop.target.kind === 'name') bound.add(loop.target.id);
  for (const part of within(found.receiver)) {
    if (part.kind === 'name' && bound.has(part.id))
      return `The loop changes \`${part.id}\`, which the search is called on.`;
    if (part.kind === 'call' && !isRepeatable(part))
      return 'The model of the search is computed: give it a name first.';
  }
  const { value } = found.domain;
  if (value.kind === 'name' && namesIn(ctx.text, fileSpan(loop.body.at, ctx)).has(value.id))
    return `The loop uses \`${value.id}\`, the domain of its search.`;
  if (losesComment(loop, found, ctx))
    return 'A comment stands inside the search, outside its domain: move it above the loop.';
  if (found.domain.form === 'positional' && value.kind === 'starred')
    return 'The arguments of the search are unpacked.';
  return whyNotEnding(loop, found);
}

/** `self.env["m"].sudo()`, `.with_context(lang=lang)`: gives the same every time. */
function isRepeatable(call: CallExpression): boolean {
  return call.callee.kind === 'attribute' && /^(sudo|with_\w+)$/.test(call.callee.name);
}

/** New records of the same model would come up in later batches, without end. */
function whyNotEnding(loop: ForStatement, found: KeysetSearch): string | undefined {
  const searched = modelOf(found.receiver);
  for (const part of expressionsIn(loop.body)) {
    if (part.kind !== 'call' || part.callee.kind !== 'attribute') continue;
    if (part.callee.name !== 'create' && part.callee.name !== 'copy') continue;
    const made = modelOf(part.callee.object);
    if (part.callee.name === 'create' && searched !== undefined && made !== undefined && made !== searched)
      continue;
    return 'The loop creates records that a later batch could find again, without end.';
  }
  return undefined;
}

/** The model in `self.env["model"].sudo()…`; undefined when it is not written out. */
function modelOf(receiver: Expression): string | undefined {
  if (receiver.kind === 'call' && receiver.callee.kind === 'attribute')
    return modelOf(receiver.callee.object);
  if (receiver.kind !== 'subscript' || receiver.index.kind !== 'text') return undefined;
  return receiver.index.value;
}

/** A comment between the loop's (or the assignment's) start and the colon that is not in the domain. */
function losesComment(loop: ForStatement, found: KeysetSearch, ctx: FixContext): boolean {
  const domain = fileSpan(found.domain.at, ctx);
  const statement = found.start === undefined ? fileSpan(loop.at, ctx) : fileSpan(found.call.at, ctx);
  const header = { start: statement.start, end: headerEnd(loop, found, ctx) };
  for (const token of tokensOf(ctx.text, header))
    if (token.kind === 'comment' && (token.at.end <= domain.start || token.at.start >= domain.end))
      return true;
  return false;
}

function headerEnd(loop: ForStatement, found: KeysetSearch, ctx: FixContext): number {
  if (found.start !== undefined) return fileSpan(found.call.at, ctx).end;
  return loopLayout(loop, ctx)?.header.end ?? fileSpan(loop.over.at, ctx).end;
}
