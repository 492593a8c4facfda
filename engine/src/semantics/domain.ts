// How many records a search can find, judged by its domain and its limit.
// Decided in the catalogue: equality on a many2one to one parent document, on `id` or on a natural key bounds a
// search; company, user, state, active, dates and types do not.

import { ONE_HAS_LITTLE } from '../odoo/small-models';
import { daysOf } from './moment';
import type { Program } from './program';
import { type ListValue, type Size, UNKNOWN, type Value } from './value';

/** Many2one fields that say whose a record is, or of which kind, and not which record it is. */
const BROAD_FIELD =
  /(?:^|_)(?:company|user|currency|country|lang|stage|team|journal|warehouse|location|location_dest|type|categ|category|pricelist|website|backend|config|provider|instance)_ids?$/;

/** Whether equality on a many2one leaves many records in: all of one company, of one backend, of one type. */
export function isBroadField(field: string): boolean {
  return BROAD_FIELD.test(field);
}

/** Fields that name one record. */
export const NATURAL_KEY =
  /^(name|code|ref|reference|key|uuid|uid|token|login|email|barcode|default_code|vat|imei|sku|isbn|number|serial|hash|model|res_model|external_id|xml_id|hostname|ip|url|phone|mobile|iban|acc_number)$|_(ref|code|uuid|uid|token|key|number|name|hash|sku|email|barcode|identifier|ext_id|external_id)$/;

/** Whether the domain pins the search to few records: `few`, `many` when it plainly does not, else `unknown`. */
export function sizeOfDomain(domain: Value, model: string | undefined, program: Program): Size {
  if (domain.kind !== 'list') return domain.kind === 'constant' ? 'many' : 'unknown';
  return sizeOfLeaves(domain, {
    isSmall: (other) => other !== undefined && other !== '' && program.isSmall(other),
    comodelOf: (field) => (model === undefined ? undefined : program.field(model, field)?.comodel),
  });
}

/** What is asked of models. */
interface Models {
  isSmall(model: string | undefined): boolean;
  /** The model that a field of the searched one leads to. */
  comodelOf(field: string): string | undefined;
}

function sizeOfLeaves(domain: ListValue, models: Models): Size {
  const hasOr = domain.items.some((item) => item.kind === 'text' && item.value !== '&');
  let size: Size = 'many';
  const bounds = new Map<string, Bound>();
  for (const item of domain.items) {
    const leaf = sizeOfLeaf(item, models);
    if (leaf === 'few' && !hasOr) return 'few';
    if (leaf !== 'many') size = 'unknown';
    const bound = boundOf(item);
    if (!bound) continue;
    if (isSinceLately(bound)) size = 'unknown';
    const other = bounds.get(bound.field);
    // A window between two bounds, such as one day: nobody can say how many that is.
    if (other && other.side !== bound.side && !isLong(other, bound)) size = 'unknown';
    bounds.set(bound.field, bound);
  }
  return !hasOr && isOfTwo(domain) ? 'unknown' : size;
}

/** What belongs to this campaign and to that user is neither of the whole campaign nor all that the user has. */
function isOfTwo({ items }: ListValue): boolean {
  const fields = items.flatMap((item) => {
    const { field = '', op, value = UNKNOWN } = comparison(item) ?? {};
    const isRecord = (value.kind === 'records' || value.kind === 'ids') && value.size === 'one';
    const isPinned = (op === '=' && isRecord) || (op === 'in' && isOpen(value));
    return isPinned && /(?<!(^|_)company)_id$/.test(field) ? [field] : [];
  });
  return fields.length > 1 && !fields.every(isBroadField);
}

/** Days from which on a window of time is no bound: what two months bring is not few. */
const LONG_WINDOW = 60;

function isLong(one: Bound, other: Bound): boolean {
  const [from, to] = [daysOf(one.value), daysOf(other.value)];
  return from !== undefined && to !== undefined && Math.abs(to - from) >= LONG_WINDOW;
}

/** `create_date >= yesterday`: nothing is made in the future, so it is a window, too. */
function isSinceLately({ field, side, value }: Bound): boolean {
  const days = daysOf(value);
  return side === 'low' && /^(?:create|write)_date$/.test(field) && days !== undefined && days > -LONG_WINDOW;
}

/** A side on which a leaf bounds a field; fields that are only known when it runs count as one. */
interface Bound {
  readonly field: string;
  readonly side: 'low' | 'high';
  readonly value: Value;
}

function boundOf(item: Value): Bound | undefined {
  const [field, op, value = UNKNOWN] = item.kind === 'list' ? item.items : [];
  const written = op?.kind === 'text' ? op.value : '';
  const side = /^>=?$/.test(written) ? 'low' : /^<=?$/.test(written) ? 'high' : undefined;
  return side && { field: field?.kind === 'text' ? intervalOf(field.value) : '', side, value };
}

/** `date_from` and `date_to`, `start_date` and `end_date`: the two ends of one interval have one name here. */
function intervalOf(field: string): string {
  return field.replace(INTERVAL_END, '*');
}

