// Words that rules share: names of models and loops.

import { fieldsOfDomain } from '../semantics/domain';
import type { LoopFact, SearchFact } from '../semantics/fact';
import type { Value } from '../semantics/value';

/** `sale.order`, or `record` when the model cannot be read. */
export function modelName(value: Value): string {
  if (value.kind === 'batches') return modelName(value.of);
  if (value.kind === 'rows') return value.fetched?.model ?? 'record';
  return ((value.kind === 'records' || value.kind === 'ids') && value.model) || 'record';
}

/** `for order in …`, or `while …`, short enough for the Problems panel. */
export function loopName(loop: LoopFact): string {
  return loop.form === 'while' ? 'This while loop' : `"for ${loop.targets.join(', ') || '…'}"`;
}

/** Fields that a message names before it counts the rest. */
const NAMED = 2;

/**
 * Why a search is taken to find many: `has no limit`, and what its domain asks for that says of which kind the records
 * are, not which ones.
 */
export function whyMany({ domain }: SearchFact): string {
  const fields = [...fieldsOfDomain(domain)];
  if (fields.length === 0) return 'has no limit';
  const more = fields.length - NAMED;
  const named = fields.slice(0, NAMED).join(more > 0 ? ', ' : ' and ');
  const all = more > 0 ? `${named} and ${more} more` : named;
  return `has no limit, and ${all} ${fields.length === 1 ? 'does' : 'do'} not bound it`;
}
