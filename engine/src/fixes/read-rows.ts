// `for row in model.search_read(domain, fields):` as a search, and a `read()` of each batch.

import { argumentOf } from '../ir/argument';
import type { Expression } from '../ir/expression';
import { within } from '../ir/walk';
import { type FixContext, sourceOf } from './fix-context';

/** What `search_read` is made of. */
export interface ReadRows {
  /** `model.search(domain)`. */
  readonly search: string;
  /** `.read(fields)`, asked of each batch. */
  readonly read: string;
}

/** The parts; undefined for anything else, and for a call that goes over several lines. */
export function readRows(over: Expression, ctx: FixContext): ReadRows | undefined {
  if (over.kind !== 'call' || over.callee.kind !== 'attribute' || over.callee.name !== 'search_read')
    return undefined;
  const whole = sourceOf(over, ctx);
  if (/[\r\n#]/.test(whole) || over.args.some(({ form }) => form.endsWith('splat'))) return undefined;
  // Source: odoo/models.py search_read(domain, fields, offset, limit, order, **read_kwargs) (14.0 to 19.0).
  const positional = over.args.filter(({ form }) => form === 'positional').length;
  if (positional > 2 || over.args.some(({ name }) => name === 'load')) return undefined;
  const fields = argumentOf(over, 'fields', 1);
  // Every batch asks for them again.
  if (fields && within(fields).some(({ kind }) => kind === 'call' || kind === 'attribute')) return undefined;
  const domain = argumentOf(over, 'domain', 0);
  const others = over.args.filter(({ value }) => value !== fields && value !== domain);
  // `search` has another name for its domain in 15.0 and before.
  const args = [domain ? sourceOf(domain, ctx) : '[]', ...others.map((arg) => sourceOf(arg, ctx))];
  return {
    search: `${sourceOf(over.callee.object, ctx)}.search(${args.join(', ')})`,
    read: `.read(${fields ? sourceOf(fields, ctx) : ''})`,
  };
}
