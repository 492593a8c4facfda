// Calls → values and facts: the cursor, the environment, recordsets, builtins, functions of the workspace.

import type { CallExpression, Expression } from '../ir/expression';
import { CACHE_CALLS, CURSOR_CALLS, ENV_CALLS, RELEASE_NAME } from '../odoo/release-calls';
import { lookUp } from '../text/look-up';
import { callBuiltin } from './builtins';
import { combined, DOMAIN_CLASS, domainObject } from './domain-value';
import { evaluate } from './evaluate';
import { executeBlock } from './execute';
import type { GrowFact } from './fact';
import { collect, type Frame, inline, nextOrigin, withoutExits } from './frame';
import { momentOfCall } from './moment';
import { containerOf, grow } from './mutate';
import type { CallContext, MethodRef } from './program';
import { callOnRecords, envCall } from './record-calls';
import { acquireInline, resourceOf } from './resource-use';
import { unboundedQuery } from './sql';
import { cellOf, concatenated, filledWith, join, PLAIN, records, truth, UNKNOWN, type Value } from './value';

/** The arguments of a call, evaluated. */
export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: Readonly<Record<string, Value>>;
  /** No `*args` and no `**kwargs`: what is not here is not given. */
  readonly exact: boolean;
}

/** Evaluates the arguments of a call, in order. */
export function evaluateArguments(call: CallExpression, frame: Frame): Arguments {
  const positional: Value[] = [];
  const named: Record<string, Value> = {};
  let exact = true;
  for (const arg of call.args) {
    const value = evaluate(arg.value, frame);
    if (arg.form === 'positional') positional.push(value);
    else if (arg.form === 'keyword' && arg.name !== undefined) named[arg.name] = value;
    else exact = false;
    if (value.kind === 'resource') {
      frame.facts.push({ kind: 'use', how: 'passed', of: value, at: arg.at });
    }
  }
  return { positional, named, exact };
}

/** Evaluates a call. */
export function evaluateCall(call: CallExpression, frame: Frame, use?: 'with'): Value {
  const row = resourceOf(call, frame);
  if (row !== undefined) {
    evaluateArguments(call, frame);
    return acquireInline(call, row, use, frame);
  }
  const { callee } = call;
  if (callee.kind === 'name') return callName(call, callee.id, frame);
  if (callee.kind === 'attribute') return callAttribute(call, callee, frame);
  evaluate(callee, frame);
  evaluateArguments(call, frame);
  return UNKNOWN;
}

function callName(call: CallExpression, name: string, frame: Frame): Value {
  const local = frame.names.get(name);
  if (local?.kind === 'function') return callLocal(call, local, frame);
  if (local?.kind === 'env') {
    evaluateArguments(call, frame);
    return envCall(call, local.tracking);
  }
  if (local?.kind === 'lambda') {
    const parameters = parametersOf(local.parameters, evaluateArguments(call, frame));
    return inline(local.body, parameters, frame, () => evaluate(local.body, frame)) ?? UNKNOWN;
  }
  if (name.includes('Domain') && isDomainClass(name, local, frame))
    return domainObject(evaluateArguments(call, frame).positional);
  const ref =
    local === undefined || local.kind === 'imported'
      ? frame.program.functionSeen(frame.ref.path, name)
      : undefined;
  if (ref) {
    const args = evaluateArguments(call, frame);
    noteCall(call, UNKNOWN, name, args, false, frame);
    return returnedBy(call, [ref], contextOf(undefined, UNKNOWN, args), frame);
  }
  return callBuiltin(call, name, frame);
}

function isDomainClass(name: string, local: Value | undefined, { program, ref }: Frame): boolean {
  const path = local === undefined ? program.imported(ref.path, name) : undefined;
  return DOMAIN_CLASS.test(local?.kind === 'imported' ? local.path : (path ?? ''));
}

function callLocal(call: CallExpression, value: Value & { kind: 'function' }, frame: Frame): Value {
  const args = evaluateArguments(call, frame);
  const { statement } = value;
  const names = statement.parameters.map((parameter) => parameter.name);
  const returnedBefore = frame.returned.length;
  const body = inline(statement, parametersOf(names, args), frame, () =>
    collect(frame, () => executeBlock(statement.body, frame)),
  );
  if (!body) return UNKNOWN;
  const returned = frame.returned.splice(returnedBefore);
  frame.facts.push({ kind: 'branch', arms: [withoutExits(body)] });
  return returned.length > 0 ? returned.reduce(join) : UNKNOWN;
}

function parametersOf(names: readonly string[], args: Arguments): ReadonlyMap<string, Value> {
  return new Map(
    names.map(
      (name, index) => [name, args.positional[index] ?? lookUp(args.named, name) ?? UNKNOWN] as const,
    ),
  );
}

