// Words that rules share: names of models and loops.

import type { LoopFact } from '../semantics/fact';
import type { Value } from '../semantics/value';

/** `sale.order`, or `record` when the model cannot be read. */
export function modelName(value: Value): string {
  if (value.kind === 'batches') return modelName(value.of);
  return ((value.kind === 'records' || value.kind === 'ids') && value.model) || 'record';
}

/** `for order in …`, or `while …`, short enough for the Problems panel. */
export function loopName(loop: LoopFact): string {
  return loop.form === 'while' ? 'This while loop' : `"for ${loop.targets.join(', ') || '…'}"`;
}
