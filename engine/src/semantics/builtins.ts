// Python's builtins and the helpers of odoo.tools that take or give recordsets.

import type { CallExpression } from '../ir/expression';
import { RELEASE_NAME } from '../odoo/release-calls';
import { lookUp } from '../text/look-up';
import { evaluate, fromRows } from './evaluate';
import { evaluateArguments, noteCall } from './evaluate-call';
import { type Frame, inline } from './frame';
import { daysOf, momentOfCall } from './moment';
import { itemOf, join, PLAIN, records, UNKNOWN, type Value } from './value';

type Builtin = (args: readonly Value[], call: CallExpression, frame: Frame) => Value;

const same: Builtin = ([first]) => first ?? UNKNOWN;
const plain: Builtin = () => PLAIN;

const counted: Builtin = ([first], call, frame) => {
  if (first) frame.facts.push({ kind: 'use', how: 'counted', of: first, at: call.at });
  return PLAIN;
};

/** `sorted(records, key=…)`, `groupby(records, key)`: Python reads the key of every record. */
const keyed: Builtin = ([first], call, frame) => {
  if (first?.kind === 'records' && call.args.length > 1)
    frame.facts.push({ kind: 'use', how: 'filtered', of: first, at: call.at });
  return first ?? UNKNOWN;
};

const BUILTINS: Readonly<Record<string, Builtin>> = {
  list: ([first]) => first ?? { kind: 'list', items: [], complete: true },
  tuple: same,
  set: ([first]) => first ?? { kind: 'container', form: 'set' },
  frozenset: same,
  reversed: same,
  iter: same,
  sorted: keyed,
  groupby: (args, call, frame) => {
    keyed(args, call, frame);
    return UNKNOWN;
  },
  dict: () => ({ kind: 'container', form: 'dict' }),
  defaultdict: () => ({ kind: 'container', form: 'dict' }),
  OrderedDict: () => ({ kind: 'container', form: 'dict' }),
  Counter: () => ({ kind: 'container', form: 'dict' }),
  OrderedSet: ([first]) => first ?? { kind: 'container', form: 'set' },
  len: counted,
  bool: counted,
  next: ([first]) => (first ? itemOf(first) : UNKNOWN),
  enumerate: ([first]) => pairsOf(first),
  zip: ([first]) => first ?? UNKNOWN,
  split_every: ([size, of], call, frame) => batches(of ?? size, call, frame),
  chunked: ([first], call, frame) => batches(first, call, frame),
  batched: ([first], call, frame) => batches(first, call, frame),
  grouper: ([first], call, frame) => batches(first, call, frame),
  range: (args, call, frame) => rangeValue(args, call, frame),
  // odoo.tools.SQL (17.0 and later): the query is its first argument.
  SQL: same,
  int: plain,
  float: plain,
  str: ([first]) => (first && daysOf(first) !== undefined ? first : PLAIN),
  round: plain,
  isinstance: plain,
  hasattr: plain,
  print: plain,
  any: plain,
  all: plain,
  sum: plain,
  min: plain,
  max: plain,
};

/** Enumerating keeps the size; the loop's second name is the record, which `for i, rec in enumerate(…)` binds. */
function pairsOf(of: Value | undefined): Value {
  return of ?? UNKNOWN;
}

function batches(of: Value | undefined, call: CallExpression, frame: Frame): Value {
  // `split_every(1000, ids, records.browse)`: the ids come back as records.
  const [, , maker] = call.args;
  if (of?.kind === 'ids' && maker?.value.kind === 'attribute' && maker.value.name === 'browse') {
    const on = evaluate(maker.value.object, frame);
    const tracking = on.kind === 'records' ? on.tracking : 'unknown';
    return { kind: 'batches', of: records(of.model, of.size, of.origins, tracking), byIndex: false };
  }
  if (of && (of.kind === 'records' || of.kind === 'ids' || of.kind === 'rows' || of.kind === 'unknown')) {
    return { kind: 'batches', of, byIndex: false };
  }
  return { kind: 'batches', of: UNKNOWN, byIndex: false };
}

/** `range(0, len(records), size)` cuts records into batches by position. */
function rangeValue(args: readonly Value[], call: CallExpression, frame: Frame): Value {
  const [, stop] = call.args;
  if (args.length !== 3 || stop?.value.kind !== 'call' || stop.value.callee.kind !== 'name') return UNKNOWN;
  if (stop.value.callee.id !== 'len') return UNKNOWN;
  const [inner] = stop.value.args;
  const of = inner ? evaluate(inner.value, frame) : UNKNOWN;
  return of.kind === 'records' || of.kind === 'ids' || of.kind === 'rows'
    ? { kind: 'batches', of, byIndex: true }
    : UNKNOWN;
}

/** A call by a bare name that is not a function of the workspace. */
export function callBuiltin(call: CallExpression, name: string, frame: Frame): Value {
  const args = evaluateArguments(call, frame);
  const builtin = lookUp(BUILTINS, name);
  if (builtin) return builtin(args.positional, call, frame);
  if (name === 'map' || name === 'filter') return overEach(args.positional[1], name, call, frame);
  if (RELEASE_NAME.test(name)) frame.facts.push({ kind: 'release', how: 'maybe', at: call.at });
  else noteCall(call, UNKNOWN, name, args, false, frame);
  const moment = momentOfCall(name, UNKNOWN, args);
  if (moment) return moment;
  return args.positional.length > 0 ? args.positional.slice(0, 1).reduce(join, UNKNOWN) : UNKNOWN;
}

/** What a lambda makes of one row. */
function givenBy({ args }: CallExpression, of: Value, frame: Frame): Value {
  const lambda = args[0]?.value;
  if (lambda?.kind !== 'lambda') return UNKNOWN;
  const [parameter] = lambda.parameters;
  const names = new Map(parameter ? [[parameter.name, itemOf(of)]] : []);
  return inline(lambda.body, names, frame, () => evaluate(lambda.body, frame)) ?? UNKNOWN;
}

/** `map(lambda rec: rec.name, records)`: the function sees every record. */
function overEach(of: Value | undefined, name: 'map' | 'filter', call: CallExpression, frame: Frame): Value {
  if (of?.kind === 'rows' && of.fetched && name === 'map') return fromRows(of, givenBy(call, of, frame));
  if (of?.kind !== 'records') return of ?? UNKNOWN;
  frame.facts.push({ kind: 'use', how: name === 'map' ? 'mapped' : 'filtered', of, at: call.at });
  return name === 'map' ? { kind: 'rows', size: of.size, origins: of.origins } : of;
}
