// The domain of a keyset search: the user's own, evaluated once, and a condition on the id for every batch.

import { namesChangedIn } from '../ir/bound-names';
import type { Expression } from '../ir/expression';
import type { ForStatement } from '../ir/statement';
import { indentAt, lineBreakOf, lineStart, moveLines } from '../text/indentation';
import type { Span } from '../text/span';
import { layOutList } from './call-layout';
import { isDomainObject, isList } from './domain-kind';
import { type FixContext, fileSpan, freshName, methodUnit, sourceOf } from './fix-context';
import type { KeysetSearch } from './keyset-search';
import { layOut } from './lay-out';
import type { LineStyle } from './layout-doc';
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
  const span = fileSpan(found.domain.name === undefined ? found.domain.at : value.at, ctx);
  const raw = ctx.text.slice(span.start, span.end);
  const style = { indent, unit: methodUnit(ctx), eol: lineBreakOf(ctx.text) };
  if (/[\r\n]/.test(raw)) return hoistedLines(name, span, style, ctx);
  if (value.kind !== 'list') return `${name} = ${raw}`;
  const args = value.items.map((item) => sourceOf(item, ctx));
  return layOutList({ ...style, prefix: `${name} = [`, args, suffix: ']' }).slice(indent.length);
}

/**
 * The assignment of a domain over several lines: as it is written, moved to `indent`, where its last line is its bracket; what
 * stands under the column that it began in is laid out anew.
 */
function hoistedLines(name: string, span: Span, style: LineStyle, { text }: FixContext): string {
  const raw = text.slice(span.start, span.end);
  const isBracketed = '([{'.includes(raw[0] ?? ' ');
  const from = indentAt(text, span.end);
  const lastLine = text.slice(lineStart(text, span.end), span.end);
  const endsInBracket = isBracketed && /^[ \t]*[)\]}]+$/.test(lastLine);
  const laidOut = endsInBracket ? undefined : layOut(`${name} = ${isBracketed ? raw : `(${raw})`}`, style);
  if (laidOut !== undefined) return laidOut;
  if (!isBracketed) return `${name} = (${raw})`;
  const lines = { from: endsInBracket ? from : indentAt(text, span.start), to: style.indent };
  return `${name} = ${moveLines(text, span, lines, multiLineStrings(text, span))}`;
}
