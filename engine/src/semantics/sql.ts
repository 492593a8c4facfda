// How many rows a query gives, read off its text. Only plain SELECTs from a table are judged; what is not understood is
// bounded for all that anybody knows.

import { isBroadField, KIND_FIELD, NATURAL_KEY } from './domain';
import type { QueryColumn } from './value';

/** A query that nothing bounds. */
export interface UnboundedQuery {
  /** The first table after FROM. */
  readonly table: string;
  /** One column of ids is all that it selects. */
  readonly isIds: boolean;
  readonly columns: readonly QueryColumn[];
}

/** Longer than any query that a person writes. */
const MAX_LENGTH = 20_000;

/** Reads a query; undefined when its rows are bounded, or when that cannot be told. */
export function unboundedQuery(sql: string): UnboundedQuery | undefined {
  if (sql.length > MAX_LENGTH) return undefined;
  const text = withoutLiterals(sql);
  const top = topLevel(text) ?? '';
  const head = /^\s*select\s+(distinct\s+(?:on\s*\(_*\)\s*)?)?(.+?)\s+from\s+/is.exec(top);
  if (!head) return undefined;
  const [{ length }, distinct = '', list = ''] = head;
  const rest = text.slice(length);
  const from = FROM.exec(rest);
  const table = from?.[1];
  if (table === undefined || /^(pg_|information_schema$)/i.test(table)) return undefined;
  const isOwn: IsOwn = (qualifier) => [undefined, table, from?.[2]].includes(qualifier);
  const columns = list.split(',').map((each) => columnOf(each, isOwn));
  const [, where = ''] = /\bwhere\b(.*)$/is.exec(rest) ?? [];
  const groups = GROUPS.exec(rest);
  const isPerId = groups?.[1]?.split(',').some((each) => columnOf(each, isOwn).isId) ?? false;
  const isFew =
    BOUNDS.test(isPerId ? rest.replace(GROUPS, '') : rest) ||
    (!isPerId && AGGREGATE.test(text.slice(0, length))) ||
    !hasOnlyValues(rest) ||
    mayPin(where) ||
    (/\bleft\b/i.test(rest) && /\bis\s+null\b/i.test(where)) ||
    (distinct !== '' && !isDistinctByMany(text.slice(0, length), distinct, list, isOwn));
  return isFew ? undefined : { table, isIds: ONE_ID.test(list), columns };
}

/** What stands between `GROUP BY` and the end; a condition on the groups leaves nobody knows how many. */
const GROUPS = /\bgroup\s+by\s+(.+?)(?=\s+(?:order\s+by|having|limit|fetch)\b|;|$)/is;

/** The first table, and its alias. */
const FROM =
  /^(?:only\s+)?"?([a-z_][a-z0-9_]*)"?(?=\s|,|;|$)(?:\s+(?:as\s+)?"?(?!(?:where|order|join|inner|left|right|full|cross|natural|on|for)\b)([a-z_]\w*)"?)?/i;
const COLUMN = /^\s*(?:"?(\w+)"?\.)?"?(\w+)"?(?:\s+(?:as\s+)?"?(\w+)"?)?\s*$/i;

/** Whether a column of that qualifier is one of the first table. */
type IsOwn = (qualifier: string | undefined) => boolean;

function columnOf(text: string, isOwn: IsOwn): QueryColumn {
  const [, qualifier, column, alias] = COLUMN.exec(text) ?? [];
  return { name: alias ?? column, isId: column === 'id' && isOwn(qualifier) };
}

/** Of an id, or of documents, products and partners, there are many values; of a state or a company, few. */
function isDistinctByMany(select: string, distinct: string, list: string, isOwn: IsOwn): boolean {
  const on = /\bon\s*\(([^)]*)\)/i.exec(select);
  const fields = (distinct.includes('(') ? (on?.[1] ?? '') : list).split(',');
  return fields.some((field) => {
    const [, qualifier, column = ''] = COLUMN.exec(field) ?? [];
    return column === 'id' ? isOwn(qualifier) : MANY_VALUES.test(column);
  });
}

