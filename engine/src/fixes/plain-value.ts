// Whether an expression about one record gives a plain value: a number, text, date, boolean or id, or a tuple of some.

import type { CallExpression, Expression } from '../ir/expression';
import { isFileContent } from '../odoo/binary-fields';
import { isPlainType, magicType } from '../odoo/field-types';

/** A field as the workspace declares it; undefined when it does not. */
export type FieldOf = (
  model: string,
  name: string,
) => { readonly type: string; readonly comodel?: string } | undefined;

/** A record under a name, and what is known of its fields. */
export interface NamedRecord {
  readonly name: string;
  readonly model: string;
  readonly fieldOf: FieldOf;
}

/** What an expression gives; `other` says what to do about it. */
type Given =
  | { readonly kind: 'plain' | 'id' | 'nothing' }
  | { readonly kind: 'records'; readonly model: string | undefined; readonly source: string }
  | { readonly kind: 'other'; readonly reason: string };

const PLAIN: Given = { kind: 'plain' };

const BY_HAND = 'loop over batches of their ids by hand, and use the values up there';

/** Why what is gathered of each record is not plain, in words that tell what to change; undefined when it is. */
export function whyNotPlain(value: Expression, record: NamedRecord): string | undefined {
  const given = givenBy(value, record);
  if (given.kind === 'other') return given.reason;
  if (given.kind === 'records')
    return `\`${given.source}\` is a record, and would be kept past its batch: gather \`${given.source}.id\`, and browse those ids in batches.`;
  return undefined;
}

/** Why `mapped()` of a field gives no list of plain values; undefined when it does. */
export function whyNotPlainField(model: string, name: string, fieldOf: FieldOf): string | undefined {
  const given = fieldGiven(model, name, name, fieldOf);
  if (given.kind === 'records')
    return `\`mapped("${name}")\` gives records, each of them once over all batches: add the ids of each batch to a set, and browse those in batches.`;
  return given.kind === 'other' ? given.reason : undefined;
}

function givenBy(value: Expression, record: NamedRecord): Given {
  switch (value.kind) {
    case 'text':
    case 'format':
    case 'compare':
      return PLAIN;
    case 'number':
      return value.value === 0 ? { kind: 'nothing' } : PLAIN;
    case 'constant':
      return value.value === 'True' || value.value === '...' ? PLAIN : { kind: 'nothing' };
    case 'name':
      return value.id === record.name
        ? { kind: 'records', model: record.model, source: value.id }
        : unclear(`\`${value.id}\``);
    case 'attribute':
      return attributeGiven(value, record);
    case 'subscript':
      return subscriptGiven(value, record);
    case 'call':
      return callGiven(value, record);
    case 'tuple':
      return firstOther(value.items, record) ?? PLAIN;
    case 'binary':
      return firstOther([value.left, value.right], record, ['plain', 'nothing']) ?? PLAIN;
    case 'unary':
      return value.op === 'not' ? PLAIN : (firstOther([value.operand], record, ['plain']) ?? PLAIN);
    case 'boolean':
      return eitherOf([value.left, value.right], record);
    case 'conditional':
      return eitherOf([value.whenTrue, value.whenFalse], record);
    case 'dict':
      return {
        kind: 'other',
        reason:
          'A dict for each record stays in memory, whatever is released: create, send or write out each batch of them by itself.',
      };
    default:
      return unclear('What is gathered of each record');
  }
}

function unclear(what: string): Given {
  return {
    kind: 'other',
    reason: `${what} may be a record, or data of any size: gather fields or ids, or ${BY_HAND}.`,
  };
}

function attributeGiven({ object, name }: Expression & { kind: 'attribute' }, record: NamedRecord): Given {
  const on = givenBy(object, record);
  if (on.kind === 'other') return on;
  return on.kind === 'records' ? fieldOfRecords(on, name, record) : unclear(`\`${name}\``);
}

