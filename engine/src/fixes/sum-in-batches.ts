// The batched form of `total = sum(record.amount for record in records)` and `total = sum(records.mapped("amount"))`.

import { namesChangedIn } from '../ir/bound-names';
import type { CallExpression, Expression } from '../ir/expression';
import type { AssignStatement } from '../ir/statement';
import { statementsIn, within } from '../ir/walk';
import { indentAt, isAloneOnLine, lineBreakOf } from '../text/indentation';
import { applyEdits } from '../text/text-edit';
import { whyNotMethod } from './batch-refusal';
import { isNode } from './bulk-call';
import { layOutCall, layOutLine } from './call-layout';
import { environmentOf } from './environment';
import { fitCall } from './fit-line';
import type { Fix, NoFix } from './fix';
import { type FixContext, fileSpan, freshName, methodUnit, refuse, sourceOf } from './fix-context';
import { importName } from './import-edit';
import { valuesOf } from './iterable';
import { usesOf } from './keyset-search';
import { releaseLines } from './release-lines';

interface Sum {
  readonly statement: AssignStatement;
  /** The name that gets the total. */
  readonly into: string;
  /** What is summed up. */
  readonly values: Expression;
  /** What gives the records: the search, or a name for its result. */
  readonly over: Expression;
}

/**
 * Sums up batch by batch, in the same order, and drops the cache after each; nothing is committed. Lists and dicts of
 * values are refused: what is gathered over the whole run stays in memory.
 */
export function sumInBatches(search: CallExpression, refused: string, ctx: FixContext): Fix | NoFix {
  const version = ctx.odoo === undefined ? '' : ` (Odoo ${ctx.odoo.replace(/\.0$/, '')})`;
  const title = `Sum up in batches of ${ctx.batch.size}, release the cache after each${version}`;
  const found = sumOver(search, ctx);
  if (!found || !isAloneOnLine(ctx.text, fileSpan(found.statement.at, ctx))) return refuse(title, refused);
  const reason = whyNotMethod(ctx);
  if (reason !== undefined) return refuse(title, reason);
  const env = environmentOf(found.over, ctx.method);
  const split = importName(ctx.text, { module: 'odoo.tools', name: 'split_every' });
  if (env === undefined || split.kind === 'taken' || namesChangedIn(ctx.method.body).has(split.expression))
    return refuse(
      title,
      'The records belong to another environment, or `split_every` is something else here.',
    );
  const at = fileSpan(found.statement.at, ctx);
  const newText = written(
    found,
    { env, splitEvery: split.expression, indent: indentAt(ctx.text, at.start) },
    ctx,
  );
  const why = 'Values are read again after it, and pending writes are flushed earlier. Nothing is committed.';
  return { kind: 'fix', title, applicability: 'unsafe', why, edits: [...split.edits, { at, newText }] };
}

interface Place {
  readonly env: string;
  readonly splitEvery: string;
  readonly indent: string;
}

function written({ into, values, over }: Sum, { env, splitEvery, indent }: Place, ctx: FixContext): string {
  const eol = lineBreakOf(ctx.text);
  const unit = methodUnit(ctx);
  const batch = freshName(['batch', 'record_batch', 'records_batch'], ctx);
  const records =
    over.kind === 'name' ? over.id : freshName(['records', 'all_records', 'records_to_do'], ctx);
  const header = layOutCall({
    indent,
    unit,
    prefix: `for ${batch} in ${splitEvery}(`,
    args: [String(ctx.batch.size), `${records}.ids`, `${records}.browse`],
    suffix: '):',
    eol,
  });
  const from = fileSpan(values.at, ctx).start;
  const { start, end } = fileSpan(over.at, ctx);
  const inBatch = applyEdits(sourceOf(values, ctx), [
    { at: { start: start - from, end: end - from }, newText: batch },
  ]);
  // A generator stands in parentheses of its own beside another argument.
  const summed = values.kind === 'comprehension' && !/^[([]/.test(inBatch) ? `(${inBatch})` : inBatch;
  const wish = { env, batch, progress: { kind: 'none' }, remaining: undefined, indent, unit } as const;
  const release = releaseLines(wish, { ...ctx, mayCommit: false });
  const lines = [
    ...(over.kind === 'name'
      ? []
      : [layOutLine(`${records} = ${sourceOf(over, ctx)}`, { indent, unit, eol })]),
    `${into} = 0`,
    header.slice(indent.length),
    fitCall(`${indent}${unit}${into} = sum(${summed}, ${into})`, ctx).slice(indent.length),
    ...release.lines.map((line) => unit + line),
  ];
  return lines.join(eol + indent);
}

/** The assignment that sums up over the search's records. */
function sumOver(search: CallExpression, ctx: FixContext): Sum | undefined {
  for (const statement of statementsIn(ctx.method.body)) {
    if (statement.kind !== 'assign' || statement.op !== undefined || statement.value?.kind !== 'call')
      continue;
    const [target, ...more] = statement.targets;
    const { callee, args } = statement.value;
    const [values, ...others] = args;
    const isSum =
      callee.kind === 'name' && callee.id === 'sum' && values !== undefined && others.length === 0;
    if (!isSum || target?.kind !== 'name' || more.length > 0) continue;
    const over = recordsOf(values.value);
    if (!over || !isOf(over, search, ctx) || /[\r\n]/.test(sourceOf(statement, ctx))) continue;
    const usesTotal = within(values.value).some((part) => part.kind === 'name' && part.id === target.id);
    return usesTotal ? undefined : { statement, into: target.id, values: values.value, over };
  }
  return undefined;
}

/** The search itself, or a name that stands for it alone and is used nowhere else. */
function isOf(over: Expression, search: CallExpression, ctx: FixContext): boolean {
  if (over.kind !== 'name') return isNode(over, search);
  const [only, ...more] = valuesOf(over.id, ctx.method);
  return only !== undefined && more.length === 0 && isNode(only, search) && usesOf(over.id, ctx) === 2;
}

/** The records of a comprehension with one `for`, or of `mapped()`. */
function recordsOf(value: Expression): Expression | undefined {
  if (value.kind === 'call' && value.callee.kind === 'attribute') {
    const [path, ...others] = value.args;
    // Through a relation, `mapped()` takes each of its records once, in all batches together.
    const isOwn =
      path?.value.kind === 'lambda' || (path?.value.kind === 'text' && !path.value.value.includes('.'));
    return value.callee.name === 'mapped' && isOwn && others.length === 0 ? value.callee.object : undefined;
  }
  if (value.kind !== 'comprehension') return undefined;
  const [clause, ...more] = value.clauses;
  return more.length === 0 ? clause?.over : undefined;
}
