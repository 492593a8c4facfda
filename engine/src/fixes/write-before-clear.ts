// Turns a call that throws pending writes away into the one that writes them first.

import type { CallExpression } from '../ir/expression';
import type { ClearingCall } from '../odoo/clearing-calls';
import { releaseForm } from '../odoo/release-forms';
import type { Fix, NoFix } from './fix';
import { type FixContext, fileSpan, refuse, sourceOf } from './fix-context';
import { removeArgument } from './remove-argument';

const WHY = 'What is pending is written to the database now. Until now it was thrown away.';

/** `env.clear()` → `env.invalidate_all()`; `flush=False` goes away. */
export function writeBeforeClear(call: CallExpression, row: ClearingCall, ctx: FixContext): Fix | NoFix {
  if (row.flushAt !== undefined) return withoutFlushArgument(call, ctx);
  const title = 'Write first: invalidate_all()';
  const { callee } = call;
  if (releaseForm(ctx.odoo).invalidate !== 'invalidate_all')
    return refuse(title, 'This version of Odoo has no `invalidate_all()`: call `flush()` before.');
  const env = row.on === 'cache' && callee.kind === 'attribute' ? callee.object : callee;
  if (env.kind !== 'attribute') return refuse(title, 'The environment is not written out here.');
  const at = { start: fileSpan(env.object.at, ctx).end, end: fileSpan(call.at, ctx).end };
  if (/[#\n]/.test(ctx.text.slice(at.start, at.end)))
    return refuse(title, 'The call goes over several lines: write it on one first.');
  return {
    kind: 'fix',
    title: `Write first: ${sourceOf(env.object, ctx)}.invalidate_all()`,
    applicability: 'unsafe',
    why: WHY,
    edits: [{ at, newText: '.invalidate_all()' }],
  };
}

function withoutFlushArgument(call: CallExpression, ctx: FixContext): Fix | NoFix {
  const title = 'Write first: remove flush=False';
  const arg = call.args.find(({ name }) => name === 'flush');
  const edit = arg && removeArgument(call, arg, ctx);
  if (!edit) return refuse(title, 'The argument has no place of its own: remove it by hand.');
  return { kind: 'fix', title, applicability: 'unsafe', why: WHY, edits: [edit] };
}
