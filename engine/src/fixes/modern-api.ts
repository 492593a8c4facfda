// Rewrites calls of APIs that a version no longer has, or has in another form.

import { argumentOf } from '../ir/argument';
import type { CallExpression, Expression } from '../ir/expression';
import { statementsIn, within } from '../ir/walk';
import type { Fix, NoFix } from './fix';
import { type FixContext, fileSpan, refuse, sourceOf } from './fix-context';

/** `invalidate_cache(fnames, ids)` → the call of Odoo 16 for what it is limited to. */
export function modernInvalidate(call: CallExpression, ctx: FixContext): Fix | NoFix {
  const title = 'Use the invalidate_… of this version';
  const { callee } = call;
  if (callee.kind !== 'attribute' || call.args.some(({ form }) => form.endsWith('splat')))
    return refuse(title, 'Its arguments cannot be read here.');
  const at = fileSpan(call.at, ctx);
  if (/[#\n]/.test(ctx.text.slice(fileSpan(callee.object.at, ctx).end, at.end)))
    return refuse(title, 'The call goes over several lines: write it on one first.');
  const on = sourceOf(callee.object, ctx);
  const fields = argumentOf(call, 'fnames', 0);
  const ids = argumentOf(call, 'ids', 1);
  const newText = invalidateText(on, fields, ids, ctx);
  return {
    kind: 'fix',
    title: `Use ${newText.slice(newText.lastIndexOf('.') + 1).replace(/\(.*/s, '()')}`,
    applicability: 'unsafe',
    why: 'It also writes what is pending before it drops the cache.',
    edits: [{ at, newText }],
  };
}

function invalidateText(
  on: string,
  fields: Expression | undefined,
  ids: Expression | undefined,
  ctx: FixContext,
): string {
  const given = fields && !isNone(fields) ? sourceOf(fields, ctx) : '';
  if (ids && !isNone(ids)) {
    const source = sourceOf(ids, ctx);
    const records = source === `${on}.ids` ? on : `${on}.browse(${source})`;
    return `${records}.invalidate_recordset(${given})`;
  }
  return given === '' ? `${on}.env.invalidate_all()` : `${on}.invalidate_model(${given})`;
}

const isNone = (value: Expression): boolean => value.kind === 'constant' && value.value === 'None';

/** `_notify_progress(done=…)` → `_commit_progress(processed=…)`, where it is called once. */
export function commitProgress(call: CallExpression, ctx: FixContext): Fix | NoFix {
  const title = 'Use _commit_progress()';
  const done = call.args.find(({ name }) => name === 'done');
  const { callee } = call;
  if (!done || callee.kind !== 'attribute') return refuse(title, 'Its arguments cannot be read here.');
  if (!runsOnce(call, ctx))
    return refuse(
      title,
      '`done` counts from the start of the run; `_commit_progress` adds, so it must be given what this batch did.',
    );
  const name = fileSpan(callee.at, ctx).end;
  const keyword = fileSpan(done.at, ctx).start;
  return {
    kind: 'fix',
    title,
    applicability: 'unsafe',
    why: '`_commit_progress` commits as well: a commit beside it can go.',
    edits: [
      { at: { start: name - callee.name.length, end: name }, newText: '_commit_progress' },
      { at: { start: keyword, end: keyword + 'done'.length }, newText: 'processed' },
    ],
  };
}

/** Not in a loop or a nested function, and the only call of its name. */
function runsOnce(call: CallExpression, ctx: FixContext): boolean {
  const repeats = statementsIn(ctx.method.body).some(
    ({ kind, at }) =>
      (kind === 'for' || kind === 'while' || kind === 'function') &&
      at.start <= call.at.start &&
      call.at.end <= at.end,
  );
  const { start, end } = fileSpan(ctx.method.at, ctx);
  return !repeats && ctx.text.slice(start, end).split('_notify_progress(').length === 2;
}

/** `env.cache._data` → `env.transaction.field_data`. */
export function fieldData(expression: Expression, ctx: FixContext): Fix | NoFix {
  const cache = within(expression).find((part) => part.kind === 'attribute' && part.name === 'cache');
  const title = 'Use transaction.field_data';
  if (cache?.kind !== 'attribute') return refuse(title, 'The environment is not written out here.');
  const start = fileSpan(cache.object.at, ctx).end;
  return {
    kind: 'fix',
    title,
    applicability: 'unsafe',
    why: 'It is as private as `_data` was: another version may change it again.',
    edits: [{ at: { start, end: fileSpan(expression.at, ctx).end }, newText: '.transaction.field_data' }],
  };
}