/** Notes a call of a method of the workspace or of an unknown one. */
export function noteCall(
  call: CallExpression,
  on: Value,
  method: string,
  args: Arguments,
  viaSuper: boolean,
  frame: Frame,
): void {
  const { positional, named } = args;
  frame.facts.push({
    kind: 'call',
    on,
    method,
    viaSuper,
    args: positional,
    named,
    call,
    at: call.at,
  });
  // `send(auto_commit=True)`: the callee commits when it is asked to.
  const asked = Object.entries(named).some(
    ([key, value]) => RELEASE_NAME.test(key) && truth(value) !== false,
  );
  if (asked) frame.facts.push({ kind: 'release', how: 'maybe', at: call.at });
  for (const value of [...positional, ...Object.values(named)]) {
    if (value.kind !== 'records' && value.kind !== 'rows') continue;
    frame.facts.push({ kind: 'use', how: 'passed', of: value, at: call.at });
  }
}

/** The context in which a callee runs. */
export function contextOf(model: string | undefined, self: Value, args: Arguments): CallContext {
  return { model, self, args: args.positional, named: args.named, exact: args.exact };
}

/** What a call of one of several definitions returns; not looked for where nobody uses it. */
export function returnedBy(
  call: CallExpression,
  refs: readonly MethodRef[],
  context: CallContext,
  frame: Frame,
): Value {
  const [last] = refs;
  return last && frame.unused !== call ? frame.program.returned(last, context) : UNKNOWN;
}

type Attribute = Expression & { readonly kind: 'attribute' };

function callAttribute(call: CallExpression, callee: Attribute, frame: Frame): Value {
  if (
    callee.object.kind === 'call' &&
    callee.object.callee.kind === 'name' &&
    callee.object.callee.id === 'super'
  ) {
    return callSuper(call, callee.name, frame);
  }
  const object = evaluate(callee.object, frame);
  switch (object.kind) {
    case 'records':
      return callOnRecords(call, callee, object, frame);
    case 'cursor':
      return callOnCursor(call, callee.name, frame);
    case 'env':
      return callOnEnv(call, callee.name, object.tracking, frame);
    case 'imported':
      return callImported(call, object.path, callee.name, frame);
    case 'delayed':
      evaluateArguments(call, frame);
      frame.facts.push({ kind: 'job', model: object.model, method: callee.name, at: call.at });
      return UNKNOWN;
    case 'list':
    case 'container':
      return callOnContainer(call, callee, object, frame);
    case 'row': {
      const [key] = evaluateArguments(call, frame).positional;
      return callee.name === 'get' && key ? cellOf(object, key) : UNKNOWN;
    }
    case 'resource':
      return object.row === 'cursor' && /^(execute|(dict)?fetch(all|many))$/.test(callee.name)
        ? callOnCursor(call, callee.name, frame)
        : callUnknown(call, callee, object, frame);
    default:
      return callUnknown(call, callee, object, frame);
  }
}

function callSuper(call: CallExpression, method: string, frame: Frame): Value {
  const args = evaluateArguments(call, frame);
  const { model, self } = frame.context;
  noteCall(call, self, method, args, true, frame);
  if (model === undefined || self.kind !== 'records') return UNKNOWN;
  const context = contextOf(model, self, args);
  const refs = frame.program.methods(model, method);
  const own = refs.findIndex((ref) => ref.key === frame.ref.key);
  const next = refs[own + 1];
  if (own < 0) return returnedBy(call, refs, context, frame);
  return next && frame.unused !== call ? frame.program.inherited(next, context) : UNKNOWN;
}

function callOnCursor(call: CallExpression, name: string, frame: Frame): Value {
  // sql_db.py (16.0 to 19.0): cuts ids into tuples, by default as long as PostgreSQL takes after IN.
  if (name === 'split_for_in_conditions') return callBuiltin(call, 'batched', frame);
  const { positional, named } = evaluateArguments(call, frame);
  const how = lookUp(CURSOR_CALLS, name);
  if (how) frame.facts.push({ kind: 'release', how, at: call.at });
  if (name === 'execute') frame.names.set(LAST_QUERY, positional[0] ?? named['query'] ?? UNKNOWN);
  if (!/^(dict)?fetch(all|many)$/.test(name)) return UNKNOWN;
  return fetched(call, name, frame.names.get(LAST_QUERY), frame);
}

/** A name that no Python has: what the cursor executed last, on the current path. */
const LAST_QUERY = '<query>';

function fetched(call: CallExpression, method: string, query: Value | undefined, frame: Frame): Value {
  const unbounded = query?.kind === 'text' ? unboundedQuery(query.value) : undefined;
  const id = nextOrigin(frame);
  frame.facts.push({ kind: 'fetch', method, id, query: unbounded, at: call.at });
  const model = unbounded && frame.program.modelOfTable(unbounded.table);
  if (!unbounded || model === undefined || /many$/.test(method) || frame.program.isSmall(model))
    return { kind: 'rows', size: 'unknown', origins: [] };
  const fetched = { model, byName: method.includes('dict'), columns: unbounded.columns };
  return { kind: 'rows', size: 'many', origins: [id], fetched };
}

