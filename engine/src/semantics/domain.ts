// How many records a search can find, judged by its domain and its limit.
// Decided in the catalogue: equality on a many2one to one parent document, on `id` or on a natural key bounds a
// search; company, user, state, active, dates and types do not.

import type { Program } from './program';
import type { ListValue, Size, Value } from './value';

/** Fields that say which kind of record, not which one. */
export const BROAD_FIELDS: ReadonlySet<string> = new Set([
  'company_id',
  'user_id',
  'create_uid',
  'write_uid',
  'currency_id',
  'country_id',
  'lang_id',
  'stage_id',
  'team_id',
  'journal_id',
  'warehouse_id',
  'location_id',
  'location_dest_id',
  'picking_type_id',
  'type_id',
  'categ_id',
  'category_id',
  'pricelist_id',
  'website_id',
  'backend_id',
  'config_id',
  'provider_id',
  'instance_id',
]);

/** Fields that name one record. */
export const NATURAL_KEY =
  /^(name|code|ref|reference|key|uuid|uid|token|login|email|barcode|default_code|vat|imei|sku|isbn|number|serial|hash|model|res_model|external_id|xml_id|hostname|ip|url|phone|mobile|iban|acc_number)$|_(ref|code|uuid|uid|token|key|number|name|hash|sku|email|barcode|identifier|ext_id|external_id)$/;

/** Whether the domain pins the search to few records: `few`, `many` when it plainly does not, else `unknown`. */
export function sizeOfDomain(domain: Value, model: string | undefined, program: Program): Size {
  if (domain.kind !== 'list') return domain.kind === 'constant' ? 'many' : 'unknown';
  return sizeOfLeaves(domain, (field) => {
    const comodel = model && program.field(model, field)?.comodel;
    return comodel !== undefined && comodel !== '' && program.isSmall(comodel);
  });
}

function sizeOfLeaves(domain: ListValue, isSmallParent: (field: string) => boolean): Size {
  const hasOr = domain.items.some((item) => item.kind === 'text' && item.value !== '&');
  let size: Size = 'many';
  const sides = new Map<string, string>();
  for (const item of domain.items) {
    const leaf = sizeOfLeaf(item, isSmallParent);
    if (leaf === 'few' && !hasOr) return 'few';
    if (leaf !== 'many') size = 'unknown';
    const { field, side } = sideOf(item);
    const other = sides.get(field);
    // A window between two bounds, such as one day: nobody can say how many that is.
    if (side !== '' && other !== undefined && other !== side) size = 'unknown';
    if (side !== '') sides.set(field, side);
  }
  return size;
}

/** On which side a leaf bounds a field; fields that are only known when it runs count as one. */
function sideOf(item: Value): { readonly field: string; readonly side: '' | 'low' | 'high' } {
  const [field, op] = item.kind === 'list' ? item.items : [];
  const written = op?.kind === 'text' ? op.value : '';
  const side = /^>=?$/.test(written) ? 'low' : /^<=?$/.test(written) ? 'high' : '';
  return { field: field?.kind === 'text' ? field.value : '', side };
}

function comparison(item: Value): { field: string; op: string; value: Value } | undefined {
  if (item.kind !== 'list') return undefined;
  const [field, op, value] = item.items;
  if (field?.kind !== 'text' || op?.kind !== 'text' || !value) return undefined;
  return { field: field.value, op: op.value, value };
}

/** Fields that say in which state or of which kind a record is, not which record it is. */
export const KIND_FIELD = /(^|_)(state|status|stage|type|kind|active|category|priority|level|mode)$/;

/** Ends that are still open: few things are under way at one time. */
const OPEN_END =
  /(^|_)(check_?out|end|stop|finished?|closed?)(_(date|time|at|on))?$|(^|_)(date|time)_(end|stop|finished|closed)$/;

function sizeOfLeaf(item: Value, isSmallParent: (field: string) => boolean): Size {
  if (item.kind === 'text') return 'many';
  const leaf = comparison(item);
  if (!leaf) return sizeOfOddLeaf(item);
  const { field, op, value } = leaf;
  if (op === 'in') return sizeOfIn(field, value);
  if (/^=?i?like$/.test(op) && NATURAL_KEY.test(field) && isOpen(value)) return 'unknown';
  if (op !== '=' && op !== '=?' && op !== '==') return 'many';
  if (field === 'id') return 'few';
  if (value.kind === 'constant') return value.value === 'False' && OPEN_END.test(field) ? 'unknown' : 'many';
  if (value.kind === 'number' || value.kind === 'text') return 'many';
  return sizeOfEquality(field, isSmallParent);
}

/** Only known when it runs. */
function isOpen({ kind }: Value): boolean {
  return kind === 'unknown' || kind === 'plain';
}

/** Comparisons that leave most records in, whatever the field is. */
const NEVER_PINS = /^(<|<=|>|>=|!=|<>|like|ilike|=like|=ilike|not like|not ilike|not in)$/;

/** A leaf whose field is only known when it runs: only an equality with some value could pin it. */
function sizeOfOddLeaf(item: Value): Size {
  if (item.kind !== 'list') return 'unknown';
  if (item.items.length === 0) return 'many';
  const [, op, value] = item.items;
  if (item.items.length !== 3 || op?.kind !== 'text') return 'unknown';
  return NEVER_PINS.test(op.value) || (op.value === '=' && value?.kind === 'constant') ? 'many' : 'unknown';
}

/** `field = value` with a value that is only known when it runs: a look-up, unless the field says no more than a kind. */
function sizeOfEquality(field: string, isSmallParent: (field: string) => boolean): Size {
  const last = field.slice(field.lastIndexOf('.') + 1);
  if (field !== last) return KIND_FIELD.test(last) ? 'many' : 'unknown';
  if (/_id$/.test(field)) return BROAD_FIELDS.has(field) ? 'many' : isSmallParent(field) ? 'unknown' : 'few';
  if (NATURAL_KEY.test(field)) return 'few';
  return KIND_FIELD.test(field) ? 'many' : 'unknown';
}

function sizeOfIn(field: string, value: Value): Size {
  if (BROAD_FIELDS.has(field)) return 'many';
  if (value.kind === 'records' || value.kind === 'ids') {
    if (value.size === 'many') return 'many';
    if (field === 'id' || !BROAD_FIELDS.has(field)) return value.size === 'unknown' ? 'unknown' : 'few';
    return 'many';
  }
  if (value.kind === 'list' || value.kind === 'constant') return field === 'id' ? 'few' : 'many';
  return field === 'id' || /_ids?$/.test(field)
    ? 'unknown'
    : /state|type|status|kind/.test(field)
      ? 'many'
      : 'unknown';
}

/** The fields that a domain tests, as far as they can be read. */
export function fieldsOfDomain(domain: Value): ReadonlySet<string> {
  const fields = new Set<string>();
  if (domain.kind !== 'list') return fields;
  for (const leaf of domain.items) {
    const [field] = leaf.kind === 'list' ? leaf.items : [];
    if (field?.kind === 'text') fields.add(field.value);
  }
  return fields;
}
