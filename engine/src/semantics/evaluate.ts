// Expressions → values, noting on the way what they do.

import { namesIn } from '../ir/bound-names';
import type { ComprehensionExpression, Expression } from '../ir/expression';
import { isFileContent } from '../odoo/binary-fields';
import { isStructuredType, knownComodel, magicType } from '../odoo/field-types';
import { ORM_METHODS } from '../odoo/orm-methods';
import { SMALL_RELATION } from '../odoo/small-models';
import { lookUp } from '../text/look-up';
import { DOMAIN_CLASS, domainOperation, EVERYTHING } from './domain-value';
import { evaluateCall } from './evaluate-call';
import { bind } from './execute';
import type { ContentFact, Fact } from './fact';
import { collect, type Frame } from './frame';
import { shifted } from './moment';
import {
  cellOf,
  isHuge,
  isScalar,
  itemOf,
  join,
  joinSize,
  leftOver,
  PLAIN,
  type RowsValue,
  records,
  truth,
  UNKNOWN,
  type Value,
} from './value';

/** Evaluates an expression; `use` says that the result is entered by `with`. */
export function evaluate(expression: Expression, frame: Frame, use?: 'with'): Value {
  switch (expression.kind) {
    case 'name':
      return nameValue(expression.id, frame);
    case 'attribute':
      return attributeValue(expression, frame);
    case 'call':
      return evaluateCall(expression, frame, use);
    case 'text':
      return { kind: 'text', value: expression.value };
    case 'number':
      return { kind: 'number', value: expression.value };
    case 'constant':
      return expression.value === '...' ? PLAIN : { kind: 'constant', value: expression.value };
    case 'list':
    case 'tuple':
      return listValue(expression.items, frame);
    case 'set':
      return { kind: 'container', form: evaluateAll(expression.items, frame, 'set') };
    case 'dict':
      for (const entry of expression.entries) {
        if (entry.key) evaluate(entry.key, frame);
        evaluate(entry.value, frame);
      }
      return dictValue(expression.entries);
    case 'comprehension':
      return comprehensionValue(expression, frame);
    case 'named': {
      const value = evaluate(expression.value, frame);
      frame.names.set(expression.target, value);
      return value;
    }
    default:
      return operatorValue(expression, frame);
  }
}

function dictValue(entries: readonly { readonly key?: Expression }[]): Value {
  const keys = entries.flatMap(({ key }) => (key?.kind === 'text' ? [key.value] : []));
  return keys.length === entries.length
    ? { kind: 'container', form: 'dict', keys }
    : { kind: 'container', form: 'dict' };
}

function evaluateAll<T>(items: readonly Expression[], frame: Frame, result: T): T {
  for (const item of items) evaluate(item, frame);
  return result;
}