function callOnEnv(
  call: CallExpression,
  name: string,
  tracking: 'on' | 'off' | 'unknown',
  frame: Frame,
): Value {
  const { positional } = evaluateArguments(call, frame);
  const how = lookUp(ENV_CALLS, name);
  if (how) frame.facts.push({ kind: 'release', how, at: call.at });
  if (/^execute_query(_dict)?$/.test(name)) return fetched(call, name, positional[0], frame);
  // The environment is a mapping of models (odoo/api.py class Environment): a model that is not there gives None.
  const [model] = positional;
  if (name === 'get') return records(model?.kind === 'text' ? model.value : undefined, 'none', [], tracking);
  return name === 'ref' ? records(undefined, 'one', [], tracking) : UNKNOWN;
}

function callImported(call: CallExpression, path: string, name: string, frame: Frame): Value {
  const how = path === 'env.cache' ? lookUp(CACHE_CALLS, name) : undefined;
  if (how) frame.facts.push({ kind: 'release', how, at: call.at });
  if (/^(odoo\.)?(tools|tools\.misc)$/.test(path)) return callBuiltin(call, name, frame);
  if (/^(odoo\.)?osv\.expression$/.test(path) || /(^|\.)expression$/.test(path))
    return combined(name, evaluateArguments(call, frame).positional[0]);
  if (DOMAIN_CLASS.test(path)) return combined(name, evaluateArguments(call, frame).positional[0]);
  if (DOMAIN_CLASS.test(`${path}.${name}`)) return domainObject(evaluateArguments(call, frame).positional);
  if (path === 'itertools' && name === 'batched') return callBuiltin(call, 'split_every', frame);
  return momentOfCall(name, UNKNOWN, evaluateArguments(call, frame)) ?? UNKNOWN;
}

const GROWS: ReadonlySet<string> = new Set([
  'append',
  'extend',
  'add',
  'update',
  'insert',
  'setdefault',
  'appendleft',
]);

/** `update({"a": 1})`: the same keys every time. */
function addsFixedKeys(call: CallExpression): boolean {
  const [first] = call.args;
  if (call.callee.kind !== 'attribute' || call.callee.name !== 'update') return false;
  return first?.value.kind === 'dict' && first.value.entries.every(({ key }) => key?.kind === 'text');
}

/** What a call adds: `update()` takes a dict apart. */
function addedBy({ name }: Attribute, given: Value | undefined): Value {
  const takesApart = name === 'update' && given?.kind === 'container' && given.scalars === true;
  return takesApart ? PLAIN : (given ?? UNKNOWN);
}

function callOnContainer(call: CallExpression, callee: Attribute, object: Value, frame: Frame): Value {
  const { positional } = evaluateArguments(call, frame);
  const what = addedBy(callee, positional.at(-1));
  if (!GROWS.has(callee.name) || addsFixedKeys(call)) return UNKNOWN;
  if (callee.object.kind !== 'name') return UNKNOWN;
  const { id } = callee.object;
  if (object.kind === 'list') {
    const isExtended = callee.name === 'extend';
    const added = isExtended ? (what.kind === 'list' ? what.items : [UNKNOWN]) : [what];
    const filled = isExtended && filledWith(object, what);
    frame.names.set(id, filled || concatenated(object, { items: added, complete: !isExtended }));
  }
  const scope = frame.globals.has(id) ? 'outer' : 'local';
  const key = callee.name === 'setdefault' ? call.args[0]?.value : undefined;
  grow({ name: id, scope, way: 'added', what, added: call.args.at(-1)?.value, key, at: call.at }, frame);
  return UNKNOWN;
}

function callUnknown(call: CallExpression, callee: Attribute, object: Value, frame: Frame): Value {
  const args = evaluateArguments(call, frame);
  if (GROWS.has(callee.name) && args.positional.length > 0 && !addsFixedKeys(call)) {
    const { container, key } = containerOf(callee.object);
    const place = growthOf(container, frame);
    const what = addedBy(callee, args.positional.at(-1));
    if (place)
      grow({ ...place, way: 'added', what, added: call.args.at(-1)?.value, key, at: call.at }, frame);
    return UNKNOWN;
  }
  if (RELEASE_NAME.test(callee.name)) frame.facts.push({ kind: 'release', how: 'maybe', at: call.at });
  if (object.kind === 'unknown' || object.kind === 'resource')
    noteCall(call, object, callee.name, args, false, frame);
  const moment = momentOfCall(callee.name, object, args);
  return moment ?? (object.kind === 'text' || object.kind === 'plain' ? PLAIN : UNKNOWN);
}

/** A container of the method, of an object or of the module; undefined for a name that stands for something unknown. */
function growthOf(target: Expression, frame: Frame): Pick<GrowFact, 'name' | 'scope'> | undefined {
  if (target.kind === 'attribute') return { name: target.name, scope: 'self' };
  if (target.kind !== 'name') return undefined;
  const known = frame.names.get(target.id);
  if (!known) return { name: target.id, scope: 'outer' };
  return known.kind === 'container' ? { name: target.id, scope: 'local' } : undefined;
}
