// The domain of a keyset search: the user's own, evaluated once, and a condition on the id for every batch.

import { namesChangedIn } from '../ir/bound-names';
import type { Expression } from '../ir/expression';
import type { ForStatement } from '../ir/statement';
import { indentAt, lineBreakOf, moveLines } from '../text/indentation';
import { layOutList } from './call-layout';
import { isDomainObject, isList } from './domain-kind';
import { type FixContext, fileSpan, freshName, methodUnit, sourceOf } from './fix-context';
import type { KeysetSearch } from './keyset-search';
import { columns, MAX_COLUMNS } from './line-width';
import { multiLineStrings, quoteOf } from './python-tokens';

/** How the domain is written. */
export interface DomainText {
  /** Lines before the loop, without indentation. */
  readonly before: readonly string[];
  /** The domain of the next batch, with its keyword when the search had one. */
  readonly next: string;
  /** The domain without the condition on the id. */
  readonly whole: string;
}

interface Wish {
  readonly lastId: string;
  /** The domain is needed by itself too, so it gets a name. */
  readonly keep: boolean;
  readonly indent: string;
}

/**
 * The domain of the next batch. A condition at the end of a domain is ANDed with all before it, also when that starts
 * with `"|"`: Odoo's normalisation puts the missing `"&"` in front.
 */
export function domainText(loop: ForStatement, found: KeysetSearch, wish: Wish, ctx: FixContext): DomainText {
  const { value, name } = found.domain;
  const quote = quoteOf(ctx.text, fileSpan(ctx.method.at, ctx));
  const leaf = `(${quote}id${quote}, ${quote}>${quote}, ${wish.lastId})`;
  const keyword = name === undefined ? '' : `${name}=`;
  if (value.kind === 'name') {
    return { before: [], next: keyword + joined(value.id, value, leaf, ctx), whole: value.id };
  }
  const literal = wish.keep ? undefined : mergedLiteral(value, loop, leaf, ctx);
  const merged = literal !== undefined && fits(literal, wish.indent, ctx) ? literal : undefined;
  if (merged !== undefined) return { before: [], next: keyword + merged, whole: sourceOf(value, ctx) };
  const domain = freshName(['domain', 'search_domain', 'batch_domain'], ctx);
  return {
    before: [hoisted(domain, found, wish.indent, ctx)],
    next: keyword + joined(domain, value, leaf, ctx),
    whole: domain,
  };
}

/** `domain + [leaf]` for lists, `domain & Domain(…)` for Domain objects, `[*domain, leaf]` for anything else. */
function joined(name: string, value: Expression, leaf: string, ctx: FixContext): string {
  if (isList(value, ctx.method)) return `${name} + [${leaf}]`;
  if (isDomainObject(value, ctx.method)) return `${name} & Domain${leaf}`;
  return `[*${name}, ${leaf}]`;
}

/** Whether an argument fits on a line of its own, one step deeper than the loop's body. */
function fits(argument: string, indent: string, ctx: FixContext): boolean {
  return columns(`${indent}${methodUnit(ctx)}${methodUnit(ctx)}${argument},`) <= MAX_COLUMNS;
}

/** The literal with the leaf added; only for one line of constants, which may as well be evaluated every time. */
function mergedLiteral(
  value: Expression,
  loop: ForStatement,
  leaf: string,
  ctx: FixContext,
): string | undefined {
  if (value.kind !== 'list') return undefined;
  const text = sourceOf(value, ctx);
  const changed = new Set([
    ...namesChangedIn(loop.body),
    ...(loop.target.kind === 'name' ? [loop.target.id] : []),
  ]);
  if (/[\r\n]/.test(text) || !value.items.every((item) => isConstant(item, changed))) return undefined;
  const inner = text.slice(1, -1).trim().replace(/,$/, '');
  return inner === '' ? `[${leaf}]` : `[${inner}, ${leaf}]`;
}

function isConstant(value: Expression, changed: ReadonlySet<string>): boolean {
  switch (value.kind) {
    case 'text':
    case 'number':
    case 'constant':
      return true;
    case 'unary':
      return isConstant(value.operand, changed);
    case 'name':
      return !changed.has(value.id);
    case 'list':
    case 'tuple':
      return value.items.every((item) => isConstant(item, changed));
    default:
      return false;
  }
}

/** The assignment of the domain to a name, without indentation. */
function hoisted(name: string, found: KeysetSearch, indent: string, ctx: FixContext): string {
  const { value } = found.domain;
  const text = hoistedText(found, indent, ctx);
  if (value.kind !== 'list' || /[\r\n]/.test(text)) return `${name} = ${text}`;
  const args = value.items.map((item) => sourceOf(item, ctx));
  const eol = lineBreakOf(ctx.text);
  const list = { indent, unit: methodUnit(ctx), prefix: `${name} = [`, args, suffix: ']', eol };
  return layOutList(list).slice(indent.length);
}

/** The domain as written; when it goes over several lines, moved so that its last line stands at `indent`. */
function hoistedText(found: KeysetSearch, indent: string, ctx: FixContext): string {
  const { text } = ctx;
  const { at } = found.domain;
  const span = fileSpan(found.domain.name === undefined ? at : found.domain.value.at, ctx);
  const raw = text.slice(span.start, span.end);
  if (!/[\r\n]/.test(raw)) return raw;
  const bracketed = '([{'.includes(raw[0] ?? ' ') ? raw : `(${raw})`;
  if (bracketed !== raw) return bracketed;
  const from = indentAt(text, span.end);
  return moveLines(text, span, { from, to: indent }, multiLineStrings(text, span));
}
