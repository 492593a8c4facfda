// Where the parts of a loop stand in the file: header, colon, body lines. Offsets are file offsets.

import type { ForStatement, WhileStatement } from '../ir/statement';
import { indentAt, lineEnd, lineStart, nextLine } from '../text/indentation';
import type { Span } from '../text/span';
import { type FixContext, fileSpan, methodUnit } from './fix-context';
import { tokensOf } from './python-tokens';

/** The layout of a loop. */
export interface LoopLayout {
  /** From the keyword to the colon, both included. */
  readonly header: Span;
  readonly indent: string;
  /** One step of indentation, as this loop uses it. */
  readonly unit: string;
  /** Whole lines of the body, comments before, between and after its statements included; without the last line break. */
  readonly body: Span;
  /** The body stands on the header's line: `body` is the rest of that line. */
  readonly inline: boolean;
}

/** The layout of a loop; undefined when its indentation mixes tabs and spaces in a way that cannot be continued. */
export function loopLayout(loop: ForStatement | WhileStatement, ctx: FixContext): LoopLayout | undefined {
  const { text } = ctx;
  const at = fileSpan(loop.at, ctx);
  const head = loop.kind === 'for' ? loop.over : loop.test;
  const colon = colonAfter(text, { start: fileSpan(head.at, ctx).end, end: at.end });
  const first = loop.body.statements[0];
  if (colon === undefined || !first) return undefined;
  const header = { start: at.start, end: colon + 1 };
  const indent = indentAt(text, at.start);
  if (loop.body.inline || lineStart(text, fileSpan(first.at, ctx).start) <= colon) {
    const body = { start: colon + 1, end: lineEnd(text, lastOffset(loop, ctx)) };
    return { header, indent, unit: methodUnit(ctx), body, inline: true };
  }
  const bodyIndent = indentAt(text, fileSpan(first.at, ctx).start);
  const isMixed = bodyIndent.includes('\t') && bodyIndent.includes(' ');
  if (isMixed || !bodyIndent.startsWith(indent) || bodyIndent === indent) return undefined;
  const body = { start: nextLine(text, colon), end: endOfBody(loop, bodyIndent, ctx) };
  return { header, indent, unit: bodyIndent.slice(indent.length), body, inline: false };
}

function colonAfter(text: string, at: Span): number | undefined {
  for (const token of tokensOf(text, at)) if (token.text === ':') return token.at.start;
  return undefined;
}

function lastOffset(loop: ForStatement | WhileStatement, ctx: FixContext): number {
  const last = loop.body.statements.at(-1) ?? loop.body;
  return fileSpan(last.at, ctx).end;
}

/** The end of the last body line; comment lines below that are indented like the body belong to it. */
function endOfBody(loop: ForStatement | WhileStatement, bodyIndent: string, ctx: FixContext): number {
  const { text } = ctx;
  let end = lineEnd(text, lastOffset(loop, ctx));
  for (let from = nextLine(text, end); from < text.length && from > end; ) {
    const line = text.slice(from, lineEnd(text, from));
    if (line.trim() !== '') {
      if (!line.startsWith(bodyIndent) || !line.trimStart().startsWith('#')) break;
      end = lineEnd(text, from);
    }
    const next = nextLine(text, from);
    if (next === from) break;
    from = next;
  }
  return end;
}

/** The text between `in` and the colon of a `for`, as written, parentheses and comments included. */
export function iterableSpan(loop: ForStatement, layout: LoopLayout, ctx: FixContext): Span {
  const from = fileSpan(loop.target.at, ctx).end;
  const colon = layout.header.end - 1;
  for (const token of tokensOf(ctx.text, { start: from, end: colon })) {
    if (token.kind !== 'name' || token.text !== 'in') continue;
    return trimmed(ctx.text, { start: token.at.end, end: colon });
  }
  return fileSpan(loop.over.at, ctx);
}

function trimmed(text: string, at: Span): Span {
  const raw = text.slice(at.start, at.end);
  const start = at.start + (raw.length - raw.trimStart().length);
  return { start, end: Math.max(start, at.start + raw.trimEnd().length) };
}
