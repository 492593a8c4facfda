// Domains as values: lists of leaves, `Domain` objects of Odoo 19, and what puts them together.
// Source: odoo/orm/domains.py (19.0), odoo/osv/expression.py (17.0).

import { concatenated, type ListValue, UNKNOWN, type Value } from './value';

/** A domain that every record meets. */
export const EVERYTHING: ListValue = { kind: 'list', items: [], complete: true };

/** `odoo.fields.Domain`, by the path under which it is imported. */
export const DOMAIN_CLASS = /^odoo(?:\.(?:fields|orm\.domains|osv\.expression))?\.Domain$/;

/** `Domain(leaves)`, `Domain(field, operator, value)`. */
export function domainObject(args: readonly Value[]): Value {
  const [first] = args;
  if (args.length === 3)
    return { kind: 'list', items: [{ kind: 'list', items: args, complete: true }], complete: true };
  if (args.length !== 1 || !first) return UNKNOWN;
  if (first.kind === 'constant' && first.value === 'True') return EVERYTHING;
  return first.kind === 'list' ? first : UNKNOWN;
}

/** `AND([…])`, `OR([…])` of domains. */
export function combined(how: string, domains: Value | undefined): Value {
  if (domains?.kind !== 'list' || (how !== 'AND' && how !== 'OR')) return UNKNOWN;
  const all = domains.items.map((each): ListValue => (each.kind === 'list' ? each : SOMETHING));
  if (all.length === 0) return how === 'AND' && domains.complete ? EVERYTHING : UNKNOWN;
  const whole = all.reduce(how === 'AND' ? both : either);
  return { ...whole, complete: whole.complete && domains.complete };
}

/** A condition that nobody can read. */
const SOMETHING: ListValue = { kind: 'list', items: [UNKNOWN], complete: false };

/** What an operator makes of two domains, or of two lists; undefined when neither is known. */
export function domainOperation(op: string, left: Value, right: Value): Value | undefined {
  if (left.kind !== 'list' && right.kind !== 'list') return undefined;
  const one = left.kind === 'list' ? left : SOMETHING;
  const other = right.kind === 'list' ? right : SOMETHING;
  return op === '|' ? either(one, other) : both(one, other);
}

function both(one: ListValue, other: ListValue): ListValue {
  return concatenated(one, other);
}

/** Polish notation for two conditions; for more, the `|` still says that none of them is a bound by itself. */
function either(one: ListValue, other: ListValue): ListValue {
  // Everything, or something: everything.
  if ([one, other].some((each) => each.complete && each.items.length === 0)) return EVERYTHING;
  return concatenated(
    { kind: 'list', items: [{ kind: 'text', value: '|' }], complete: true },
    concatenated(one, other),
  );
}
