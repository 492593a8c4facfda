// What stands in the place of a call on all records: the lines before the batch loop, its header, the call, the release.

import type { Expression } from '../ir/expression';
import { indentAt, lineBreakOf, lineEnd } from '../text/indentation';
import { applyEdits, type TextEdit } from '../text/text-edit';
import { deeper } from './batch-text';
import { type BulkCall, givenTo, isCallOf } from './bulk-call';
import { argumentsToCompute } from './call-arguments';
import { layOutCall } from './call-layout';
import { fitCall, type OldStatement, restyled, styleAt } from './fit-line';
import { type FixContext, fileSpan, freshName, methodUnit, sourceOf } from './fix-context';
import type { WantedImport } from './import-edit';
import { columns, MAX_COLUMNS } from './line-width';
import type { Progress } from './progress';
import { depthStep, tokensOf } from './python-tokens';
import { declareRemaining, releaseLines } from './release-lines';

/** What the rewrite of one call shares with the others of its method. */
export interface CallNeeds {
  /** The variable of the batch loop. */
  readonly batch: string;
  readonly splitEvery: string;
  /** The environment to release. */
  readonly env: string;
  readonly progress: Progress;
  /** A next run finds just the rest. */
  readonly stop: boolean;
  /** Lines above the batch loop. */
  readonly before: readonly string[];
}

/** The edit of the statement, and the imports of its release. */
export function callText(
  bulk: BulkCall,
  needs: CallNeeds,
  ctx: FixContext,
): { readonly edit: TextEdit; readonly imports: readonly WantedImport[] } {
  const { start, end } = fileSpan(bulk.statement.at, ctx);
  const indent = indentAt(ctx.text, start);
  const unit = methodUnit(ctx);
  const eol = lineBreakOf(ctx.text);
  const at = { start, end: lineEnd(ctx.text, end) };
  const values = computedBefore(bulk, ctx);
  const { progress } = needs;
  const source = recordsSource(bulk, needs.stop || values.length > 0, indent + unit, ctx);
  const computed = values.map(({ name, value }) => assignment(name, value, bulk, ctx));
  const declared =
    progress.kind === 'commit' && progress.stop
      ? [declareRemaining(needs.env, `len(${source.name})`, ctx)]
      : needs.before;
  const header = layOutCall({
    indent,
    unit,
    prefix: `for ${needs.batch} in ${needs.splitEvery}(`,
    args: [String(ctx.batch.size), `${source.name}.ids`, `${source.browse}.browse`],
    suffix: '):',
    eol,
  }).slice(indent.length);
  const remaining =
    needs.stop && progress.kind === 'notify' ? `len(${source.name}) - ${progress.done}` : undefined;
  const { env, batch } = needs;
  const release = releaseLines({ env, batch, progress, remaining, indent: indent + unit, unit }, ctx);
  // A commit lets others delete records that are still to come, and deleting some may delete more of them.
  const some = ctx.mayCommit || isCallOf(bulk, 'unlink') ? `${needs.batch}.exists()` : needs.batch;
  const inner = unit + innerText(bulk, innerCall(bulk, values, some, ctx), ctx);
  const lines = [
    ...source.lines,
    ...computed,
    ...declared,
    header,
    inner,
    ...release.lines.map((line) => unit + line),
    ...(bulk.statement.kind === 'return' ? ['return True'] : []),
  ];
  return { edit: { at, newText: lines.join(eol + indent) }, imports: release.imports };
}

/** The work one step deeper, without the indentation of its first line. */
export function innerText(bulk: BulkCall, call: string, ctx: FixContext): string {
  const was = oldStatement(bulk, ctx);
  const { indent, unit } = was.style;
  const laidOut = restyled(call, { ...was.style, indent: indent + unit }, was);
  if (laidOut !== undefined) return laidOut;
  return fitCall(indent + deeper(call, unit), ctx).slice(indent.length + unit.length);
}

/** A value that is computed once, before the loop. */
export interface Computed {
  readonly name: string;
  readonly value: Expression;
}

/** The arguments that get a name before the loop; `taken` are names that others have got. */
export function computedBefore(
  bulk: BulkCall,
  ctx: FixContext,
  taken = new Set<string>(),
): readonly Computed[] {
  return argumentsToCompute(bulk).map(({ value, name: keyword }) => {
    const wish = keyword ?? (isCallOf(bulk, 'write') ? 'values' : 'value');
    const free = (step: number): string => {
      const name = freshName(step === 1 ? [wish, `${wish}_to_give`] : [`${wish}_${step}`], ctx);
      return taken.has(name) ? free(step + 1) : name;
    };
    const name = free(1);
    taken.add(name);
    return { name, value };
  });
}