function operatorValue(expression: Expression, frame: Frame): Value {
  switch (expression.kind) {
    case 'subscript':
      return subscriptValue(expression.object, expression.index, frame);
    case 'binary':
      return binaryValue(expression.op, evaluate(expression.left, frame), evaluate(expression.right, frame));
    case 'boolean':
      return booleanValue(expression, frame);
    case 'unary': {
      const known = truth(evaluate(expression.operand, frame));
      if (expression.op !== 'not' || known === undefined) return PLAIN;
      return { kind: 'constant', value: known ? 'False' : 'True' };
    }
    case 'compare':
      return compareValue(expression, frame);
    case 'conditional': {
      const known = truth(evaluate(expression.test, frame));
      if (known !== undefined) return evaluate(known ? expression.whenTrue : expression.whenFalse, frame);
      return join(evaluate(expression.whenTrue, frame), evaluate(expression.whenFalse, frame));
    }
    case 'lambda':
      return {
        kind: 'lambda',
        parameters: expression.parameters.map(({ name }) => name),
        body: expression.body,
      };
    case 'format':
      return evaluateAll(expression.parts, frame, PLAIN);
    case 'starred':
      evaluate(expression.value, frame);
      return UNKNOWN;
    case 'yield':
    case 'await':
      if (expression.value) {
        const of = evaluate(expression.value, frame);
        frame.facts.push({ kind: 'use', how: 'returned', of, at: expression.at });
        if (expression.kind === 'yield') frame.yielded.push(yieldedBy(of));
      }
      return UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** What a generator gives in all, when it yields slices. */
function yieldedBy(of: Value): Value {
  if ((of.kind !== 'records' && of.kind !== 'ids') || of.origins.length === 0) return UNKNOWN;
  return of.size === 'few' ? { kind: 'batches', of: { ...of, size: 'many' }, byIndex: false } : UNKNOWN;
}

function nameValue(id: string, frame: Frame): Value {
  const known = frame.names.get(id);
  if (known) return known;
  if (frame.locals.has(id)) return UNKNOWN;
  const path = frame.program.imported(frame.ref.path, id);
  return path === undefined ? UNKNOWN : { kind: 'imported', path };
}

function listValue(items: readonly Expression[], frame: Frame): Value {
  if (items.length === 0) return { kind: 'list', items: [], complete: true };
  const complete = items.every((item) => item.kind !== 'starred');
  const values = items.map((item) => evaluate(item, frame));
  return isHuge(values) ? UNKNOWN : { kind: 'list', items: values, complete };
}

function comprehensionValue(expression: ComprehensionExpression, frame: Frame): Value {
  const before = frame.names;
  frame.names = before.branch();
  const [clause] = expression.clauses;
  const over = clause ? evaluate(clause.over, frame) : UNKNOWN;
  let element: Value = UNKNOWN;
  const body = collect(frame, () => {
    expression.clauses.forEach((each, index) => {
      bind(each.target, itemOf(index === 0 ? over : evaluate(each.over, frame)), frame);
      for (const condition of each.conditions) evaluate(condition, frame);
    });
    if (expression.key) evaluate(expression.key, frame);
    element = evaluate(expression.element, frame);
  });
  frame.names = before;
  const targets = clause ? namesIn(clause.target) : [];
  const at = clause?.over.at ?? expression.at;
  const loop: Fact = { kind: 'loop', form: 'comprehension', statement: undefined, over, targets, at, body };
  frame.facts.push(loop);
  const isPlain = isScalarEach(expression, over, element) && !body.some((fact) => fact.kind === 'content');
  return gathered(over, element, expression.form, isPlain);
}

/** One scalar for each record, id or scalar that the comprehension goes over: items of rows may be dicts. */
function isScalarEach({ clauses }: ComprehensionExpression, over: Value, element: Value): boolean {
  const isKnown =
    over.kind === 'records' || over.kind === 'ids' || (over.kind === 'rows' && over.scalars === true);
  return isKnown && clauses.length === 1 && isScalar(element);
}

function gathered(
  over: Value,
  element: Value,
  form: ComprehensionExpression['form'],
  scalars: boolean,
): Value {
  const sized = over.kind === 'records' || over.kind === 'ids' || over.kind === 'rows';
  if (form === 'dict') return { kind: 'container', form: 'dict', ...(scalars && { scalars }) };
  // `[records[i : i + size] for i in range(0, len(records), size)]`.
  if (over.kind === 'batches' && element.kind === 'records' && element.origins.length > 0)
    return { kind: 'batches', of: { ...element, size: 'many' }, byIndex: false };
  if (!sized)
    return element.kind === 'records' || element.kind === 'ids' ? { ...element, size: 'unknown' } : UNKNOWN;
  const { size, origins } = over;
  if (over.kind === 'rows' && over.fetched) return fromRows(over, element);
  if (element.kind === 'records') return { ...element, size: joinSize(size, element.size), origins };
  if (element.kind === 'ids') return { ...element, size, origins };
  if (over.kind === 'rows' && element.kind === 'unknown')
    return { kind: 'ids', model: undefined, size, origins };
  return { kind: 'rows', size, origins, ...(scalars && { scalars }) };
}

/** What is made of each row of a query: as many ids as there are rows, or something that nobody follows. */
export function fromRows({ size, origins }: RowsValue, element: Value): Value {
  return element.kind === 'ids' && element.origins.length > 0 ? { ...element, size, origins } : UNKNOWN;
}

const ENV_RECORDS: Readonly<Record<string, { readonly model: string; readonly size: 'one' | 'few' }>> = {
  company: { model: 'res.company', size: 'one' },
  companies: { model: 'res.company', size: 'few' },
  user: { model: 'res.users', size: 'one' },
};

function attributeValue(expression: Expression & { kind: 'attribute' }, frame: Frame): Value {
  const object = evaluate(expression.object, frame);
  const { name } = expression;
  switch (object.kind) {
    case 'env': {
      if (name === 'cr') return { kind: 'cursor', own: false };
      const row = lookUp(ENV_RECORDS, name);
      if (row) return records(row.model, row.size);
      return { kind: 'imported', path: `env.${name}` };
    }
    case 'imported':
      return name === 'TRUE' && DOMAIN_CLASS.test(object.path)
        ? EVERYTHING
        : { kind: 'imported', path: `${object.path}.${name}` };
    case 'records':
      return recordAttribute(object, name, expression, frame);
    case 'cursor':
      return name === 'cache' ? UNKNOWN : PLAIN;
    default:
      return UNKNOWN;
  }
}

function recordAttribute(
  object: Value & { kind: 'records' },
  name: string,
  expression: Expression & { kind: 'attribute' },
  frame: Frame,
): Value {
  switch (name) {
    case 'env':
      return { kind: 'env', tracking: object.tracking };
    case '_cr':
    case 'cr':
      return { kind: 'cursor', own: false };
    case 'pool':
      return { kind: 'imported', path: 'registry' };
    case 'id':
    case '_origin':
      return name === 'id'
        ? { kind: 'ids', model: object.model, size: 'one', origins: object.origins }
        : object;
    case 'ids':
    case '_ids':
      frame.facts.push({ kind: 'use', how: 'ids', of: object, at: expression.at });
      return { kind: 'ids', model: object.model, size: object.size, origins: object.origins };
    case '_name':
      return object.model === undefined ? PLAIN : { kind: 'text', value: object.model };
    default:
      if (name.startsWith('_') || isMethod(object, name, frame)) return UNKNOWN;
      return readField(object, name, expression, frame);
  }
}

/** Only of one record can a plain field be read: who writes `found.date_to` knows that the search finds one at most. */
function readField(
  object: Value & { kind: 'records' },
  name: string,
  expression: Expression & { kind: 'attribute' },
  frame: Frame,
): Value {
  const value = fieldValue(object, name, frame);
  noteContent({ of: object, field: name, ofEach: false, root: rootOf(expression), at: expression.at }, frame);
  const isOne = object.size === 'many' && value.kind === 'plain';
  frame.facts.push({ kind: 'use', how: isOne ? 'as-one' : 'read', of: object, at: expression.at });
  return value;
}

/** Notes the reading of a file's content; false for any other field. */
export function noteContent(read: Omit<ContentFact, 'kind'>, frame: Frame): boolean {
  const { model } = read.of;
  const isFile =
    model !== undefined && isFileContent(model, read.field, frame.program.field(model, read.field)?.type);
  if (isFile) frame.facts.push({ kind: 'content', ...read });
  return isFile;
}

/** The name that a chain of attributes, subscripts and calls starts with. */
export function rootOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'name':
      return expression.id;
    case 'attribute':
    case 'subscript':
      return rootOf(expression.object);
    case 'call':
      return rootOf(expression.callee);
    default:
      return undefined;
  }
}

