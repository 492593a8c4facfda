import { refuse } from '../fixes/fix-context';
import { writeBeforeClear } from '../fixes/write-before-clear';
import { argumentOf } from '../ir/argument';
import type { CallExpression, Expression } from '../ir/expression';
import { callsIn } from '../ir/walk';
import { CLEARING_CALLS, CLEARING_WORDS, type ClearingCall } from '../odoo/clearing-calls';
import { majorOf } from '../odoo/version';
import { writesOf } from '../scheduled/reached-runs';
import type { MethodFacts } from '../semantics/evaluate-method';
import type { CallFact, WriteFact } from '../semantics/fact';
import type { LocalSpan } from '../text/span';
import { type Pending, type PointOfCourse, pendingAtReleases } from './pending-writes';
import { isEnv, modelOf } from './receiver';
import { defineRule, type LocalFinding, type MethodContext } from './rule';

/** Docs and tests: ./cache-clear-loses-writes.md */
export const cacheClearLosesWrites = defineRule({
  id: 'cache-clear-loses-writes',
  summary: 'The cache is dropped with values in it that are not written yet: they are lost.',
  severity: 'error',
  words: CLEARING_WORDS,
  // With a second environment nobody can see which of them a write belongs to.
  mayConcern: (text) =>
    CLEARING_WORDS.test(text) && !/\bcursor\(|\bEnvironment\(|\bwith_env\(|\benv\(/.test(text),
  *checkMethod(run, context) {
    const clears = clearsIn(run, context);
    if (clears.size === 0) return;
    const seen = new Set<number>();
    const effects = {
      writes: (call: CallFact) => writes(call, context),
      releases: (call: CallFact) => context.releases([call]),
    };
    for (const point of pendingAtReleases(run, effects)) {
      const clear = clears.get(point.at.start);
      const found = clear && !seen.has(point.at.start) ? judge(clear, point, run, context) : undefined;
      if (!found) continue;
      seen.add(point.at.start);
      yield found;
    }
  },
});

function writes(call: CallFact, context: MethodContext): boolean {
  if (call.viaSuper) return call.method === 'write';
  return writesOf([call], context.reached([call])).some(({ how }) => how === 'write' || how === 'assign');
}

/** A call that drops the cache. */
interface Clear {
  readonly call: CallExpression;
  readonly row: ClearingCall;
  /** The fields that it is limited to; undefined when it drops all. */
  readonly fields: readonly string[] | undefined;
  /** The records that it is called on, as written. */
  readonly on: string;
  readonly model: string | undefined;
}

/** By the offset of the call. */
function clearsIn(run: MethodFacts, context: MethodContext): ReadonlyMap<number, Clear> {
  const major = majorOf(context.odoo()) ?? Number.POSITIVE_INFINITY;
  const clears = new Map<number, Clear>();
  for (const call of callsIn(run.ir.body)) {
    const row = CLEARING_CALLS.find((each) => each.since <= major && isCallOf(call, each));
    if (!row) continue;
    const only = row.fieldsAt === undefined ? undefined : argumentOf(call, fieldsName(row), row.fieldsAt);
    const fields = only && textsOf(only);
    // What is dropped cannot be read.
    if (only && !fields) continue;
    const on = call.callee.kind === 'attribute' ? call.callee.object : call.callee;
    const model = modelOf(on, run.ir, context.owner?.model?.name);
    clears.set(call.at.start, { call, row, fields, on: textOf(on, context), model });
  }
  return clears;
}

const fieldsName = (row: ClearingCall): string => (row.on === 'cache' ? 'spec' : 'fnames');

function isCallOf(call: CallExpression, row: ClearingCall): boolean {
  const { callee } = call;
  if (callee.kind !== 'attribute' || callee.name !== row.method) return false;
  if (call.args.some(({ form }) => form.endsWith('splat'))) return false;
  if (row.flushAt !== undefined && !isFalse(argumentOf(call, 'flush', row.flushAt))) return false;
  if (row.on === 'env') return isEnv(callee.object);
  if (row.on === 'records') return true;
  return callee.object.kind === 'attribute' && callee.object.name === 'cache' && isEnv(callee.object.object);
}

function isFalse(value: Expression | undefined): boolean {
  return value?.kind === 'constant' && value.value === 'False';
}

function textsOf(value: Expression): readonly string[] | undefined {
  if (value.kind !== 'list' && value.kind !== 'tuple') return undefined;
  const texts = value.items.flatMap((item) => (item.kind === 'text' ? [item.value] : []));
  return texts.length === value.items.length ? texts : undefined;
}

function judge(
  clear: Clear,
  { at, pending, earlier }: PointOfCourse,
  run: MethodFacts,
  context: MethodContext,
): LocalFinding | undefined {
  const lost = pending.filter((each) => isLost(each, clear, context));
  const own = lost.filter((each) => !earlier.has(each));
  const first = own.find(({ kind }) => kind === 'write') ?? own[0] ?? lost[0];
  if (!first) return undefined;
  const name = textOf(clear.call.callee, context).replace(/\s+/g, '');
  const call = `${name}(${clear.row.flushAt === undefined ? '' : 'flush=False'})`;
  const related = [{ ref: run.ref, at: first.at, message: 'This is still only in the cache.' }];
  if (earlier.has(first)) {
    const message = `${call} throws away more than what failed: ${whatIsLost(first)}, by earlier rounds or before this try, too. Nothing here has written it to the database yet.`;
    return { at, severity: 'warning', message, related, fixes: () => [refuse(WRITE_FIRST, WHY_NOT_HERE)] };
  }
  return {
    at,
    severity: isCertain(first) ? 'error' : 'warning',
    message: `${call} throws away ${whatIsLost(first)}: nothing has written it to the database yet.`,
    related,
    fixes: () => [writeBeforeClear(clear.call, clear.row, context.fixContext())],
  };
}

const WRITE_FIRST = 'Write first';
const WHY_NOT_HERE =
  'To write here would write what failed as well: do the work of the `try` in a `with self.env.cr.savepoint():`, which writes what came before, and throws away its own part alone.';

function isLost(each: Pending, clear: Clear, context: MethodContext): boolean {
  const { row, fields } = clear;
  if (row.on === 'records' || fields) return each.kind === 'write' && isOnSame(each, clear, context);
  if (each.kind === 'call') return true;
  // `create` inserts at once, `unlink` deletes at once; what a new record's stored fields depend on waits.
  return each.how === 'write' || each.how === 'assign' || (each.how === 'create' && row.dropsComputations);
}

function isOnSame(write: WriteFact, { row, fields, on, model }: Clear, context: MethodContext): boolean {
  if (write.how !== 'write' && write.how !== 'assign') return false;
  if (fields && !write.fields?.some((field) => fields.includes(field))) return false;
  const isWholeModel = row.method === 'invalidate_model' && model !== undefined;
  return isWholeModel ? model === write.on.model : textOf(write, context).startsWith(`${on}.`);
}

function textOf({ at }: { readonly at: LocalSpan }, { text }: MethodContext): string {
  return text.slice(at.start, at.end);
}

const isCertain = (each: Pending): boolean => each.kind === 'write' && each.how !== 'create';

function whatIsLost(each: Pending): string {
  if (each.kind === 'call') return `what ${each.method}() wrote`;
  if (each.how === 'create') return 'the computed fields of the new records';
  const field = each.fields?.length === 1 ? each.fields[0] : undefined;
  return field === undefined ? 'what was written' : `the new ${field}`;
}