const ONE_ID = /^\s*(?:"?\w+"?\.)?"?(?:\w+_)?id"?(?:\s+as\s+"?\w+"?)?\s*$/i;
const MANY_VALUES =
  /^(?:(?:\w+_)?(?:partner|product|product_tmpl|order|move|invoice|picking|lot|lead|ticket|task|message|line|payment)_id)$/i;
/** Anything here makes the rows few, or their number unknown. */
const BOUNDS =
  /\b(limit|fetch\s+(first|next)|group\s+by|having|union|intersect|except|tablesample|lateral|exists|generate_series|unnest|select)\b/i;
/** A function over all rows leaves one. */
const AGGREGATE =
  /\b(count|sum|min|max|avg|(?:array|string|json|jsonb|xml)_?(?:object_)?agg|bool_and|bool_or|every|row_number|setval|nextval|pg_\w+)\s*\(/i;

/** The text without comments, the insides of strings, and more than one blank in a row. */
function withoutLiterals(sql: string): string {
  return sql
    .replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replaceAll(/'(?:[^']|'')*'/g, "'_'")
    .replaceAll(/\s+/g, ' ');
}

/** The text with the insides of parentheses blanked, at unchanged offsets; undefined for two statements, or a broken one. */
function topLevel(text: string): string | undefined {
  let depth = 0;
  let top = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === ')') depth--;
    if (depth < 0) return undefined;
    top += depth === 0 ? char : '_';
    if (char === '(') depth++;
  }
  return depth === 0 && !/;\s*\S/.test(top) ? top : undefined;
}

const PLACEHOLDER = /%s|%\(\w+\)s|\{\w*\}/g;
/** What stands before a placeholder that is a value, not a piece of the query. */
const BEFORE_VALUE = /(?:[=<>+*/,-]|\b(?:like|ilike|in|any|interval|timestamp|date|not|then|else))\s*$/i;

/** Every placeholder stands where a value does: a piece of a query could hold a bound. */
function hasOnlyValues(rest: string): boolean {
  return [...rest.matchAll(PLACEHOLDER)].every((found) => {
    const before = rest.slice(0, found.index);
    return !found[0].startsWith('{') && BEFORE_VALUE.test(before);
  });
}

const EQUALITY = /(?:"?\w+"?\.)?"?(\w+)"?\s*(?:=|\bin\b)\s*(\S*)/gi;
const INEQUALITY = /("?\w+"?|\))\s*(>=?|<=?)(?!>)/g;

/** `date(create_date) = CURRENT_DATE - INTERVAL '1 day'` */
const ONE_DAY = /(?<![<>!])=\s*\(?\s*(?:date\s*\(\s*)?(?:current_date|now\s*\()/i;

/** Whether the condition may leave few rows: a key, a parent, a window of time. */
function mayPin(where: string): boolean {
  if (/\bbetween\b|->|@>|<@|\bany\s*\(/i.test(where) || ONE_DAY.test(where)) return true;
  for (const [, field = '', value = ''] of where.matchAll(EQUALITY)) {
    if (pins(field.toLowerCase(), value)) return true;
  }
  const sides = new Map<string, string>();
  for (const [, field = '', op = ''] of where.matchAll(INEQUALITY)) {
    const side = op.charAt(0);
    if ((sides.get(field) ?? side) !== side) return true;
    sides.set(field, side);
  }
  return false;
}

function pins(field: string, value: string): boolean {
  // Two columns: the condition of a join.
  if (/^"?[a-z_]\w*"?\./i.test(value)) return false;
  if (field === 'id' || field === 'res_id') return true;
  if (/_ids?$/.test(field)) return !isBroadField(field);
  if (/^'|^\d|^(true|false|null)\b/i.test(value)) return false;
  return NATURAL_KEY.test(field) || !KIND_FIELD.test(field);
}
