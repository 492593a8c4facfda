// Why a loop cannot be rewritten into batches, in words that tell what to change. Only what holds for every form.

import type { Expression } from '../ir/expression';
import type { Block, ForStatement, Statement } from '../ir/statement';
import {
  expressionsIn,
  expressionsOf,
  leavesLoop,
  ownStatementsIn,
  pathTo,
  statementsIn,
  within,
} from '../ir/walk';
import { ormDecorator } from '../odoo/shared-transactions';
import { majorOf } from '../odoo/version';
import { type FixContext, fileSpan, sourceOf } from './fix-context';
import { keepsRecords } from './gathered';
import { whyNotRecords } from './iterable';
import { namesIn } from './python-tokens';
import { readRows } from './read-rows';

/** Why the loop stays as it is; undefined when nothing speaks against the rewrite. */
export function whyNotBatch(loop: ForStatement, ctx: FixContext): string | undefined {
  return (
    whyNotRelease(ctx) ??
    whyNotPlace(loop, ctx) ??
    whyNotBody(loop, ctx) ??
    whyNotKept(loop, ctx) ??
    (readRows(loop.over, ctx) ? undefined : sentence(whyNotRecords(loop.over, ctx.method))) ??
    (loop.target.kind === 'name'
      ? undefined
      : 'The loop unpacks its items, so they are no records of one recordset: loop over the records.')
  );
}

/** Why nothing in this method is rewritten. */
export function whyNotMethod(ctx: FixContext): string | undefined {
  if (!ctx.method.complete) return 'The method has a syntax error: correct it first.';
  if (ctx.text.startsWith('async', ctx.methodStart))
    return 'The method is asynchronous: a release could come while others use the records.';
  for (const expression of ownExpressions(ctx.method.body))
    if (expression.kind === 'yield')
      return 'The method is a generator: its caller holds records between two steps. Return ids, or do the work here.';
  return undefined;
}

/** Why the cache is not released in this method. */
export function whyNotRelease(ctx: FixContext): string | undefined {
  return whyNotMethod(ctx) ?? whyNotMidway(ctx) ?? whyNotOpenerp(ctx);
}

/**
 * Odoo calls these while it computes or checks fields: what is not assigned yet, and what somebody typed in a form, is in the
 * cache alone, and `invalidate_all()` drops it (odoo/api.py Cache.invalidate, 16.0 to 18.0).
 */
function whyNotMidway({ decorators = [], method }: FixContext): string | undefined {
  const decorator = decorators.find((each) => ormDecorator([each]) !== undefined);
  if (decorator === undefined && !/^_?(?:compute|inverse|onchange)_/.test(method.name)) return undefined;
  const what = decorator === undefined ? '' : ` (\`@${decorator.replace(/\(.*/s, '')}\`)`;
  return `Odoo calls \`${method.name}()\` while fields are computed or checked${what}: a release here would drop values that are in the cache alone. Release where the records are gone over.`;
}

/** Before 10.0 there is no `odoo` to import from, and no form of a release is known. */
function whyNotOpenerp({ text, odoo }: FixContext): string | undefined {
  const major = majorOf(odoo);
  const isOld = major === undefined ? OPENERP.test(text) : major < 10;
  return isOld ? 'How Odoo before 10.0 releases its cache is not known here: batch it by hand.' : undefined;
}

const OPENERP = /^(?:from|import)[ \t]+openerp\b/m;

/** Expressions of a block that run when it does: those of functions in it left out. */
export function ownExpressions(block: Block): readonly Expression[] {
  return ownStatementsIn(block).flatMap((statement) => expressionsOf(statement).flatMap(within));
}

/** Why a release cannot stand where the loop, or the call, stands: inside a savepoint, another cursor, a function. */
export function whyNotPlace(place: Statement, ctx: FixContext): string | undefined {
  const what = place.kind === 'for' || place.kind === 'while' ? 'loop' : 'call';
  const path = pathTo(ctx.method.body, place);
  if (!path) return `The ${what} stands in code that is not understood here.`;
  for (const outer of path) {
    if (outer.kind === 'function')
      return `The ${what} stands in a function inside the method: move the ${what} into the method.`;
    if (isBatchLoop(outer, place))
      return `The loop around this ${what === 'loop' ? 'one' : what} releases each batch already.`;
    const reason = outer.kind === 'with' && ctx.mayCommit ? whyNotInside(outer, what, ctx) : undefined;
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** A loop around `place` that ends each of its own rounds with a release. */
function isBatchLoop(outer: Statement, place: Statement): boolean {
  if ((outer.kind !== 'for' && outer.kind !== 'while') || outer.at.start === place.at.start) return false;
  const { statements } = outer.body;
  return statements.some(
    (statement) =>
      (statement.kind === 'expression' || statement.kind === 'if') &&
      statement.at.start > place.at.start &&
      expressionsIn({ ...outer.body, statements: [statement] }).some(isRelease),
  );
}

function whyNotInside(
  outer: Extract<Statement, { readonly kind: 'with' }>,
  what: 'call' | 'loop',
  ctx: FixContext,
): string | undefined {
  for (const { context } of outer.items) {
    const text = sourceOf(context, ctx);
    if (/savepoint|in_transaction|protecting|norecompute/.test(text))
      return `The ${what} stands inside \`with ${firstLine(text)}\`, where a commit is not possible: move the ${what === 'loop' ? '`with` into the loop, around one record' : 'call out of the `with`'}.`;
    if (/\bcursor\(/.test(text))
      return `The ${what} stands inside \`with ${firstLine(text)}\`: commit that cursor by hand.`;
  }
  return undefined;
}

function whyNotBody(loop: ForStatement, ctx: FixContext): string | undefined {
  if (loop.orElse)
    return 'The loop has an `else`: it would belong to one batch only. Move it below the loop, under a flag.';
  if (leavesLoop(loop.body, 'break'))
    return 'The loop has a `break`: it would leave the batch and not the loop. Return instead, or bound the search.';
  const release = expressionsIn(loop.body).find(isRelease);
  if (release)
    return `The loop calls \`${firstLine(sourceOf(release, ctx))}\` for every record: take it out of the loop first.`;
  for (const statement of statementsIn(loop.body)) {
    if (statement.kind !== 'opaque') continue;
    const names = namesIn(ctx.text, fileSpan(statement.at, ctx));
    if (['break', 'commit', 'yield'].some((name) => names.has(name)))
      return 'The loop holds a statement that is not understood here (`match`, a class) with a way out of it.';
  }
  return undefined;
}

/** What goes over the records after the loop loads all of them again. */
function whyNotKept(loop: ForStatement, { method }: FixContext): string | undefined {
  const kept = keepsRecords(loop, method);
  if (kept === undefined || loop.target.kind !== 'name') return undefined;
  const { id } = loop.target;
  return `\`${kept}\` keeps every \`${id}\` past its batch, and what works with them after the loop loads all of them again: keep \`${id}.id\`, and browse the ids in batches there.`;
}

/** `cr.commit()`, `invalidate_all()` and their kin: the loop takes care of itself. */
export function isRelease(expression: Expression): boolean {
  if (expression.kind !== 'call' || expression.callee.kind !== 'attribute') return false;
  const { name } = expression.callee;
  return /^(commit|_commit_progress|_notify_progress|invalidate(_(all|cache|model|recordset))?)$/.test(name);
}

function firstLine(text: string): string {
  return text.split(/[\r\n]/)[0] ?? text;
}

function sentence(reason: string | undefined): string | undefined {
  return reason === undefined ? undefined : `${reason[0]?.toUpperCase() ?? ''}${reason.slice(1)}.`;
}
