// The batched form of a statement that makes one result of all records: `total = sum(…)`, `return records.mapped("name")`.

import { namesChangedIn } from '../ir/bound-names';
import type { CallExpression, Expression } from '../ir/expression';
import type { Statement } from '../ir/statement';
import { callsIn, pathTo, statementsIn, within } from '../ir/walk';
import { indentAt, isAloneOnLine, lineBreakOf, lineEnd } from '../text/indentation';
import { applyEdits } from '../text/text-edit';
import { whyNotPlace, whyNotRelease } from './batch-refusal';
import { forVersion } from './batch-text';
import { isNode } from './bulk-call';
import { layOutCall } from './call-layout';
import { sumOf } from './collect-sum';
import { valuesGathered } from './collect-values';
import type { Collected, SearchedRecords } from './collected';
import { environmentOf } from './environment';
import { fitCall } from './fit-line';
import type { Fix, NoFix } from './fix';
import { type FixContext, fileSpan, freshName, methodUnit, refuse, sourceOf } from './fix-context';
import { importName } from './import-edit';
import { valuesOf } from './iterable';
import { usesOf } from './keyset-search';
import { lightUsesOf } from './light-uses';
import { oneLine } from './one-line';
import { depthStep, namesIn, tokensOf } from './python-tokens';
import { rootOf } from './record-root';
import { releaseLines } from './release-lines';

/** A statement that is nothing but the result: `total = …`, `return …`. */
interface Place {
  readonly statement: Statement;
  /** The name that gets the result; undefined where it is returned. */
  readonly name: string | undefined;
  readonly collected: Collected;
}

/**
 * Makes the result batch by batch, in the same order, and drops the cache after each; nothing is committed. `refused`
 * is given where the search's records go into no such statement.
 */
export function collectInBatches(
  search: CallExpression,
  of: SearchedRecords,
  refused: NoFix,
  ctx: FixContext,
): Fix | NoFix {
  const place = placeOf(search, of, ctx);
  if (place === undefined) return refused;
  const { statement, collected } = place;
  const title = titleOf(collected.verb, ctx);
  const reason =
    whyNotRelease(ctx) ??
    whyNotPlace(statement, { ...ctx, mayCommit: false }) ??
    collected.refused ??
    whyNotStatement(place, ctx);
  if (reason !== undefined) return refuse(title, reason);
  const env = environmentOf(collected.over, ctx.method);
  const split = importName(ctx.text, { module: 'odoo.tools', name: 'split_every' });
  if (env === undefined || split.kind === 'taken' || namesChangedIn(ctx.method.body).has(split.expression))
    return refuse(
      title,
      'The records belong to another environment, or `split_every` is something else here.',
    );
  const { start, end } = fileSpan(statement.at, ctx);
  const at = { start, end: lineEnd(ctx.text, end) };
  const newText = written(place, env, split.expression, ctx);
  const why = 'Values are read again after it, and pending writes are flushed earlier. Nothing is committed.';
  return { kind: 'fix', title, applicability: 'unsafe', why, edits: [...split.edits, { at, newText }] };
}

function titleOf(verb: string, ctx: FixContext): string {
  return `${verb} in batches of ${ctx.batch.size}, release the cache after each${forVersion(ctx)}`;
}

function written(
  { statement, name, collected }: Place,
  env: string,
  splitEvery: string,
  ctx: FixContext,
): string {
  const { over, values, empty } = collected;
  const indent = indentAt(ctx.text, fileSpan(statement.at, ctx).start);
  const eol = lineBreakOf(ctx.text);
  const unit = methodUnit(ctx);
  const batch = freshName(['batch', 'record_batch', 'records_batch'], ctx);
  const records =
    over.kind === 'name' ? over.id : freshName(['records', 'all_records', 'records_to_do'], ctx);
  const into = name ?? freshName(collected.names, ctx);
  const header = layOutCall({
    indent,
    unit,
    prefix: `for ${batch} in ${splitEvery}(`,
    args: [String(ctx.batch.size), `${records}.ids`, `${records}.browse`],
    suffix: '):',
    eol,
  });
  const wish = { env, batch, progress: { kind: 'none' }, remaining: undefined, indent, unit } as const;
  const release = releaseLines(wish, { ...ctx, mayCommit: false });
  const found = oneLine(sourceOf(over, ctx)) ?? '';
  const { end } = fileSpan(statement.at, ctx);
  const comment = ctx.text.slice(end, lineEnd(ctx.text, end));
  const lines = [
    ...(over.kind === 'name' ? [] : [fitCall(`${indent}${records} = ${found}`, ctx)]),
    name === undefined
      ? `${indent}${into} = ${empty}`
      : `${indent}${declared(statement, ctx)} = ${empty}${comment}`,
    header,
    collected.line(into, onBatch(values, over, batch, ctx), { indent: indent + unit, unit, eol }),
    ...release.lines.map((line) => indent + unit + line),
    ...(name === undefined ? [`${indent}return ${into}${comment}`] : []),
  ];
  return lines.join(eol).slice(indent.length);
}

