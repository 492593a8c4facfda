// Whether a block calls, by name, something that reaches outside the database.

import type { Expression } from '../ir/expression';
import type { Block } from '../ir/statement';
import { expressionsIn } from '../ir/walk';
import { OUTSIDE_CALL } from '../odoo/outside-calls';

/** Whether some call of the block says by its name that it sends, fetches or pays. */
export function callsOutside(block: Block): boolean {
  return expressionsIn(block).some(isOutsideCall);
}

function isOutsideCall(part: Expression): boolean {
  if (part.kind !== 'call') return false;
  const { callee } = part;
  if (callee.kind === 'name') return callee.id !== 'print' && OUTSIDE_CALL.test(callee.id);
  return (
    callee.kind === 'attribute' &&
    (OUTSIDE_CALL.test(callee.name) || OUTSIDE_CALL.test(lastName(callee.object)))
  );
}

/** `requests` of `requests.get(…)`, `mail` of `order.mail.process(…)`. */
function lastName(object: Expression): string {
  return object.kind === 'attribute' ? object.name : object.kind === 'name' ? object.id : '';
}
