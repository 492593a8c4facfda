// Whether a domain is certainly a list, or certainly a `Domain` object (19.0): what may be added to it depends on that.

import type { Expression } from '../ir/expression';
import type { MethodIr } from '../ir/statement';
import { valuesOf } from './iterable';

type Test = (value: Expression, name: (name: string) => boolean) => boolean;

/** The value is a list whatever path led here. */
export function isList(value: Expression, method: MethodIr): boolean {
  return holds(value, method, list, new Set());
}

/** The value is a `Domain` object whatever path led here. */
export function isDomainObject(value: Expression, method: MethodIr): boolean {
  return holds(value, method, domainObject, new Set());
}

/** Asks a test of a value; a name holds it when everything that the method assigns to it does. */
function holds(value: Expression, method: MethodIr, test: Test, seen: ReadonlySet<string>): boolean {
  return test(value, (name) => {
    // `domain = domain & …`: what the name held before decides.
    if (seen.has(name)) return true;
    if (method.parameters.some((parameter) => parameter.name === name)) return false;
    const values = valuesOf(name, method);
    return values.length > 0 && values.every((one) => holds(one, method, test, new Set([...seen, name])));
  });
}

const list: Test = (value, name) => {
  if (value.kind === 'name') return name(value.id);
  if (value.kind === 'comprehension') return value.form === 'list';
  if (value.kind === 'binary') return value.op === '+' && (list(value.left, name) || list(value.right, name));
  return value.kind === 'list';
};

const domainObject: Test = (value, name) => {
  if (value.kind === 'name') return name(value.id);
  if (value.kind === 'binary') return domainObject(value.left, name) && domainObject(value.right, name);
  // `Domain(…)`, `Domain.AND(…)`, `Domain.TRUE`.
  const made = value.kind === 'call' ? value.callee : value;
  if (value.kind !== 'call' && value.kind !== 'attribute') return false;
  const owner = made.kind === 'attribute' ? made.object : made;
  return owner.kind === 'name' && owner.id === 'Domain';
};