/** The name that is assigned, with its annotation. */
function declared(statement: Statement, ctx: FixContext): string {
  const text = sourceOf(statement, ctx);
  let depth = 0;
  for (const token of tokensOf(text, { start: 0, end: text.length })) {
    depth += depthStep(token);
    if (depth === 0 && token.text === '=') return text.slice(0, token.at.start).trim();
  }
  return text;
}

/** The values of a batch, on one line. */
function onBatch(values: Expression, over: Expression, batch: string, ctx: FixContext): string {
  const from = fileSpan(values.at, ctx).start;
  const { start, end } = fileSpan(over.at, ctx);
  const edit = { at: { start: start - from, end: end - from }, newText: batch };
  return oneLine(applyEdits(sourceOf(values, ctx), [edit])) ?? '';
}

/** The statement that the search's records go into. */
function placeOf(search: CallExpression, of: SearchedRecords, ctx: FixContext): Place | undefined {
  for (const statement of statementsIn(ctx.method.body)) {
    const result = resultOf(statement);
    const collected = result && (sumOf(result.value) ?? valuesGathered(result.value, of));
    if (result && collected && isOf(collected.over, search, ctx))
      return { statement, name: result.name, collected };
  }
  return undefined;
}

function resultOf(
  statement: Statement,
): { readonly name: string | undefined; readonly value: Expression } | undefined {
  if (statement.kind === 'return') return statement.value && { name: undefined, value: statement.value };
  if (statement.kind !== 'assign' || statement.op !== undefined || !statement.value) return undefined;
  const [target, ...more] = statement.targets;
  return target?.kind === 'name' && more.length === 0
    ? { name: target.id, value: statement.value }
    : undefined;
}

/** The search itself, or a name that stands for it alone, and whose other uses read no fields of all records. */
function isOf(over: Expression, search: CallExpression, ctx: FixContext): boolean {
  const isSearch = (part: Expression) => isNode(part, search);
  if (rootOf(over, isSearch)) return true;
  const name = rootOf(over, ({ kind }) => kind === 'name');
  if (name?.kind !== 'name') return false;
  const [only, ...more] = valuesOf(name.id, ctx.method);
  const isAlone = only !== undefined && more.length === 0 && rootOf(only, isSearch) !== undefined;
  return isAlone && usesOf(name.id, ctx) === 2 + lightUsesOf(name.id, ctx.method);
}

function whyNotStatement({ statement, name, collected }: Place, ctx: FixContext): string | undefined {
  if (!isAloneOnLine(ctx.text, fileSpan(statement.at, ctx)))
    return 'Another statement stands on the same line: give each a line of its own.';
  if (oneLine(sourceOf(statement, ctx)) === undefined)
    return 'A comment or a string of several lines stands inside the expression: move it above.';
  if (callsIn(ctx.method.body).some(({ callee }) => callee.kind === 'attribute' && callee.name === 'new'))
    return 'The method has records that are not saved (`new()`), and they lose their values with the cache: gather before they are made, in a method of its own.';
  if (name === undefined) return undefined;
  if (statementsIn(ctx.method.body).some((each) => each.kind === 'global' && each.names.includes(name)))
    return `\`${name}\` is global, and others would see a part of the result: gather it under another name first.`;
  if (within(collected.values).some((part) => part.kind === 'name' && part.id === name))
    return `\`${name}\` is used to make its own new value: give the result another name.`;
  return pathTo(ctx.method.body, statement)?.some((outer) => survives(name, statement, outer, ctx))
    ? `\`${name}\` is used where the \`try\` has failed, and would hold a part of the result there: gather it under another name, and set \`${name}\` to that on the next line.`
    : undefined;
}

/** Whether an error may be caught around the statement, and the name is used after it. */
function survives(name: string, statement: Statement, outer: Statement, ctx: FixContext): boolean {
  if (outer.kind !== 'try' || statement.at.end > outer.body.at.end) return false;
  const method = fileSpan(ctx.method.at, ctx);
  const body = fileSpan(outer.body.at, ctx);
  return [
    { start: method.start, end: body.start },
    { start: body.end, end: method.end },
  ].some((at) => namesIn(ctx.text, at).has(name));
}