interface RecordsSource {
  /** Lines before the loop. */
  readonly lines: readonly string[];
  /** What has the ids. */
  readonly name: string;
  /** What has `browse`. */
  readonly browse: string;
}

function recordsSource(bulk: BulkCall, named: boolean, indent: string, ctx: FixContext): RecordsSource {
  const { records } = bulk;
  const text = sourceOf(records, ctx);
  if (records.kind === 'name') return { lines: [], name: text, browse: text };
  const model = modelOf(records);
  if (!named && model && !/[\r\n]/.test(text)) {
    const browse = sourceOf(model, ctx);
    const args = `${ctx.batch.size}, ${text}.ids, ${browse}.browse`;
    if (columns(indent + args) <= MAX_COLUMNS) return { lines: [], name: text, browse };
  }
  const name = freshName(['records', 'all_records', 'records_to_do'], ctx);
  return { lines: [assignment(name, records, bulk, ctx)], name, browse: name };
}

/** `self.env["m"].sudo()` in a plain `search`: short enough, and free of effects, to be written twice. */
function modelOf(records: Expression): Expression | undefined {
  if (records.kind !== 'call' || records.callee.kind !== 'attribute') return undefined;
  return records.callee.name === 'search' && isPath(records.callee.object)
    ? records.callee.object
    : undefined;
}

function isPath(value: Expression): boolean {
  if (value.kind === 'name') return true;
  if (value.kind === 'attribute') return isPath(value.object);
  if (value.kind === 'subscript') return value.index.kind === 'text' && isPath(value.object);
  if (value.kind !== 'call' || value.args.length > 0 || value.callee.kind !== 'attribute') return false;
  return value.callee.name === 'sudo' && isPath(value.callee.object);
}

/** `name = value`, in parentheses where the value goes over lines that only brackets around it held together. */
export function assignment(name: string, value: Expression, bulk: BulkCall, ctx: FixContext): string {
  const text = sourceOf(value, ctx);
  const was = oldStatement(bulk, ctx);
  return (
    restyled(`${name} = ${text}`, was.style, was) ?? `${name} = ${standsAlone(text) ? text : `(${text})`}`
  );
}

function oldStatement({ statement }: BulkCall, ctx: FixContext): OldStatement {
  return { text: sourceOf(statement, ctx), style: styleAt(fileSpan(statement.at, ctx).start, ctx) };
}

function standsAlone(text: string): boolean {
  let depth = 0;
  for (const token of tokensOf(text, { start: 0, end: text.length })) {
    depth += depthStep(token);
    if (token.kind === 'newline' && depth === 0) return false;
  }
  return true;
}

/** The statement and what follows it on its line, with `some` of the records in the place of all of them. */
export function innerCall(
  bulk: BulkCall,
  values: readonly Computed[],
  some: string,
  ctx: FixContext,
): string {
  const { records } = bulk;
  const from = fileSpan(bulk.statement.at, ctx).start;
  const end = lineEnd(ctx.text, fileSpan(bulk.statement.at, ctx).end);
  const edit = (part: Expression, newText: string): TextEdit => {
    const { start, end: to } = fileSpan(part.at, ctx);
    return { at: { start: start - from, end: to - from }, newText };
  };
  const given = values.map(({ name, value }) => edit(value, ownValues(name, bulk)));
  const text = ctx.text.slice(from, end);
  const keyword = bulk.statement.kind === 'return' ? /^return\s*/.exec(text)?.[0].length : undefined;
  const unreturned = keyword === undefined ? [] : [{ at: { start: 0, end: keyword }, newText: '' }];
  return applyEdits(text, [...unreturned, edit(records, some), ...given, ...namedValues(bulk, edit)]);
}

/** An overridden `write` may take keys out of what it is given: every batch gets values of its own. */
function ownValues(name: string, bulk: BulkCall): string {
  return isCallOf(bulk, 'write') ? `dict(${name})` : name;
}

function namedValues(
  bulk: BulkCall,
  edit: (part: Expression, newText: string) => TextEdit,
): readonly TextEdit[] {
  if (!isCallOf(bulk, 'write')) return [];
  return givenTo(bulk).flatMap(({ value }) =>
    value.kind === 'name' && value.at.start !== bulk.records.at.start
      ? [edit(value, ownValues(value.id, bulk))]
      : [],
  );
}
