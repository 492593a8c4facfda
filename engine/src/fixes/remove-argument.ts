// Takes one argument out of a call, with the comma that belongs to it.

import type { Argument, CallExpression } from '../ir/expression';
import type { TextEdit } from '../text/text-edit';
import { type FixContext, fileSpan } from './fix-context';

/** The edit; undefined where a comment or anything unusual stands beside the argument. */
export function removeArgument(call: CallExpression, arg: Argument, ctx: FixContext): TextEdit | undefined {
  const index = call.args.indexOf(arg);
  const before = call.args[index - 1];
  const after = call.args[index + 1];
  const own = fileSpan(arg.at, ctx);
  const list = fileSpan(call.argsAt, ctx);
  const start = before ? fileSpan(before.at, ctx).end : after ? own.start : list.start + 1;
  const end = before || !after ? own.end : fileSpan(after.at, ctx).start;
  const at = before || after ? { start, end } : { start, end: list.end - 1 };
  const rest = ctx.text.slice(at.start, own.start) + ctx.text.slice(own.end, at.end);
  return /^[\s,]*$/.test(rest) ? { at, newText: '' } : undefined;
}
