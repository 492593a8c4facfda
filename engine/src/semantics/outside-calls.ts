// Whether a block calls, by name, something that reaches outside the database.

import { assignedIn } from '../ir/bound-names';
import type { Expression } from '../ir/expression';
import type { Block, MethodIr } from '../ir/statement';
import { callsIn, expressionsIn } from '../ir/walk';
import {
  CONNECTIONS,
  OUTSIDE_CALL,
  SOAP_CLIENT,
  WAITING_FUNCTIONS,
  WAITING_METHODS,
  WAITING_MODULES,
  WAITS_FOR_NOTHING,
} from '../odoo/outside-calls';

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

/** Whether some call of a method's block waits for another machine or process: HTTP, FTP, mail at once, a command. */
export function waitsOutside(block: Block, method: MethodIr): boolean {
  const own = new Set([...assignedIn(method.body), ...method.parameters.map(({ name }) => name)]);
  return callsIn(block).some(({ callee, args }) => {
    if (args.some(({ name, value }) => name === 'force_send' && isTrue(value))) return true;
    if (callee.kind === 'name') return WAITING_FUNCTIONS.test(callee.id);
    if (callee.kind !== 'attribute') return false;
    const { name, object } = callee;
    const path = pathOf(object);
    const [root] = path;
    const isModule = root !== undefined && WAITING_MODULES.has(root) && !own.has(root);
    if (isModule) return ![...path, name].some((each) => WAITS_FOR_NOTHING.test(each));
    if (root === 'os' && !own.has(root)) return name === 'system' || name === 'popen';
    // `client.service.GetOrders()` of zeep and suds.
    if (path.at(-1) === 'service') return path.some((each) => SOAP_CLIENT.test(each));
    return WAITING_FUNCTIONS.test(name) || (CONNECTIONS.test(lastName(object)) && WAITING_METHODS.test(name));
  });
}

function isTrue(value: Expression): boolean {
  return value.kind === 'constant' && value.value === 'True';
}

/** `urllib`, `request` of `urllib.request`; nothing where a call stands between. */
function pathOf(object: Expression): readonly string[] {
  if (object.kind === 'name') return [object.id];
  return object.kind === 'attribute' ? [...pathOf(object.object), object.name] : [];
}