/** `record["name"]`, and the first letters of a text. */
function subscriptGiven({ object, index }: Expression & { kind: 'subscript' }, record: NamedRecord): Given {
  const on = givenBy(object, record);
  if (on.kind === 'other') return on;
  if (on.kind === 'records' && index.kind === 'text') return fieldOfRecords(on, index.value, record);
  return on.kind === 'plain' && index.kind === 'slice' ? PLAIN : unclear('An item of each record');
}

function fieldOfRecords(
  { model, source }: Extract<Given, { kind: 'records' }>,
  name: string,
  { fieldOf }: NamedRecord,
): Given {
  return fieldGiven(model, name, `${source}.${name}`, fieldOf);
}

function fieldGiven(model: string | undefined, name: string, source: string, fieldOf: FieldOf): Given {
  if (name === 'id') return { kind: 'id' };
  if (name === 'ids') return unclear(`\`${source}\``);
  const field = model === undefined ? undefined : fieldOf(model, name);
  const type = field?.type ?? magicType(name);
  if (isPlainType(type ?? '')) return PLAIN;
  if (/2(one|many)$/.test(type ?? '')) return { kind: 'records', model: field?.comodel, source };
  return { kind: 'other', reason: whyNotField(model, name, type, source) };
}

function whyNotField(
  model: string | undefined,
  name: string,
  type: string | undefined,
  source: string,
): string {
  if (type === 'Binary' || type === 'Image' || isFileContent(model ?? '', name, type))
    return `\`${source}\` is a file, and all of them would be in memory at once: use them up in batches of 50.`;
  if (type === undefined)
    return `\`${source}\` is not declared in this workspace, and may be a relation: add the addon that declares it to the workspace, or ${BY_HAND}.`;
  return `\`${source}\` is a ${type} field, whose values weigh more than ids: ${BY_HAND}.`;
}

/** Builtins that give a number, text or boolean, whatever they are given. */
const PLAIN_BUILTINS: ReadonlySet<string> = new Set([
  'str',
  'int',
  'float',
  'round',
  'len',
  'bool',
  'any',
  'all',
]);

/** Methods of texts, numbers and dates that give such again. */
const PLAIN_METHODS: ReadonlySet<string> = new Set([
  ...['strip', 'lstrip', 'rstrip', 'lower', 'upper', 'title', 'capitalize', 'casefold', 'replace'],
  ...['zfill', 'ljust', 'rjust', 'center', 'format', 'join', 'startswith', 'endswith', 'isdigit'],
  ...['strftime', 'isoformat', 'date', 'time', 'timestamp', 'weekday', 'isoweekday', 'toordinal'],
]);

function callGiven({ callee, args }: CallExpression, record: NamedRecord): Given {
  if (callee.kind === 'name') {
    const isSum = callee.id === 'sum' && args.length === 1;
    return isSum || PLAIN_BUILTINS.has(callee.id) ? PLAIN : unclear(`What \`${callee.id}()\` gives`);
  }
  if (callee.kind !== 'attribute') return unclear('What is gathered of each record');
  const on = givenBy(callee.object, record);
  if (on.kind === 'other') return on;
  return on.kind === 'plain' && PLAIN_METHODS.has(callee.name)
    ? PLAIN
    : unclear(`What \`${callee.name}()\` gives`);
}

/** The first of several that is not of the kinds. */
function firstOther(
  values: readonly Expression[],
  record: NamedRecord,
  kinds: readonly Given['kind'][] = ['plain', 'nothing', 'id'],
): Given | undefined {
  const given = values.map((value) => givenBy(value, record)).find(({ kind }) => !kinds.includes(kind));
  return given?.kind === 'id' ? unclear('What is computed from an id') : given;
}

/** One of two: both plain, both ids, or nothing in the place of one. */
function eitherOf(values: readonly Expression[], record: NamedRecord): Given {
  const [first, second] = values.map((value) => givenBy(value, record));
  if (!first || !second) return PLAIN;
  for (const each of [first, second]) if (each.kind === 'other' || each.kind === 'records') return each;
  if (first.kind === second.kind || second.kind === 'nothing') return first;
  return first.kind === 'nothing' ? second : unclear('What is gathered of each record');
}