/** `records.browse`, handed on to be called later: no field is read. */
function isMethod({ model }: Value & { kind: 'records' }, name: string, frame: Frame): boolean {
  return (
    lookUp(ORM_METHODS, name) !== undefined ||
    (model !== undefined && frame.program.methods(model, name).length > 0)
  );
}

const RELATIONAL: ReadonlySet<string> = new Set(['Many2one', 'One2many', 'Many2many', 'Reference']);

/** What reading a field of records gives. */
export function fieldValue(object: Value & { kind: 'records' }, name: string, frame: Frame): Value {
  const field = object.model === undefined ? undefined : frame.program.field(object.model, name);
  const looksToMany = field ? /2many$/.test(field.type) : /_ids$/.test(name);
  const looksToOne = field ? field.type === 'Many2one' : /_id$/.test(name);
  if (field && isStructuredType(field.type)) return UNKNOWN;
  if (field ? !RELATIONAL.has(field.type) : magicType(name) !== undefined)
    return object.size === 'none' ? { kind: 'constant', value: 'False' } : PLAIN;
  if (!looksToMany && !looksToOne) return UNKNOWN;
  // However many orders there are, their companies are few.
  const isSmall = field
    ? field.comodel !== undefined && frame.program.isSmall(field.comodel)
    : SMALL_RELATION.test(name);
  const ofMany = object.size === 'many' && isSmall ? 'few' : object.size;
  const size = object.size === 'one' ? (looksToMany ? 'few' : 'one') : ofMany;
  const comodel = field ? field.comodel : knownComodel(name);
  return records(comodel, size, size === 'many' ? object.origins : [], object.tracking);
}

