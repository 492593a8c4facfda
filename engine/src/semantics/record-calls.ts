// Calls on recordsets: searches, reads, writes, context, and methods of models.

import { argumentOf } from '../ir/argument';
import type { CallExpression, Expression } from '../ir/expression';
import { isHeavyType } from '../odoo/field-types';
import { ORM_METHODS, type OrmMethodFact } from '../odoo/orm-methods';
import { CRON_CALLS, CRON_REPORTS, RELEASE_NAME } from '../odoo/release-calls';
import { DOCUMENT_MODELS } from '../odoo/small-models';
import { lookUp } from '../text/look-up';
import { sizeOfDomain } from './domain';
import { evaluate, fieldValue, noteContent, rootOf } from './evaluate';
import { type Arguments, contextOf, evaluateArguments, noteCall, returnedBy } from './evaluate-call';
import { collect, type Frame, inline, nextOrigin } from './frame';
import {
  itemOf,
  PLAIN,
  type RecordsValue,
  records,
  type Size,
  type Tracking,
  UNKNOWN,
  type Value,
} from './value';

type Attribute = Expression & { readonly kind: 'attribute' };

/** Evaluates `records.method(…)`. */
export function callOnRecords(
  call: CallExpression,
  callee: Attribute,
  on: RecordsValue,
  frame: Frame,
): Value {
  const { name } = callee;
  const args = evaluateArguments(call, frame);
  const release = on.model === 'ir.cron' ? lookUp(CRON_CALLS, name) : undefined;
  if (release) {
    frame.facts.push({ kind: 'release', how: release, at: call.at });
    return PLAIN;
  }
  if (on.model === 'ir.cron' && CRON_REPORTS.has(name)) return PLAIN;
  if (name === 'env') return envCall(call, on.tracking);
  if (name === 'with_delay' || name === 'delayable') return { kind: 'delayed', model: on.model };
  const orm = lookUp(ORM_METHODS, name);
  if (orm) return callOrm(call, name, orm, on, args, frame);
  return callModelMethod(call, name, on, args, frame);
}

function callModelMethod(
  call: CallExpression,
  name: string,
  on: RecordsValue,
  args: Arguments,
  frame: Frame,
): Value {
  const refs = on.model === undefined ? [] : frame.program.methods(on.model, name);
  noteCall(call, on, name, args, false, frame);
  if (on.size !== 'none') frame.facts.push({ kind: 'use', how: 'called', of: on, at: call.at });
  if (refs.length === 0) {
    if (RELEASE_NAME.test(name)) frame.facts.push({ kind: 'release', how: 'maybe', at: call.at });
    return UNKNOWN;
  }
  return returnedBy(call, refs, contextOf(on.model, on, args), frame);
}

function callOrm(
  call: CallExpression,
  name: string,
  orm: OrmMethodFact,
  on: RecordsValue,
  args: Arguments,
  frame: Frame,
): Value {
  noteEffect(call, name, orm, on, args, frame);
  switch (orm.gives) {
    case 'same':
      return { ...on, tracking: trackingAfter(name, call, on.tracking, args) };
    case 'one':
      return { ...on, size: on.size === 'none' ? 'none' : 'one' };
    case 'search':
      return noteSearch(call, name, orm, on, args, frame);
    case 'rows-of-search':
      return rowsOf(noteSearch(call, name, orm, on, args, frame));
    case 'groups':
      if (!groupsByRecord(call, orm, on, args, frame)) return { kind: 'rows', size: 'unknown', origins: [] };
      return rowsOf(noteSearch(call, name, orm, on, args, frame));
    case 'rows':
      return { kind: 'rows', size: on.size, origins: on.origins };
    case 'count':
    case 'plain':
    case 'nothing':
      return PLAIN;
    default:
      return otherResult(name, call, on, args, frame);
  }
}

function rowsOf({ size, origins }: RecordsValue): Value {
  return { kind: 'rows', size, origins };
}

/** Whether there is a group for every record, or for every document that the records belong to. */
function groupsByRecord(
  call: CallExpression,
  orm: OrmMethodFact,
  { model }: RecordsValue,
  args: Arguments,
  frame: Frame,
): boolean {
  const groupby = givenValue('groupby', orm.groupbyAt ?? -1, call, args);
  const fields = groupby?.kind === 'list' ? groupby.items : groupby ? [groupby] : [];
  return fields.some((field) => {
    if (field.kind !== 'text') return false;
    const declared = model === undefined ? undefined : frame.program.field(model, field.value);
    const isDocument = declared?.type === 'Many2one' && DOCUMENT_MODELS.has(declared.comodel ?? '');
    return field.value === 'id' || isDocument;
  });
}

