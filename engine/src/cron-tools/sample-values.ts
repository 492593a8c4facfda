// What a record has to have so that a search finds it, as far as the search's domain and the model's fields tell.

import type { FieldOutline } from '../outline/outline';
import type { Value } from '../semantics/value';

/** Values for `create()`, as Python, and what a domain asks for that cannot be given here. */
export interface SampleValues {
  readonly values: readonly SampleValue[];
  /** Records that every sample points to: made once, and found as an attribute of the test with the field's name. */
  readonly parents: readonly SampleParent[];
  /** Field paths, or `the domain` where it cannot be read. */
  readonly unknown: readonly string[];
}

/** One field of a record, in a method of a test that knows `index` and `model`. */
export interface SampleValue {
  readonly field: string;
  readonly python: string;
}

/** A record that a required field points to. */
export interface SampleParent {
  readonly field: string;
  readonly model: string;
  /** What it is created with, where there is none; empty where nobody knows. */
  readonly values: readonly SampleValue[];
}

/** The fields that the workspace knows of a model. */
export type FieldsOf = (model: string) => readonly FieldOutline[];

/** Columns that nobody sets by hand. `id` is what a loop by id adds to its domain: any record fits. */
const BY_ITSELF: ReadonlySet<string> = new Set([
  'id',
  'create_date',
  'create_uid',
  'write_date',
  'write_uid',
]);

const PAST = { Date: '"2000-01-01"', Datetime: '"2000-01-01 00:00:00"' } as const;
const FUTURE = { Date: '"2100-01-01"', Datetime: '"2100-01-01 00:00:00"' } as const;

/** Values of a record of a model that the domain matches. */
export function sampleValues(domain: Value | undefined, model: string, fieldsOf: FieldsOf): SampleValues {
  const fields = fieldsOf(model);
  const values = new Map<string, string>();
  const unknown = new Set<string>();
  const terms = termsOf(domain);
  if (terms === undefined) unknown.add('the domain');
  for (const term of terms?.all ?? []) {
    const python = valueFor(
      term,
      fields.find(({ name }) => name === term.field),
    );
    const known = values.get(term.field);
    // Both ends of a range, or two values: of `|`, one side is enough.
    const clashes = known !== undefined && known !== python && terms?.either !== true;
    if (python === undefined || clashes) unknown.add(term.field);
    else if (python !== ANY && known === undefined) values.set(term.field, python);
  }
  const parents: SampleParent[] = [];
  for (const field of fields) {
    if (!field.needed || values.has(field.name)) continue;
    const parent = parentOf(field, fieldsOf);
    if (parent) parents.push(parent);
    const python = parent ? `self.${field.name}.id` : anyValue(field);
    if (python === undefined) unknown.add(field.name);
    else values.set(field.name, python);
  }
  if (fields.length === 0 && !values.has('name')) values.set('name', NUMBERED);
  const listed = [...values].map(([field, python]) => ({ field, python }));
  return { values: listed, parents, unknown: [...unknown] };
}

function parentOf({ name, comodel }: FieldOutline, fieldsOf: FieldsOf): SampleParent | undefined {
  if (comodel === undefined) return undefined;
  const values = fieldsOf(comodel)
    .filter(({ needed }) => needed)
    .map((field): [string, string | undefined] => [field.name, anyValue(field)]);
  // A parent has no number, and no selection is known by heart.
  const isKnown = values.every(([, python]) => python !== undefined && !/\bmodel\b/.test(python));
  const plain = values.map(([field, python = '']) => ({ field, python: unnumbered(python) }));
  return { field: name, model: comodel, values: isKnown ? plain : [] };
}

function unnumbered(python: string): string {
  return python === NUMBERED ? '"Record"' : python.replace(/\bindex\b/, '0');
}

interface Term {
  readonly field: string;
  readonly operator: string;
  readonly value: Value | undefined;
}

/** The terms of a domain, and whether one side of a `|` would do; undefined where it cannot be read. */
function termsOf(
  domain: Value | undefined,
): { readonly all: readonly Term[]; readonly either: boolean } | undefined {
  if (domain?.kind !== 'list' || !domain.complete) return undefined;
  const all: Term[] = [];
  let either = false;
  for (const item of domain.items) {
    // With `|` one side would do; both do as well. `!` turns a term round.
    if (item.kind === 'text' && (item.value === '|' || item.value === '&')) {
      either ||= item.value === '|';
      continue;
    }
    if (item.kind !== 'list') return undefined;
    const [field, operator, value] = item.items;
    if (field?.kind !== 'text' || operator?.kind !== 'text') return undefined;
    all.push({ field: field.value, operator: operator.value, value });
  }
  return { all, either };
}

/** Every new record fits. */
const ANY = 'any';

function valueFor({ field, operator, value }: Term, outline: FieldOutline | undefined): string | undefined {
  if (field === 'id') return operator === '>' || operator === '>=' ? ANY : undefined;
  if (BY_ITSELF.has(field) || field.includes('.') || outline?.computed) return undefined;
  const isNothing = value?.kind === 'constant' && value.value !== 'True';
  const isRelation = outline !== undefined && /2one$|2many$/.test(outline.type);
  switch (operator) {
    case '=':
    case 'ilike':
    case 'like':
      if (isNothing) return outline?.needed ? undefined : 'False';
      return isRelation ? undefined : literal(value);
    case 'in':
      return value?.kind === 'list' && !isRelation ? literal(value.items[0]) : undefined;
    case '!=':
      return isNothing ? outline && anyValue(outline) : otherThan(value, outline);
    case '<':
    case '<=':
      return outline?.type === 'Date' || outline?.type === 'Datetime' ? PAST[outline.type] : undefined;
    case '>':
    case '>=':
      return outline?.type === 'Date' || outline?.type === 'Datetime' ? FUTURE[outline.type] : undefined;
    default:
      return undefined;
  }
}

function otherThan(value: Value | undefined, outline: FieldOutline | undefined): string | undefined {
  if (value?.kind === 'constant' && outline?.type === 'Boolean') return 'False';
  if (value?.kind !== 'text' || outline?.type !== 'Selection') return undefined;
  const all = `model._fields["${outline.name}"].get_values(self.env)`;
  return `next(key for key in ${all} if key != ${JSON.stringify(value.value)})`;
}

/** Longer texts would not fit into a line. */
const MAX_TEXT = 40;

function literal(value: Value | undefined): string | undefined {
  if (value?.kind === 'text')
    return /["\\]/.test(value.value) || value.value.length > MAX_TEXT
      ? undefined
      : JSON.stringify(value.value);
  if (value?.kind === 'number' || value?.kind === 'constant') return String(value.value);
  return undefined;
}

const NUMBERED = 'f"Record {index}"';

/** Some value of a field's type. */
function anyValue({ name, type, comodel }: FieldOutline): string | undefined {
  switch (type) {
    case 'Char':
    case 'Text':
    case 'Html':
      return NUMBERED;
    case 'Integer':
      return 'index';
    case 'Float':
    case 'Monetary':
      return 'float(index)';
    case 'Boolean':
      return 'True';
    case 'Date':
    case 'Datetime':
      return PAST[type];
    case 'Selection':
      return `model._fields["${name}"].get_values(self.env)[0]`;
    case 'Many2one':
      return comodel === undefined ? undefined : `self.env["${comodel}"].search([], limit=1).id`;
    default:
      return undefined;
  }
}