function subscriptValue(objectAt: Expression, index: Expression, frame: Frame): Value {
  const object = evaluate(objectAt, frame);
  if (index.kind === 'slice') {
    const bounds = [index.low, index.high].map((each) => each && evaluate(each, frame));
    if (object.kind === 'records' || object.kind === 'ids' || object.kind === 'rows') {
      // `records[-1:]`: what is counted from the end is bounded too.
      const fromEnd = index.low?.kind === 'unary' && index.low.op === '-';
      return bounds[1] || fromEnd
        ? { ...object, size: object.size === 'many' ? 'few' : object.size }
        : object;
    }
    return object;
  }
  const key = evaluate(index, frame);
  if (object.kind === 'env')
    return records(key.kind === 'text' ? key.value : undefined, 'none', [], object.tracking);
  if (object.kind === 'records') {
    if (key.kind !== 'text') return { ...object, size: object.size === 'none' ? 'none' : 'one' };
    noteContent({ of: object, field: key.value, ofEach: false, root: rootOf(objectAt), at: index.at }, frame);
    frame.facts.push({ kind: 'use', how: 'read', of: object, at: index.at });
    return fieldValue(object, key.value, frame);
  }
  if (object.kind === 'ids') return { ...object, size: 'one' };
  return object.kind === 'row' ? cellOf(object, key) : UNKNOWN;
}

/** What an operator gives. */
export function binaryValue(op: string, left: Value, right: Value): Value {
  // `"%s: %s" % (name, amount)`: the values of a text are no domain.
  if (op === '%') return PLAIN;
  const domain = domainOperation(op, left, right);
  if (domain) return domain;
  if (left.kind === 'text' && right.kind === 'text' && op === '+')
    return { kind: 'text', value: left.value + right.value };
  const moment = shifted(op, left, right);
  if (moment) return moment;
  if (op === '-' || op === '&') return leftOver(op, left, right);
  if (op === '|' || op === '+') return join(left, right);
  return PLAIN;
}

function booleanValue(expression: Expression & { kind: 'boolean' }, frame: Frame): Value {
  const left = evaluate(expression.left, frame);
  const known = truth(left);
  if (expression.op === 'or') {
    if (known === true) return left;
    const right = evaluate(expression.right, frame);
    return known === false ? right : join(left, right);
  }
  if (known === false) return left;
  const right = evaluate(expression.right, frame);
  return known === true ? right : join(left, right);
}

function compareValue(expression: Expression & { kind: 'compare' }, frame: Frame): Value {
  const values = expression.operands.map((operand) => evaluate(operand, frame));
  const [left, right] = values;
  const [op] = expression.ops;
  if (values.length !== 2 || !left || !right) return PLAIN;
  const isNone = right.kind === 'constant' && right.value === 'None';
  if (isNone && (op === 'is' || op === 'is not')) {
    if (left.kind === 'unknown') return PLAIN;
    const same = left.kind === 'constant' && left.value === 'None';
    return { kind: 'constant', value: same === (op === 'is') ? 'True' : 'False' };
  }
  return PLAIN;
}