function otherResult(
  name: string,
  call: CallExpression,
  on: RecordsValue,
  args: Arguments,
  frame: Frame,
): Value {
  const [first] = args.positional;
  if (name === 'browse') return browse(on, first);
  if (name === 'create') {
    const size: Size = first?.kind === 'container' ? 'one' : 'unknown';
    return records(on.model, size, [], on.tracking);
  }
  if (name === 'mapped' && first?.kind === 'text') return mappedField(on, first.value, call, frame);
  if (name === 'mapped') return { kind: 'rows', size: on.size, origins: on.origins };
  return UNKNOWN;
}

/** Ids of a table, given to another model: whose they are is not known. */
function isOfOther(ids: Value, { model }: RecordsValue): boolean {
  return ids.kind === 'ids' && ids.model !== undefined && model !== undefined && ids.model !== model;
}

function browse(on: RecordsValue, ids: Value | undefined): Value {
  if (!ids) return { ...on, size: 'none' };
  if (isOfOther(ids, on)) return records(on.model, 'unknown', [], on.tracking);
  if (ids.kind === 'row')
    return records(on.model, 'one', ids.of.model === on.model ? ids.origins : [], on.tracking);
  if (ids.kind === 'ids' || ids.kind === 'records')
    return records(on.model, ids.size, ids.origins, on.tracking);
  if (ids.kind === 'number') return records(on.model, 'one', [], on.tracking);
  if (ids.kind === 'list' && ids.complete)
    return records(on.model, ids.items.length > 0 ? 'few' : 'none', [], on.tracking);
  if (ids.kind === 'plain') return records(on.model, 'one', [], on.tracking);
  return records(on.model, 'unknown', [], on.tracking);
}

function mappedField(on: RecordsValue, path: string, call: CallExpression, frame: Frame): Value {
  let value: Value = on;
  let isFile = false;
  for (const name of path.split('.')) {
    if (value.kind !== 'records') return { kind: 'rows', size: on.size, origins: on.origins };
    isFile = noteContent({ of: value, field: name, ofEach: true, root: rootOf(call), at: call.at }, frame);
    value =
      name === 'id'
        ? { kind: 'ids', model: value.model, size: value.size, origins: value.origins }
        : fieldValue(value, name, frame);
  }
  if (value.kind === 'plain' && !isFile)
    return { kind: 'rows', size: on.size, origins: on.origins, scalars: true };
  return value.kind === 'plain' || value.kind === 'unknown'
    ? { kind: 'rows', size: on.size, origins: on.origins }
    : value;
}

function noteSearch(
  call: CallExpression,
  name: string,
  orm: OrmMethodFact,
  on: RecordsValue,
  args: Arguments,
  frame: Frame,
): RecordsValue {
  const domain = givenValue('domain', 0, call, args) ?? givenValue('args', 0, call, args) ?? EMPTY_DOMAIN;
  const limit = argumentOf(call, 'limit', orm.limitAt ?? -1);
  const id = nextOrigin(frame);
  const size = sizeOfSearch(
    call,
    domain,
    limit && givenValue('limit', orm.limitAt ?? -1, call, args),
    on,
    frame,
  );
  frame.facts.push({
    kind: 'search',
    id,
    method: name,
    model: on.model,
    size,
    ofSmall: isSmall(on, frame),
    call,
    domain,
    limit,
    offset: argumentOf(call, 'offset', orm.offsetAt ?? -1),
    order: argumentOf(call, 'order', orm.orderAt ?? -1),
    at: call.at,
  });
  return records(on.model, size, size === 'many' ? [id] : [], on.tracking);
}

const EMPTY_DOMAIN: Value = { kind: 'list', items: [], complete: true };

/** The value of an argument, by keyword or position; undefined when it is not given. */
function givenValue(
  name: string,
  position: number,
  call: CallExpression,
  args: Arguments,
): Value | undefined {
  return argumentOf(call, name, position) && (lookUp(args.named, name) ?? args.positional[position]);
}

function sizeOfSearch(
  call: CallExpression,
  domain: Value,
  limit: Value | undefined,
  on: RecordsValue,
  frame: Frame,
): Size {
  if (call.args.some((arg) => arg.form === 'dict-splat' || arg.form === 'list-splat')) return 'unknown';
  if (call.args.some((arg) => arg.name === 'count')) return 'unknown';
  if (limit) {
    const isNone =
      (limit.kind === 'constant' && limit.value !== 'True') || (limit.kind === 'number' && limit.value === 0);
    if (!isNone) return limit.kind === 'number' && limit.value === 1 ? 'one' : 'few';
  }
  return isSmall(on, frame) ? 'few' : sizeOfDomain(domain, on.model, frame.program);
}

function isSmall({ model }: RecordsValue, { program }: Frame): boolean {
  return model !== undefined && program.isSmall(model);
}

function trackingAfter(name: string, call: CallExpression, before: Tracking, args: Arguments): Tracking {
  if (name === 'with_context') return trackingOf(call, before);
  const [env] = args.positional;
  return name === 'with_env' ? (env?.kind === 'env' ? env.tracking : 'unknown') : before;
}

