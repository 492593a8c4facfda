// Puts context keys on the receiver of a call, so that a bulk write leaves the chatter alone.

import type { Argument, CallExpression, Expression } from '../ir/expression';
import { indentAt, lineBreakOf, lineEnd, lineStart } from '../text/indentation';
import type { TextEdit } from '../text/text-edit';
import { fitLine } from './fit-line';
import type { Fix, NoFix } from './fix';
import { type FixContext, fileSpan, refuse } from './fix-context';
import { type Token, tokensOf } from './python-tokens';

/** Context keys of mail.thread that a fix writes. */
export type TrackingKey = 'tracking_disable' | 'mail_notrack';

/** What each key takes away (odoo/addons/mail/models/mail_thread.py create and write, 17.0 to 19.0). */
const LOSES: Readonly<Record<TrackingKey, string>> = {
  tracking_disable: 'No tracking messages, no creation log, and no followers are added by these calls.',
  mail_notrack: 'No tracking messages come from these calls. Followers and the creation log stay.',
};

/** The wraps of a `create` or `write` call: `tracking_disable=True`, and `mail_notrack=True` as the milder one. */
export function wrapContext(call: CallExpression, ctx: FixContext): readonly (Fix | NoFix)[] {
  const fixes = (['tracking_disable', 'mail_notrack'] as const).map((key) => wrapWithKey(call, key, ctx));
  const [first] = fixes;
  const offered = fixes.filter((fix) => fix.kind === 'fix');
  return offered.length > 0 || !first ? offered : [first];
}

/** One wrap: `receiver.with_context(key=True)`, or the key added to the `with_context` that is there. */
export function wrapWithKey(call: CallExpression, key: TrackingKey, ctx: FixContext): Fix | NoFix {
  const title = `Turn tracking off here: with_context(${key}=True)`;
  const { callee } = call;
  if (callee.kind !== 'attribute') return refuse(title, 'The call has no receiver: call it on a recordset.');
  if (isSuper(callee.object))
    return refuse(
      title,
      '`super()` cannot take a context: set `self = self.with_context(…)` where this method is called.',
    );
  const edit = contextEdit(callee.object, callee.at, key, ctx);
  if (typeof edit === 'string') return refuse(title, edit);
  return { kind: 'fix', title, applicability: 'unsafe', why: LOSES[key], edits: fitLine([edit], call, ctx) };
}

function isSuper(object: Expression): boolean {
  return object.kind === 'call' && object.callee.kind === 'name' && object.callee.id === 'super';
}

function contextEdit(
  object: Expression,
  calleeAt: CallExpression['at'],
  key: TrackingKey,
  ctx: FixContext,
): TextEdit | string {
  const existing = object.kind === 'call' && isWithContext(object) ? object : undefined;
  for (const name of ['tracking_disable', key]) {
    const value = chainSetting(object, name);
    if (value === undefined) continue;
    return isTrue(value)
      ? `\`${name}\` is set already.`
      : `\`${name}\` is set here on purpose, to another value.`;
  }
  // A key in `**values` as well would be an error, so such a context gets a second call behind it.
  if (existing && !existing.args.some((arg) => arg.form === 'dict-splat' || arg.form === 'list-splat'))
    return addKeyword(existing, `${key}=True`, ctx);
  const dot = lastDot(ctx.text, { start: fileSpan(object.at, ctx).end, end: fileSpan(calleeAt, ctx).end });
  if (!dot) return 'The call is written in an unusual way.';
  const { start } = dot.at;
  const ownLine = ctx.text.slice(lineStart(ctx.text, start), start).trim() === '';
  const gap = ownLine ? `${lineBreakOf(ctx.text)}${indentAt(ctx.text, start)}` : '';
  return { at: { start, end: start }, newText: `.with_context(${key}=True)${gap}` };
}

function isWithContext(call: CallExpression): boolean {
  return call.callee.kind === 'attribute' && call.callee.name === 'with_context';
}

/** The value that a receiver's chain of calls gives a context key. */
function chainSetting(object: Expression, key: string): Expression | undefined {
  if (object.kind === 'attribute' || object.kind === 'subscript') return chainSetting(object.object, key);
  if (object.kind !== 'call' || object.callee.kind !== 'attribute') return undefined;
  const own = isWithContext(object) ? settingOf(object.args, key) : undefined;
  return own ?? chainSetting(object.callee.object, key);
}

/** The value that a `with_context` gives a key, by keyword or in a dict. */
function settingOf(args: readonly Argument[], key: string): Expression | undefined {
  for (const arg of args) {
    if (arg.form === 'keyword' && arg.name === key) return arg.value;
    if (arg.form !== 'keyword' && arg.value.kind === 'dict')
      for (const entry of arg.value.entries)
        if (entry.key?.kind === 'text' && entry.key.value === key) return entry.value;
    if (arg.value.kind === 'call' && arg.form !== 'keyword') {
      const inner = settingOf(arg.value.args, key);
      if (inner) return inner;
    }
  }
  return undefined;
}

function isTrue(value: Expression): boolean {
  return (
    (value.kind === 'constant' && value.value === 'True') || (value.kind === 'number' && value.value !== 0)
  );
}

/** Adds a keyword after the last argument; on a line of its own where that one has its own. */
function addKeyword(call: CallExpression, keyword: string, ctx: FixContext): TextEdit {
  const { text } = ctx;
  const args = fileSpan(call.argsAt, ctx);
  const last = call.args.at(-1);
  const inside = { start: args.start + 1, end: args.end - 1 };
  if (!last) return { at: { start: inside.start, end: inside.start }, newText: keyword };
  const lastAt = fileSpan(last.at, ctx);
  const end = endOfArgument(text, { start: lastAt.end, end: inside.end });
  const ownLine = text.slice(lineStart(text, lastAt.start), lastAt.start).trim() === '';
  const gap = ownLine ? `${lineBreakOf(text)}${indentAt(text, lastAt.start)}` : ' ';
  const comment = text.slice(end.offset, lineEnd(text, end.offset));
  if (comment.trimStart().startsWith('#')) {
    const newText = `${end.comma ? '' : ','}${comment}${lineBreakOf(text)}${indentAt(text, end.offset)}${keyword},`;
    return { at: { start: end.offset, end: end.offset + comment.length }, newText };
  }
  const at = { start: end.offset, end: end.offset };
  if (!end.comma) return { at, newText: `,${gap}${keyword}` };
  return { at, newText: ownLine ? `${gap}${keyword},` : ` ${keyword}` };
}

/** Where the last argument ends, closing parentheses around it and a trailing comma taken in. */
function endOfArgument(text: string, at: { readonly start: number; readonly end: number }) {
  let offset = at.start;
  for (const token of tokensOf(text, at)) {
    if (token.text === ',') return { offset: token.at.end, comma: true };
    if (token.text === ')') offset = token.at.end;
  }
  return { offset, comma: false };
}

function lastDot(text: string, at: { readonly start: number; readonly end: number }): Token | undefined {
  let found: Token | undefined;
  for (const token of tokensOf(text, at)) if (token.text === '.') found = token;
  return found;
}