function comparison(item: Value): { field: string; op: string; value: Value } | undefined {
  if (item.kind !== 'list') return undefined;
  const [field, op, value] = item.items;
  if (field?.kind !== 'text' || op?.kind !== 'text' || !value) return undefined;
  return { field: field.value, op: op.value, value };
}

/** Fields that say in which state or of which kind a record is, not which record it is. */
export const KIND_FIELD = /(^|_)(state|status|stage|type|kind|active|category|priority|level|mode)$/;

/** What tells the ends of an interval apart in the names of their fields. */
const INTERVAL_END =
  /(?<![a-z])(?:from|to|start|end|stop|begin|finish|until|till)(?![a-z])|(?:start|end|stop)(?=_?date)|(?<=date_?)(?:start|end|stop|from|to)(?![a-z])/;

/** Ends that are still open: few things are under way at one time. */
const OPEN_END =
  /(^|_)(check_?out|end|stop|finished?|closed?)(_(date|time|at|on))?$|(^|_)(date|time)_(end|stop|finished|closed)$/;

/** `is_closed` is a box to tick, and leaves all that are open in. */
function isOpenEnd(field: string): boolean {
  return OPEN_END.test(field) && !field.startsWith('is_');
}

function sizeOfLeaf(item: Value, models: Models): Size {
  if (item.kind === 'text') return 'many';
  const leaf = comparison(item);
  if (!leaf) return sizeOfOddLeaf(item);
  const { field, op, value } = leaf;
  if (op === 'in') return sizeOfIn(field, value, models);
  if (/^=?i?like$/.test(op) && isOpen(value)) return 'unknown';
  if (op !== '=' && op !== '=?' && op !== '==') return 'many';
  if (field === 'id') return 'few';
  if (value.kind === 'constant') return value.value === 'False' && isOpenEnd(field) ? 'unknown' : 'many';
  if (value.kind === 'text') return namesOne(field, value.value) ? 'unknown' : 'many';
  if (value.kind === 'number') return value.value > 0 && namesParent(field) ? 'unknown' : 'many';
  if (isOfSmall(field, value, models)) return 'many';
  return sizeOfEquality(field, models);
}

/** Fields that name one record also where the name is written down: a code may as well be that of a kind. */
const OWN_NAME = /^(?:name|login|email|barcode|default_code|uuid|hostname|url|key|xml_id|external_id)$/;

/** `name = "Overdue tasks"`: one record, as far as anybody knows; `New` and `/` are what many are called at first. */
function namesOne(field: string, text: string): boolean {
  return OWN_NAME.test(field) && /^(?!new$)\w{2}/i.test(text);
}

/** `partner_id = 12`: somebody wrote down whose records are meant. */
function namesParent(field: string): boolean {
  return /_id$/.test(field) && field !== 'res_id' && !isBroadField(field);
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
function sizeOfEquality(field: string, { isSmall, comodelOf }: Models): Size {
  const last = field.slice(field.lastIndexOf('.') + 1);
  if (isBroadField(last) || KIND_FIELD.test(last)) return 'many';
  if (field !== last) return 'unknown';
  if (/_id$/.test(field)) return isSmall(comodelOf(field)) ? 'unknown' : 'few';
  return NATURAL_KEY.test(field) ? 'few' : 'unknown';
}

function sizeOfIn(field: string, value: Value, models: Models): Size {
  if (isBroadField(field.slice(field.lastIndexOf('.') + 1))) return 'many';
  if (value.kind === 'records' || value.kind === 'ids') {
    if (value.size === 'many') return 'many';
    if (field === 'id') return value.size === 'unknown' ? 'unknown' : 'few';
    if (isOfSmall(field, value, models)) return 'many';
    return value.size === 'unknown' ? 'unknown' : 'few';
  }
  // `[order.id]`: some parents, which nobody wrote down.
  const ofParents = value.kind === 'list' && value.complete && !value.items.some(isWritten);
  if (ofParents && /_ids?$/.test(field)) return 'unknown';
  if (value.kind === 'list' || value.kind === 'constant') return field === 'id' ? 'few' : 'many';
  return field === 'id' || /_ids?$/.test(field)
    ? 'unknown'
    : /state|type|status|kind/.test(field)
      ? 'many'
      : 'unknown';
}

/** One or several of few, such as some accounts or templates: together they may have nearly all of the records. */
function isOfSmall(field: string, value: Value, models: Models): boolean {
  if ((value.kind !== 'records' && value.kind !== 'ids') || !/^(?!res_)\w+_ids?$/.test(field)) return false;
  if (value.size === 'one' && ONE_HAS_LITTLE.test(value.model ?? '')) return false;
  return (value.size === 'one' || value.size === 'few') && models.isSmall(value.model);
}

function isWritten({ kind }: Value): boolean {
  return kind === 'text' || kind === 'number' || kind === 'constant';
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