/** `self.env(context=…)`: an environment whose context is another one. */
export function envCall(call: CallExpression, before: Tracking): Value {
  const context = argumentOf(call, 'context', 2);
  if (!context) return { kind: 'env', tracking: before };
  const isDict = context.kind === 'call' && context.callee.kind === 'name' && context.callee.id === 'dict';
  if (!isDict) return { kind: 'env', tracking: dictSetsOff(context) };
  return { kind: 'env', tracking: trackingOf(context, 'on') };
}

const OFF_KEYS: ReadonlySet<string> = new Set(['tracking_disable', 'mail_notrack', 'mail_create_nolog']);

function trackingOf(call: CallExpression, before: Tracking): Tracking {
  let tracking = before;
  for (const arg of call.args) {
    if (arg.form === 'keyword' && arg.name !== undefined && OFF_KEYS.has(arg.name)) {
      tracking = arg.value.kind === 'constant' && arg.value.value !== 'True' ? tracking : 'off';
    } else if (arg.form !== 'keyword' && tracking === 'on') {
      tracking = dictSetsOff(arg.value);
    }
  }
  return tracking;
}

function dictSetsOff(context: Expression): Tracking {
  if (context.kind !== 'dict') return 'unknown';
  for (const { key, value } of context.entries) {
    if (!key) return 'unknown';
    if (key.kind === 'text' && OFF_KEYS.has(key.value) && value.kind === 'constant' && value.value === 'True')
      return 'off';
  }
  return 'on';
}

function noteEffect(
  call: CallExpression,
  name: string,
  orm: OrmMethodFact,
  on: RecordsValue,
  args: Arguments,
  frame: Frame,
): void {
  switch (orm.does) {
    case 'create':
    case 'write':
    case 'unlink': {
      const fields = writtenFields(call, frame);
      const target = orm.does === 'create' ? created(on, args) : on;
      frame.facts.push({ kind: 'write', how: orm.does, on: target, fields, call, at: call.at });
      return;
    }
    case 'read':
      frame.facts.push({ kind: 'use', how: 'read', of: on, at: call.at });
      return;
    case 'filter':
    case 'map':
      if (name === 'sorted' && args.positional.length === 0 && Object.keys(args.named).length === 0) return;
      frame.facts.push({ kind: 'use', how: orm.does === 'map' ? 'mapped' : 'filtered', of: on, at: call.at });
      runLambda(args.positional[0], on, frame);
      return;
    case 'invalidate': {
      // `env["product.product"].invalidate_model(["display_name"])`
      const isPartial = leavesMost(on, argumentOf(call, 'fnames', 0), frame);
      frame.facts.push({ kind: 'release', how: isPartial ? 'invalidate-some' : 'invalidate', at: call.at });
      return;
    }
    case 'flush':
      frame.facts.push({ kind: 'release', how: orm.does, at: call.at });
      return;
    default:
      return;
  }
}

/** Whether only some fields are dropped: of a model, any; of records, such as are known to be light. */
function leavesMost(on: RecordsValue, fnames: Expression | undefined, { program }: Frame): boolean {
  if ((fnames?.kind !== 'list' && fnames?.kind !== 'tuple') || fnames.items.length === 0) return false;
  const { model } = on;
  if (on.size === 'none' || model === undefined) return on.size === 'none';
  return fnames.items.every((name) => {
    const field = name.kind === 'text' ? program.field(model, name.value) : undefined;
    return field !== undefined && !isHeavyType(field.type);
  });
}

function runLambda(given: Value | undefined, on: RecordsValue, frame: Frame): void {
  if (given?.kind !== 'lambda') return;
  const [parameter] = given.parameters;
  const names = new Map(parameter === undefined ? [] : [[parameter, itemOf(on)]]);
  const facts = collect(frame, () => {
    inline(given.body, names, frame, () => evaluate(given.body, frame));
  });
  // What it reads of its parameter it reads of all.
  for (const fact of facts)
    frame.facts.push(
      fact.kind === 'content' && fact.root === parameter ? { ...fact, of: on, ofEach: true } : fact,
    );
}

/** `create([… for record in records])` makes as many as there are records. */
function created(on: RecordsValue, args: Arguments): RecordsValue {
  const [values] = args.positional;
  return values?.kind === 'rows' && values.size === 'many' ? { ...on, size: 'many' } : on;
}

/** The fields of a dict, or at least those that the dict was made with. */
function writtenFields(call: CallExpression, frame: Frame): readonly string[] | undefined {
  const vals = argumentOf(call, 'vals', 0) ?? argumentOf(call, 'values', 0);
  if (vals?.kind === 'name') {
    const known = frame.names.get(vals.id);
    return known?.kind === 'container' ? known.keys : undefined;
  }
  if (vals?.kind !== 'dict') return undefined;
  const fields: string[] = [];
  for (const { key } of vals.entries) {
    if (key?.kind !== 'text') return undefined;
    fields.push(key.value);
  }
  return fields;
}
